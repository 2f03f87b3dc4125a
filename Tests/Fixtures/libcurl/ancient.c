// A libcurl from before 7.66: it lacks curl_multi_poll and curl_multi_wakeup.
#define NOTHING(NAME) void *NAME(void) { return 0; }
NOTHING(curl_global_init) NOTHING(curl_version) NOTHING(curl_easy_strerror) NOTHING(curl_easy_init)
NOTHING(curl_easy_cleanup) NOTHING(curl_easy_setopt) NOTHING(curl_easy_getinfo) NOTHING(curl_slist_append)
NOTHING(curl_slist_free_all) NOTHING(curl_multi_init) NOTHING(curl_multi_cleanup) NOTHING(curl_multi_setopt)
NOTHING(curl_multi_add_handle) NOTHING(curl_multi_remove_handle) NOTHING(curl_multi_perform)
NOTHING(curl_multi_wait) NOTHING(curl_multi_info_read)
