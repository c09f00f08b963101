package shop.auth

class Passwords {
    // ruleid: kotlin-bcrypt-cost-implicit-encoder
    fun encoder(): PasswordEncoder = BCryptPasswordEncoder(12)

    // ruleid: kotlin-bcrypt-cost-implicit
    fun delegating(): PasswordEncoder = PasswordEncoderFactories.createDelegatingPasswordEncoder()

    // ruleid: kotlin-bcrypt-cost-implicit-salt
    fun hash(password: String) = BCrypt.hashpw(password, BCrypt.gensalt(12))

    // ok: kotlin-bcrypt-cost-implicit
    fun strong(): PasswordEncoder = BCryptPasswordEncoder(12)

    // ok: kotlin-bcrypt-cost-implicit
    fun salted(password: String) = BCrypt.hashpw(password, BCrypt.gensalt(13))

    // ok: kotlin-bcrypt-cost-implicit
    fun argon(): PasswordEncoder = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()
}
