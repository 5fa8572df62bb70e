/* Compiled, and never run: the header in the strictest C99. */
#include <echatim.h>

const char* version_of_library(void);
const char* version_of_library(void) { return echatim_version(); }
