// Throws C++ exceptions through everything that a program's stack can hold, and catches them.
// Built as the shipped program is, with the C++ runtime inside, it shows that unwinding works on every glibc it starts on.
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <stdexcept>
#include <string>
#include <thread>

static int destroyed = 0;
struct Witness {
    ~Witness() { destroyed++; }
};

[[gnu::noinline]] static void deep(int depth) {
    Witness witness;
    if (depth == 0) throw std::runtime_error("from the depth");
    deep(depth - 1);
    std::puts("");
}

static int through_c(const void *, const void *) { throw std::runtime_error("through the C library"); }
extern "C" void throw_through_library() { throw std::runtime_error("through a library"); }

template <typename Body> static bool catches(const char *words, Body body) {
    try {
        body();
    } catch (const std::exception &error) {
        std::printf("caught %s\n", error.what());
        return std::string(error.what()) == words;
    }
    return false;
}

int main(int, char **arguments) {
    bool good = catches("from the depth", [] { deep(20); }) && destroyed == 21;
    good &= catches("through the C library", [] {
        int numbers[] = {3, 1, 2};
        std::qsort(numbers, 3, sizeof *numbers, through_c);
    });
    void *library = dlopen(arguments[1], RTLD_NOW);
    if (!library) return std::printf("%s\n", dlerror()), 1;
    auto call = reinterpret_cast<void (*)(void (*)())>(dlsym(library, "call"));
    good &= catches("through a library", [&] { call(throw_through_library); });
    bool in_thread = false;
    std::thread([&] { in_thread = catches("from the depth", [] { deep(3); }); }).join();
    try {
        try {
            deep(1);
        } catch (...) {
            throw;
        }
    } catch (const std::runtime_error &) {
        return good && in_thread ? 0 : 1;
    }
    return 1;
}
