package shop.crypto;

class Crypto {
    void ciphers() throws Exception {
        // ruleid: java-weak-cryptography
        Cipher.getInstance("DES/CBC/PKCS5Padding");
        // ruleid: java-weak-cryptography
        Cipher.getInstance("AES/ECB/PKCS5Padding");
        // ruleid: java-weak-cryptography-protocol
        SSLContext.getInstance("TLSv1.2");
        // ok: java-weak-cryptography
        Cipher.getInstance("AES/GCM/NoPadding");
        // ok: java-weak-cryptography
        KeyGenerator.getInstance("AES");
        // ok: java-weak-cryptography
        SSLContext.getInstance("TLSv1.2");
    }

    byte[] signToken(String token) throws Exception {
        // ruleid: java-weak-cryptography-digest
        return MessageDigest.getInstance("MD5").digest(token.getBytes());
    }

    byte[] checksum(byte[] file) throws Exception {
        // ok: java-weak-cryptography-digest
        return MessageDigest.getInstance("MD5").digest(file);
    }
}
