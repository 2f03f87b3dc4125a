#ifndef CGLIBCFLOOR_H
#define CGLIBCFLOOR_H

/// Functions of newer glibcs that the static runtime libraries ask for.
///
/// The linker resolves their references with these definitions, so that the program runs on glibc 2.34. They are hidden:
/// a library that is opened later gets the system's own. Under other C libraries there are none.
///
/// The names below are what our tests call them by; to the linker they have glibc's.
#if defined(__linux__)
#include <features.h>
#endif
#if defined(__GLIBC__)

#include <stdint.h>

#define GLIBC_FLOOR(NAME) __asm__(NAME) __attribute__((visibility("hidden")))

/// 32 random bits from the system, as glibc 2.36 has it; libstdc++ calls it.
uint32_t floor_arc4random(void) GLIBC_FLOOR("arc4random");

/// The length of a vector, as glibc 2.35 has it; Swift's overlay of glibc calls it.
float floor_hypotf(float x, float y) GLIBC_FLOOR("hypotf");

/// What `_dl_find_object` finds, laid out as glibc 2.35 does.
typedef struct {
    unsigned long long flags;
    void *map_start;
    void *map_end;
    void *link_map;
    /// The table by which an address's unwinding instructions are found.
    void *eh_frame;
    unsigned long long reserved[7];
} FloorObject;

/// Finds the loaded program or library that an address belongs to; 0 when there is one, else -1.
///
/// The unwinder calls it for each frame of a C++ exception.
int floor_find_object(void *address, FloorObject *object) GLIBC_FLOOR("_dl_find_object");

#endif
#endif
