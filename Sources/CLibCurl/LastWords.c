#include "CLibCurl.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { SIGNAL_COUNT = 7, LONGEST = 8192, STACK = 65536 };
static const int numbers[SIGNAL_COUNT] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS};
static struct sigaction before[SIGNAL_COUNT];
static _Atomic(const char *) words;
static char line[LONGEST];
// A fault may be that the thread's own stack is full.
static char stack[STACK];

// Appends a number; returns the next place.
static size_t put_number(size_t length, int number) {
    char digits[12];
    size_t count = 0;
    do digits[count++] = (char)('0' + number % 10); while ((number /= 10) > 0);
    while (count > 0 && length < LONGEST - 1) line[length++] = digits[--count];
    return length;
}

// Only what POSIX allows in a signal handler: the text was prepared, and one write takes it as a whole.
static void say(int number) {
    const char *text = atomic_exchange(&words, NULL);
    if (text == NULL) return;
    size_t length = 0;
    for (; *text != 0 && length < LONGEST - 1; text++) {
        if (*text == LAST_WORDS_SIGNAL) length = put_number(length, number);
        else if (*text == LAST_WORDS_EXIT_CODE) length = put_number(length, 128 + number);
        else line[length++] = *text;
    }
    line[length++] = '\n';
    ssize_t ignored = write(STDERR_FILENO, line, length);
    (void)ignored;
}

static void say_and_end(int number, siginfo_t *info, void *context) {
    (void)context;
    say(number);
    for (unsigned index = 0; index < SIGNAL_COUNT; index++) {
        if (numbers[index] == number) sigaction(number, &before[index], NULL);
    }
    // The instruction at fault is carried out again, and ends the process as it would have. Where there is none, as after
    // `abort`, the signal comes a second time.
    if (info == NULL || info->si_code <= 0 || number == SIGTRAP) raise(number);
}

void last_words_begin(const char *text) {
    last_words_are(text);
    stack_t own = {.ss_sp = stack, .ss_size = STACK};
    sigaltstack(&own, NULL);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = say_and_end;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    for (unsigned index = 0; index < SIGNAL_COUNT; index++) sigaction(numbers[index], &action, &before[index]);
}

void last_words_are(const char *text) { atomic_store(&words, text); }
