package shop.auth;

class Login {
    boolean login(User user, String password) {
        // ruleid: java-plaintext-password-compared
        return user.getPassword().equals(password);
    }

    boolean reversed(User user, String password) {
        // ruleid: java-plaintext-password-compared
        return password.equals(user.getPassword());
    }

    boolean nullSafe(User user, String password) {
        // ruleid: java-plaintext-password-compared
        return Objects.equals(user.getPassword(), password);
    }

    boolean verified(User user, String password) {
        // ok: java-plaintext-password-compared
        return encoder.matches(password, user.getPassword());
    }

    boolean repeated(PasswordForm form) {
        // ok: java-plaintext-password-compared
        return form.getPassword().equals(form.getConfirmPassword());
    }

    boolean changed(User stored, User user) {
        // ok: java-plaintext-password-compared
        return !stored.getPassword().equals(user.getPassword());
    }
}
