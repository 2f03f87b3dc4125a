int astro_curl_placeholder(void);
