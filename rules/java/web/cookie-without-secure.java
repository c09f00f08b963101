package shop.web;

class Cookies {
    void login(HttpServletResponse response, String token) {
        // ruleid: java-cookie-without-secure
        Cookie cookie = new Cookie("access_token", token);
        cookie.setHttpOnly(true);
        response.addCookie(cookie);
    }

    void plain(Cookie cookie) {
        // ruleid: java-cookie-without-secure-off
        cookie.setSecure(false);
    }

    ResponseCookie built(String id) {
        // ruleid: java-cookie-without-secure-off
        return ResponseCookie.from("session", id).secure(false).build();
    }

    void secure(HttpServletResponse response, String token) {
        // ok: java-cookie-without-secure
        Cookie cookie = new Cookie("access_token", token);
        cookie.setSecure(settings.https());
        response.addCookie(cookie);
    }

    void logout(HttpServletResponse response) {
        // ok: java-cookie-without-secure
        Cookie cookie = new Cookie("access_token", null);
        response.addCookie(cookie);
    }

    Channel channel() {
        // ok: java-cookie-without-secure
        return Channel.to(host).secure(false).open();
    }
}
