<?php

class Credentials
{
    public function digest(string $password)
    {
        // ruleid: php-bcrypt-cost-too-low
        password_hash($password, PASSWORD_BCRYPT, ['cost' => 12]);
        // ruleid: php-bcrypt-cost-too-low
        Hash::make($password, ['rounds' => 12]);
        // ruleid: php-bcrypt-cost-too-low
        bcrypt($password, ['rounds' => 12]);
        // ok: php-bcrypt-cost-too-low
        password_hash($password, PASSWORD_BCRYPT, ['cost' => 12]);
        // ok: php-bcrypt-cost-too-low
        password_hash($password, PASSWORD_ARGON2ID);
        // ok: php-bcrypt-cost-too-low
        Hash::make($password);
    }

    public function hashing()
    {
        return [
            'driver' => 'bcrypt',
            // ruleid: php-bcrypt-cost-too-low
            'bcrypt' => ['rounds' => env('BCRYPT_ROUNDS', 12), 'verify' => true],
            // ok: php-bcrypt-cost-too-low
            'argon' => ['memory' => 65536, 'threads' => 1, 'time' => 4],
        ];
    }

    public function withOptions(string $password)
    {
        // ruleid: php-bcrypt-cost-too-low-variable
        $options = ['cost' => 12];
        return password_hash($password, PASSWORD_DEFAULT, $options);
    }

    public function named(string $password)
    {
        $rounds = 8;
        // ruleid: php-bcrypt-cost-too-low-name
        return password_hash($password, PASSWORD_BCRYPT, ['cost' => $rounds]);
    }

    public function withGoodOptions(string $password)
    {
        // ok: php-bcrypt-cost-too-low-variable
        $options = ['cost' => 13];
        return password_hash($password, PASSWORD_DEFAULT, $options);
    }
}
