package shop.auth;

class Passwords {
    private static final int ROUNDS = 8;

    PasswordEncoder encoder() {
        // ruleid: java-bcrypt-cost-too-low
        return new BCryptPasswordEncoder(12);
    }

    String salt() {
        // ruleid: java-bcrypt-cost-too-low-name
        return BCrypt.gensalt(ROUNDS);
    }

    PasswordEncoder versioned() {
        // ruleid: java-bcrypt-cost-too-low
        return new BCryptPasswordEncoder(BCryptVersion.$2B, 12);
    }

    PasswordEncoder strong() {
        // ok: java-bcrypt-cost-too-low
        return new BCryptPasswordEncoder(12);
    }

    PasswordEncoder configured(Settings settings) {
        // ok: java-bcrypt-cost-too-low
        return new BCryptPasswordEncoder(settings.rounds());
    }

    String hashed(String password) {
        // ok: java-bcrypt-cost-too-low
        return BCrypt.withDefaults().hashToString(14, password.toCharArray());
    }
}
