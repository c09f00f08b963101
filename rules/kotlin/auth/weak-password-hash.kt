package shop.auth

class Passwords {
    // ruleid: kotlin-weak-password-hash
    fun md5(password: String) = DigestUtils.md5Hex(password)

    // ruleid: kotlin-weak-password-hash
    fun sha(user: Login) = MessageDigest.getInstance("SHA-256").digest(user.password.toByteArray())

    // ruleid: kotlin-weak-password-hash
    fun encoder(): PasswordEncoder = NoOpPasswordEncoder.getInstance()

    // ok: kotlin-weak-password-hash
    fun checksum(file: String) = DigestUtils.sha256Hex(file)

    // ok: kotlin-weak-password-hash
    fun etag(body: String) = MessageDigest.getInstance("SHA-256").digest(body.toByteArray())

    // ok: kotlin-weak-password-hash
    fun strong(password: String) = BCryptPasswordEncoder(12).encode(password)
}
