#include "CGlibcFloor.h"

#if defined(__GLIBC__)

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>

uint32_t floor_arc4random(void) {
    uint32_t bits;
    for (;;) {
        // The kernel gives as few bytes whole or not at all.
        if (getrandom(&bits, sizeof bits, 0) == (ssize_t)sizeof bits) return bits;
        // The function cannot report a failure, and predictable bits would be worse than an end.
        if (errno != EINTR) abort();
    }
}

#endif
