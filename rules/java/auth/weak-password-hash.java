package shop.auth;

class Passwords {
    String md5(String password) {
        // ruleid: java-weak-password-hash
        return DigestUtils.md5Hex(password);
    }

    byte[] sha(User user) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        // ruleid: java-weak-password-hash
        return digest.digest(user.getPassword().getBytes(StandardCharsets.UTF_8));
    }

    PasswordEncoder encoder() {
        // ruleid: java-weak-password-hash
        return NoOpPasswordEncoder.getInstance();
    }

    String checksum(String file) {
        // ok: java-weak-password-hash
        return DigestUtils.sha256Hex(file);
    }

    byte[] etag(MessageDigest digest, String body) {
        // ok: java-weak-password-hash
        return digest.digest(body.getBytes());
    }

    String strong(String password) {
        // ok: java-weak-password-hash
        return new BCryptPasswordEncoder(12).encode(password);
    }
}
