<?php

class Invitation
{
    public function prepare()
    {
        // ruleid: php-insecure-random-token
        $token = md5(uniqid(rand(), true));
        // ruleid: php-insecure-random-token
        $this->reset_token = sha1(mt_rand());
        // ruleid: php-insecure-random-token
        $password = substr(str_shuffle($alphabet), 0, 10);
        // ok: php-insecure-random-token
        $token = bin2hex(random_bytes(32));
        // ok: php-insecure-random-token
        $otp = random_int(100000, 999999);
        // ok: php-insecure-random-token
        $color = mt_rand(0, 255);
        // ok: php-insecure-random-token
        $token = Str::random(40);
    }
}
