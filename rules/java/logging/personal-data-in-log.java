package shop.users;

class Users {
    void register(Registration form, String email) {
        // ruleid: java-personal-data-in-log
        log.info("registered {}", form.getEmail());
        // ruleid: java-personal-data-in-log
        log.warn("no user with email " + email);
        // ruleid: java-personal-data-in-log
        logger.info("sms sent to {} of {}", form.getPhoneNumber(), form.getId());
        // ok: java-personal-data-in-log
        log.info("registered {}", form.getId());
        // ok: java-personal-data-in-log
        log.info("email sent to {}", form.getId());
        // ok: java-personal-data-in-log
        mails.send("welcome", form.getEmail());
    }
}
