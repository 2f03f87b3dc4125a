#include "CLibCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

// The parts of libcurl's binary interface that are used here. It has kept them since 2006, and may not change
// them without a new library name (libcurl.so.5).
#define GLOBAL_EVERYTHING 3
#define MESSAGE_DONE 1

typedef struct {
    int message;
    void *easy;
    union {
        void *pointer;
        int result;
    } data;
} Message;

struct LibCurl {
    int (*global_init)(long);
    char *(*version)(void);
    const char *(*easy_strerror)(int);
    void *(*easy_init)(void);
    void (*easy_cleanup)(void *);
    int (*easy_setopt)(void *, int, ...);
    int (*easy_getinfo)(void *, int, ...);
    LibCurlList *(*slist_append)(LibCurlList *, const char *);
    void (*slist_free_all)(LibCurlList *);
    void *(*multi_init)(void);
    int (*multi_cleanup)(void *);
    int (*multi_setopt)(void *, int, ...);
    int (*multi_add_handle)(void *, void *);
    int (*multi_remove_handle)(void *, void *);
    int (*multi_perform)(void *, int *);
    int (*multi_poll)(void *, void *, unsigned int, int, int *);
    int (*multi_wakeup)(void *);
    Message *(*multi_info_read)(void *, int *);
};

// MARK: - Opening

static void *open_first(const char *const *names, size_t name_count, char *error, size_t error_size) {
    size_t length = 0;
    snprintf(error, error_size, "no library of that name");
    for (size_t index = 0; index < name_count; index++) {
        void *handle = dlopen(names[index], RTLD_LAZY | RTLD_LOCAL);
        if (handle) return handle;
        // A library that is there but lacks another one says so, whichever name is its.
        const char *reason = dlerror();
        if (!reason || length >= error_size) continue;
        int written = snprintf(error + length, error_size - length, "%s%s", length > 0 ? "; " : "", reason);
        if (written > 0) length += (size_t)written;
    }
    return NULL;
}

static bool find_functions(void *handle, LibCurl *library, char *error, size_t error_size) {
    // A pointer to a function cannot be assigned from `void *` in standard C, but dlsym's result may be stored
    // through one: POSIX asks for exactly that.
    const struct { const char *name; void **place; } functions[] = {
        {"curl_global_init", (void **)&library->global_init},
        {"curl_version", (void **)&library->version},
        {"curl_easy_strerror", (void **)&library->easy_strerror},
        {"curl_easy_init", (void **)&library->easy_init},
        {"curl_easy_cleanup", (void **)&library->easy_cleanup},
        {"curl_easy_setopt", (void **)&library->easy_setopt},
        {"curl_easy_getinfo", (void **)&library->easy_getinfo},
        {"curl_slist_append", (void **)&library->slist_append},
        {"curl_slist_free_all", (void **)&library->slist_free_all},
        {"curl_multi_init", (void **)&library->multi_init},
        {"curl_multi_cleanup", (void **)&library->multi_cleanup},
        {"curl_multi_setopt", (void **)&library->multi_setopt},
        {"curl_multi_add_handle", (void **)&library->multi_add_handle},
        {"curl_multi_remove_handle", (void **)&library->multi_remove_handle},
        {"curl_multi_perform", (void **)&library->multi_perform},
        {"curl_multi_poll", (void **)&library->multi_poll},
        {"curl_multi_wakeup", (void **)&library->multi_wakeup},
        {"curl_multi_info_read", (void **)&library->multi_info_read},
    };
    for (size_t index = 0; index < sizeof functions / sizeof functions[0]; index++) {
        *functions[index].place = dlsym(handle, functions[index].name);
        if (*functions[index].place) continue;
        snprintf(error, error_size, "it has no function %s; 7.68 or newer is needed", functions[index].name);
        return false;
    }
    return true;
}

static pthread_rwlock_t permission = PTHREAD_RWLOCK_INITIALIZER;
static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

static void withdraw_permission(void) {
    static atomic_flag withdrawn = ATOMIC_FLAG_INIT;
    if (atomic_flag_test_and_set(&withdrawn)) return;
    // A thread that is at work needs milliseconds; a process that ends must not wait for one that hangs.
    const struct timespec millisecond = {0, 1000000};
    for (int tries = 0; tries < 250; tries++) {
        if (pthread_rwlock_trywrlock(&permission) == 0) return;
        nanosleep(&millisecond, NULL);
    }
}

