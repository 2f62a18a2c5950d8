// The C library's reduction of large angles, for doubles alone: without the rest of its table, which only
// numbers of 128 bits need and which does not compress, another 2 KB of the page's download.
#define _LIBM_H  // declarations of other functions
#include <cfloat>
#include <cmath>
#include <cstdint>
#undef LDBL_MAX_EXP
#define LDBL_MAX_EXP DBL_MAX_EXP

extern "C" {
#include "math/__rem_pio2_large.c"
}
