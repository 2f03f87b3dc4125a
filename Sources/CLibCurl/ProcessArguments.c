#include "CLibCurl.h"

static int argument_count;
static char **arguments;

#if defined(__GLIBC__)
// This loader hands the words to whatever runs before main; Swift would look for them in /proc, which may not be there.
__attribute__((constructor)) static void keep_arguments(int count, char **words) {
    argument_count = count;
    arguments = words;
}

// Swift's static library has these two in one file with a constructor that searches /proc/self/maps for the words, in
// every program and at every start. A program that has its own does not get that file.

char **_swift_stdlib_getUnsafeArgvArgc(int *count) {
    static char *none[] = {NULL};
    *count = argument_count;
    return arguments ? arguments : none;
}

void _swift_stdlib_overrideUnsafeArgvArgc(char **words, int count) {
    arguments = words;
    argument_count = count;
}
#endif

char **process_arguments(int *count) {
    *count = argument_count;
    return arguments;
}