/// Calls `curl_global_init`, which is safe from several threads at once only since 7.84.
static bool initialize(const LibCurl *library) {
    static bool registered = false;
    pthread_mutex_lock(&opening);
    bool ready = library->global_init(GLOBAL_EVERYTHING) == 0;
    // Exit handlers run last in, first out: this one comes after the TLS library's, and so runs before it.
    if (ready && !registered) registered = atexit(withdraw_permission) == 0;
    pthread_mutex_unlock(&opening);
    return ready;
}

static LibCurl *open_library(const char *const *names, size_t name_count, char *error, size_t error_size) {
    void *handle = open_first(names, name_count, error, error_size);
    if (!handle) return NULL;
    LibCurl *library = calloc(1, sizeof *library);
    if (library && find_functions(handle, library, error, error_size)) {
        if (initialize(library)) return library;
        snprintf(error, error_size, "it could not be initialized");
    }
    free(library);
    dlclose(handle);
    return NULL;
}

LibCurl *libcurl_open(const char *const *names, size_t name_count, char *error, size_t error_size) {
    // A TLS library that is still being set up must not be taken down by the end of the process.
    libcurl_enter();
    LibCurl *library = open_library(names, name_count, error, error_size);
    libcurl_leave();
    return library;
}

void libcurl_enter(void) { pthread_rwlock_rdlock(&permission); }
void libcurl_leave(void) { pthread_rwlock_unlock(&permission); }

const char *libcurl_version(const LibCurl *library) { return library->version(); }
const char *libcurl_error_text(const LibCurl *library, int code) { return library->easy_strerror(code); }

// MARK: - Transfers

void *libcurl_easy_create(const LibCurl *library) { return library->easy_init(); }
void libcurl_easy_destroy(const LibCurl *library, void *easy) { library->easy_cleanup(easy); }

int libcurl_easy_set_long(const LibCurl *library, void *easy, int option, long value) {
    return library->easy_setopt(easy, option, value);
}

int libcurl_easy_set_offset(const LibCurl *library, void *easy, int option, int64_t value) {
    return library->easy_setopt(easy, option, value);
}

int libcurl_easy_set_string(const LibCurl *library, void *easy, int option, const char *value) {
    return library->easy_setopt(easy, option, value);
}

int libcurl_easy_set_pointer(const LibCurl *library, void *easy, int option, void *value) {
    return library->easy_setopt(easy, option, value);
}

int libcurl_easy_set_list(const LibCurl *library, void *easy, int option, LibCurlList *value) {
    return library->easy_setopt(easy, option, value);
}

int libcurl_easy_set_data_callback(const LibCurl *library, void *easy, int option, LibCurlDataCallback value) {
    return library->easy_setopt(easy, option, value);
}

int libcurl_easy_set_prerequest(const LibCurl *library, void *easy, int option, LibCurlPrerequestCallback value) {
    return library->easy_setopt(easy, option, value);
}

long libcurl_easy_get_long(const LibCurl *library, void *easy, int info) {
    long value = 0;
    return library->easy_getinfo(easy, info, &value) == 0 ? value : 0;
}

LibCurlList *libcurl_list_append(const LibCurl *library, LibCurlList *list, const char *text) {
    return library->slist_append(list, text);
}

void libcurl_list_destroy(const LibCurl *library, LibCurlList *list) { library->slist_free_all(list); }

// MARK: - Many transfers at once

void *libcurl_multi_create(const LibCurl *library) { return library->multi_init(); }
void libcurl_multi_destroy(const LibCurl *library, void *multi) { library->multi_cleanup(multi); }

int libcurl_multi_set_long(const LibCurl *library, void *multi, int option, long value) {
    return library->multi_setopt(multi, option, value);
}

int libcurl_multi_add(const LibCurl *library, void *multi, void *easy) {
    return library->multi_add_handle(multi, easy);
}

int libcurl_multi_remove(const LibCurl *library, void *multi, void *easy) {
    return library->multi_remove_handle(multi, easy);
}

int libcurl_multi_perform(const LibCurl *library, void *multi) {
    int running = 0;
    return library->multi_perform(multi, &running);
}

int libcurl_multi_poll(const LibCurl *library, void *multi, int milliseconds) {
    return library->multi_poll(multi, NULL, 0, milliseconds, NULL);
}

int libcurl_multi_wakeup(const LibCurl *library, void *multi) { return library->multi_wakeup(multi); }

void *libcurl_multi_next_finished(const LibCurl *library, void *multi, int *code) {
    int left = 0;
    Message *message;
    while ((message = library->multi_info_read(multi, &left))) {
        if (message->message != MESSAGE_DONE) continue;
        *code = message->data.result;
        return message->easy;
    }
    return NULL;
}
