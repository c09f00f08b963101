package shop.auth;

class Login {
    void login(LoginForm form, String accessToken) {
        // ruleid: java-secret-in-log
        log.info("login of {} with {}", form.getName(), form.getPassword());
        // ruleid: java-secret-in-log
        logger.debug("token: " + accessToken);
        // ruleid: java-secret-in-log
        System.out.println("secret " + settings.getClientSecret());
        // ok: java-secret-in-log
        log.info("login of {}", form.getName());
        // ok: java-secret-in-log
        log.info("password changed for {}", form.getName());
        // ok: java-secret-in-log
        audit.info("rotated", form.getPassword());
    }
}
