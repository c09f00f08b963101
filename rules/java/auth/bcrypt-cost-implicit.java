package shop.auth;

class Passwords {
    PasswordEncoder encoder() {
        // ruleid: java-bcrypt-cost-implicit-encoder
        return new BCryptPasswordEncoder();
    }

    PasswordEncoder delegating() {
        // ruleid: java-bcrypt-cost-implicit
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    String hashed(String password) {
        // ruleid: java-bcrypt-cost-implicit-salt
        return BCrypt.hashpw(password, BCrypt.gensalt());
    }

    String quarkus(String password) {
        // ruleid: java-bcrypt-cost-implicit-quarkus
        return BcryptUtil.bcryptHash(password);
    }

    PasswordEncoder strong() {
        // ok: java-bcrypt-cost-implicit
        return new BCryptPasswordEncoder(12);
    }

    PasswordEncoder configured(int rounds) {
        // ok: java-bcrypt-cost-implicit
        return new BCryptPasswordEncoder(rounds);
    }

    String salted(String password) {
        // ok: java-bcrypt-cost-implicit
        return BCrypt.hashpw(password, BCrypt.gensalt(13));
    }
}
