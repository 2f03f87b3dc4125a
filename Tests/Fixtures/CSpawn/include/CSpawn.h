#ifndef C_SPAWN_H
#define C_SPAWN_H

#include <sys/types.h>

/// Starts a program in a folder, with three streams and nothing else of what this process has open.
///
/// - Returns: 0, or the number of the system's error.
int spawn_alone(pid_t *process, char *const words[], char *const variables[], const char *folder, const int streams[3]);

#endif
