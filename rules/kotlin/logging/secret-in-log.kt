package shop.auth

class Login {
    fun login(form: LoginForm, accessToken: String) {
        // ruleid: kotlin-secret-in-log
        logger.info("login of ${form.name} with ${form.password}")
        // ruleid: kotlin-secret-in-log
        log.debug("token {}", accessToken)
        // ruleid: kotlin-secret-in-log
        logger.info { "first user, password ${form.password}" }
        // ok: kotlin-secret-in-log
        logger.info("login of ${form.name}")
        // ok: kotlin-secret-in-log
        logger.info("password changed for {}", form.name)
        // ok: kotlin-secret-in-log
        audit.save("password", form.password)
    }
}
