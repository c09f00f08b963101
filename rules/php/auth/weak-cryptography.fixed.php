<?php

class Vault
{
    public function seal(string $text, string $key)
    {
        // ruleid: php-weak-cryptography
        openssl_encrypt($text, 'des-ede3-cbc', $key);
        // ruleid: php-weak-cryptography
        openssl_encrypt($text, 'aes-256-ecb', $key);
        // ok: php-weak-cryptography
        openssl_encrypt($text, 'aes-256-gcm', $key, 0, $iv, $tag);
        // ruleid: php-weak-cryptography-mcrypt
        mcrypt_encrypt(MCRYPT_DES, $key, $text, 'cbc');
        // ok: php-weak-cryptography-mcrypt
        sodium_crypto_secretbox($text, $nonce, $key);

        // ruleid: php-weak-cryptography-secret-digest
        sha1($body . $this->apiKey);
        // ok: php-weak-cryptography-secret-digest
        md5($body);
        // ok: php-weak-cryptography-secret-digest
        hash_hmac('sha256', $body, $this->apiKey);

        // ruleid: php-weak-cryptography-key
        openssl_pkey_new(['private_key_bits' => 2048]);
        $bits = 1024;
        // ruleid: php-weak-cryptography-key-name
        openssl_pkey_new(['private_key_bits' => $bits]);
        // ok: php-weak-cryptography-key
        openssl_pkey_new(['private_key_bits' => 4096]);
    }
}
