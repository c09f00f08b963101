package shop.web;

class Cookies {
    void login(HttpServletResponse response, String token) {
        // ruleid: java-cookie-without-httponly
        Cookie cookie = new Cookie("access_token", token);
        cookie.setSecure(true);
        response.addCookie(cookie);
    }

    void visible(Cookie cookie) {
        // ruleid: java-cookie-without-httponly-off
        cookie.setHttpOnly(false);
    }

    ResponseCookie built(String id) {
        // ruleid: java-cookie-without-httponly-off
        return ResponseCookie.from("session", id).httpOnly(false).build();
    }

    void hidden(HttpServletResponse response, String token) {
        // ok: java-cookie-without-httponly
        Cookie cookie = new Cookie("access_token", token);
        cookie.setHttpOnly(true);
        response.addCookie(cookie);
    }

    void logout(HttpServletResponse response) {
        // ok: java-cookie-without-httponly
        Cookie cookie = new Cookie("access_token", "");
        cookie.setMaxAge(0);
        response.addCookie(cookie);
    }

    void theme(HttpServletResponse response) {
        // ok: java-cookie-without-httponly
        Cookie cookie = new Cookie("theme", "dark");
        response.addCookie(cookie);
    }
}
