package shop.web;

class Security {
    void chain(HttpSecurity http) throws Exception {
        // ruleid: java-security-header-weakened
        http.headers().frameOptions().disable();
        // ruleid: java-security-header-weakened
        http.headers(headers -> headers.frameOptions(frame -> frame.disable()));
        // ruleid: java-security-header-weakened
        http.headers(headers -> headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::disable));
        // ok: java-security-header-weakened
        http.headers(headers -> headers.frameOptions(frame -> frame.sameOrigin()));
        // ok: java-security-header-weakened
        http.csrf(csrf -> csrf.disable());
        // ok: java-security-header-weakened
        http.headers(headers -> headers.cacheControl(cache -> cache.disable()));
    }
}
