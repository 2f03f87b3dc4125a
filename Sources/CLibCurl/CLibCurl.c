#include "CLibCurl.h"
int astro_curl_placeholder(void) { return 0; }
