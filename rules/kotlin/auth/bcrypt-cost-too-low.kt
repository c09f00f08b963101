package shop.auth

private const val ROUNDS = 8

class Passwords {
    // ruleid: kotlin-bcrypt-cost-too-low
    fun encoder(): PasswordEncoder = BCryptPasswordEncoder(10)

    // ruleid: kotlin-bcrypt-cost-too-low-name
    fun salt() = BCrypt.gensalt(ROUNDS)

    // ruleid: kotlin-bcrypt-cost-too-low
    fun hash(password: String) = BCrypt.withDefaults().hashToString(6, password.toCharArray())

    // ok: kotlin-bcrypt-cost-too-low
    fun strong() = BCryptPasswordEncoder(12)

    // ok: kotlin-bcrypt-cost-too-low
    fun configured(settings: Settings) = BCryptPasswordEncoder(settings.rounds)

    // ok: kotlin-bcrypt-cost-too-low
    fun slow() = BCrypt.gensalt(14)
}
