// libcurl 7.68, as far as it can be told: the system's own, which knows no option that came later.
#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define UNKNOWN_OPTION 48
/// The last number of an option that 7.68 has.
#define LAST_OPTION 289

static void *real(const char *name) {
    static void *library;
    // By its path: the bare name is this file's.
    static const char *const paths[] = {
        "/usr/lib/x86_64-linux-gnu/libcurl.so.4", "/usr/lib/aarch64-linux-gnu/libcurl.so.4", "/usr/lib64/libcurl.so.4"};
    for (size_t index = 0; !library && index < 3; index++) library = dlopen(paths[index], RTLD_LAZY | RTLD_LOCAL);
    void *function = library ? dlsym(library, name) : NULL;
    if (!function) {
        fprintf(stderr, "no libcurl to hand %s to\n", name);
        abort();
    }
    return function;
}

// Pointers and integers arrive in the same places, so one function hands any of them on.
typedef void *(*Function)(void *, void *, void *, void *, void *);
#define HANDS_ON(NAME) \
    void *NAME(void *a, void *b, void *c, void *d, void *e) { return ((Function)real(#NAME))(a, b, c, d, e); }
HANDS_ON(curl_global_init) HANDS_ON(curl_easy_strerror) HANDS_ON(curl_easy_init) HANDS_ON(curl_easy_cleanup)
HANDS_ON(curl_slist_append) HANDS_ON(curl_slist_free_all) HANDS_ON(curl_multi_init) HANDS_ON(curl_multi_cleanup)
HANDS_ON(curl_multi_add_handle) HANDS_ON(curl_multi_remove_handle) HANDS_ON(curl_multi_perform)
HANDS_ON(curl_multi_poll) HANDS_ON(curl_multi_wakeup) HANDS_ON(curl_multi_info_read)

const char *curl_version(void) { return "libcurl/7.68.0"; }

#define HANDS_ON_VALUE(NAME) \
    int NAME(void *handle, int option, ...) { \
        va_list values; \
        va_start(values, option); \
        void *value = va_arg(values, void *); \
        va_end(values); \
        if (option < 0x100000 && option % 10000 > LAST_OPTION) return UNKNOWN_OPTION; \
        return ((int (*)(void *, int, ...))real(#NAME))(handle, option, value); \
    }
HANDS_ON_VALUE(curl_easy_setopt)
HANDS_ON_VALUE(curl_multi_setopt)

int curl_easy_getinfo(void *handle, int info, ...) {
    va_list values;
    va_start(values, info);
    void *value = va_arg(values, void *);
    va_end(values);
    return ((int (*)(void *, int, ...))real("curl_easy_getinfo"))(handle, info, value);
}
