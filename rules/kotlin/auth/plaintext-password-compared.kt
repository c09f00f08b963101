package shop.auth

class Login(private val users: Users, private val encoder: PasswordEncoder) {
    fun login(name: String, password: String): User? {
        val user = users.find(name) ?: return null
        // ruleid: kotlin-plaintext-password-compared
        if (user.password == password) return user
        // ruleid: kotlin-plaintext-password-compared
        if (user.password != password) throw Denied()
        // ruleid: kotlin-plaintext-password-compared
        return user.takeIf { password.equals(it.password) }
    }

    fun change(form: PasswordForm, user: User) {
        // ok: kotlin-plaintext-password-compared
        require(form.password == form.passwordConfirm)
        // ok: kotlin-plaintext-password-compared
        require(form.newPassword != form.password)
        // ok: kotlin-plaintext-password-compared
        require(encoder.matches(form.password, user.password))
    }
}
