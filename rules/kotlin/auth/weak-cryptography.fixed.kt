package shop.crypto

class Crypto {
    // ruleid: kotlin-weak-cryptography
    fun des() = Cipher.getInstance("DES/CBC/PKCS5Padding")

    // ruleid: kotlin-weak-cryptography
    fun ecb() = Cipher.getInstance("AES")

    // ruleid: kotlin-weak-cryptography-protocol
    fun tls() = SSLContext.getInstance("TLSv1.2")

    // ok: kotlin-weak-cryptography
    fun gcm() = Cipher.getInstance("AES/GCM/NoPadding")

    // ok: kotlin-weak-cryptography
    fun context() = SSLContext.getInstance("TLS")

    // ok: kotlin-weak-cryptography
    fun pbkdf() = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
}
