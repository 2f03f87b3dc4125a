#ifndef CLIBCURL_H
#define CLIBCURL_H

#include <stddef.h>
#include <stdint.h>

/// The words that the process was started with, the program's name first; NULL where only Swift knows them.
char **process_arguments(int *count);

/// Stands for the signal's number in the text of `last_words_are`.
#define LAST_WORDS_SIGNAL 1
/// Stands for the exit status that a shell sees.
#define LAST_WORDS_EXIT_CODE 2

/// Writes a line to stderr if a fault of its own ends the process, which then ends as it would have anyway.
void last_words_begin(const char *text);
/// Replaces that line. The text must stay.
void last_words_are(const char *text);

/// The functions of libcurl, found in a library that was opened while the program runs.
///
/// Building needs no curl headers, and a program that sends no request never loads the library. libcurl's own
/// entry points for options are variadic, which Swift cannot call: each kind of value has a function here.
typedef struct LibCurl LibCurl;

/// A list of strings, such as header lines.
typedef struct LibCurlList LibCurlList;

/// Receives a piece of a header or a body; returns how many bytes it took.
typedef size_t (*LibCurlDataCallback)(char *bytes, size_t size, size_t count, void *context);

/// Asked each time before a request is written to a connection; anything but 0 stops it.
typedef int (*LibCurlPrerequestCallback)(
    void *context, char *remote_address, char *local_address, int remote_port, int local_port);

/// Opens the first library of `names` that there is and finds every function in it.
///
/// NULL when there is none or it lacks a function; `error` then says why. The result is never freed: the library
/// stays open until the process ends, as it may have started threads and exit handlers of its own.
LibCurl *libcurl_open(const char *const *names, size_t name_count, char *error, size_t error_size);

/// The library's version, such as "7.88.1".
const char *libcurl_version(const LibCurl *library);
/// libcurl's words for the result of a transfer.
const char *libcurl_error_text(const LibCurl *library, int code);

/// Waits for the permission to work with libcurl, which `exit` withdraws for ever.
///
/// TLS libraries free their tables in exit handlers; a thread that still works with them then would crash the
/// process while it ends. Every thread does its work between `libcurl_enter` and `libcurl_leave`.
void libcurl_enter(void);
void libcurl_leave(void);

void *libcurl_easy_create(const LibCurl *library);
void libcurl_easy_destroy(const LibCurl *library, void *easy);
int libcurl_easy_set_long(const LibCurl *library, void *easy, int option, long value);
int libcurl_easy_set_offset(const LibCurl *library, void *easy, int option, int64_t value);
int libcurl_easy_set_string(const LibCurl *library, void *easy, int option, const char *value);
int libcurl_easy_set_pointer(const LibCurl *library, void *easy, int option, void *value);
int libcurl_easy_set_list(const LibCurl *library, void *easy, int option, LibCurlList *value);
int libcurl_easy_set_data_callback(const LibCurl *library, void *easy, int option, LibCurlDataCallback value);
int libcurl_easy_set_prerequest(const LibCurl *library, void *easy, int option, LibCurlPrerequestCallback value);
/// Reads a number about a transfer; 0 when it is not known.
long libcurl_easy_get_long(const LibCurl *library, void *easy, int info);

/// The list with a copy of `text` at its end; NULL, and the old list as it was, when there is no memory.
LibCurlList *libcurl_list_append(const LibCurl *library, LibCurlList *list, const char *text);
void libcurl_list_destroy(const LibCurl *library, LibCurlList *list);

void *libcurl_multi_create(const LibCurl *library);
void libcurl_multi_destroy(const LibCurl *library, void *multi);
int libcurl_multi_set_long(const LibCurl *library, void *multi, int option, long value);
int libcurl_multi_add(const LibCurl *library, void *multi, void *easy);
int libcurl_multi_remove(const LibCurl *library, void *multi, void *easy);
/// Does what can be done without waiting.
int libcurl_multi_perform(const LibCurl *library, void *multi);
/// Waits for something to do, a wakeup, or the time limit.
int libcurl_multi_poll(const LibCurl *library, void *multi, int milliseconds);
/// Ends the present or the next wait; the one function that any thread may call.
int libcurl_multi_wakeup(const LibCurl *library, void *multi);
/// The next transfer that ended, with its result in `code`; NULL when there is none.
void *libcurl_multi_next_finished(const LibCurl *library, void *multi, int *code);

#endif
