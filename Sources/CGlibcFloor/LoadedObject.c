#if defined(__linux__)
// For dl_iterate_phdr.
#define _GNU_SOURCE
#endif
#include "CGlibcFloor.h"

#if defined(__GLIBC__)

#include <link.h>
#include <stdbool.h>
#include <string.h>

typedef struct {
    uintptr_t address;
    FloorObject object;
} Search;

/// Looks at one loaded object; 1 ends the search.
static int visit(struct dl_phdr_info *info, size_t size, void *context) {
    (void)size;
    Search *search = context;
    uintptr_t start = UINTPTR_MAX, end = 0, table = 0;
    bool holds_address = false;
    for (size_t index = 0; index < info->dlpi_phnum; index++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[index];
        uintptr_t first = info->dlpi_addr + segment->p_vaddr;
        if (segment->p_type == PT_GNU_EH_FRAME) table = first;
        if (segment->p_type != PT_LOAD) continue;
        uintptr_t last = first + segment->p_memsz;
        if (first < start) start = first;
        if (last > end) end = last;
        if (search->address >= first && search->address < last) holds_address = true;
    }
    if (!holds_address) return 0;
    memset(&search->object, 0, sizeof search->object);
    search->object.map_start = (void *)start;
    search->object.map_end = (void *)end;
    search->object.eh_frame = (void *)table;
    return 1;
}

int floor_find_object(void *address, FloorObject *object) {
    Search search = {.address = (uintptr_t)address};
    // Unwinding ends, rather than crashes, at an object that has no table.
    if (dl_iterate_phdr(visit, &search) == 0 || search.object.eh_frame == NULL) return -1;
    *object = search.object;
    return 0;
}

#endif
