<?php

class PasswordHasher
{
    public function hash(string $password)
    {
        // ruleid: php-bcrypt-cost-implicit
        password_hash($password, PASSWORD_BCRYPT);
        // ruleid: php-bcrypt-cost-implicit
        password_hash($password, PASSWORD_DEFAULT);
        // ruleid: php-bcrypt-cost-implicit-options
        password_hash($password, PASSWORD_BCRYPT, []);
        // ok: php-bcrypt-cost-implicit
        password_hash($password, PASSWORD_BCRYPT, ['cost' => 12]);
        // ok: php-bcrypt-cost-implicit
        password_hash($password, PASSWORD_ARGON2ID);
        // ok: php-bcrypt-cost-implicit
        password_verify($password, $this->hash);
    }
}
