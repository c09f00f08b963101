<?php

class Member
{
    public function setPassword(string $password)
    {
        // ruleid: php-weak-password-hash
        $this->hash = md5($password);
        // ruleid: php-weak-password-hash
        $this->hash = sha1($this->salt . $_POST['password']);
        // ruleid: php-weak-password-hash
        $this->hash = hash('sha256', $password);
        // ok: php-weak-password-hash
        $this->hash = password_hash($password, PASSWORD_ARGON2ID);
        // ok: php-weak-password-hash
        $this->etag = md5($this->content);
        // ok: php-weak-password-hash
        $this->token = hash('sha256', $resetToken);
        // ok: php-weak-password-hash
        $this->hash = password_hash(base64_encode(hash('sha384', $password, true)), PASSWORD_BCRYPT);
    }

    public function breached(string $password)
    {
        // ok: php-weak-password-hash
        $prefix = substr(sha1($password), 0, 5);
        return $this->client->range($prefix);
    }
}
