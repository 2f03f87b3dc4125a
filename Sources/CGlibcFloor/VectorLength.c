#include "CGlibcFloor.h"

#if defined(__GLIBC__)

#include <math.h>

float floor_hypotf(float x, float y) {
    // An infinite side makes an infinite length, even beside a NaN.
    if (isinf(x) || isinf(y)) return INFINITY;
    // A double holds the squares of all floats, so that nothing overflows or vanishes on the way.
    return (float)sqrt((double)x * x + (double)y * y);
}

#endif
