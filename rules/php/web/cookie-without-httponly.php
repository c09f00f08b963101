<?php

class SessionController extends Controller
{
    public function store(User $user)
    {
        // ruleid: php-cookie-without-httponly-bare
        setcookie('session_token', $user->token);
        // ruleid: php-cookie-without-httponly-last
        setcookie('auth_token', $user->token, time() + 3600, '/', '', true);
        // ruleid: php-cookie-without-httponly-off
        setcookie('remember_me', $user->token, time() + 3600, '/', '', true, false);
        // ok: php-cookie-without-httponly
        setcookie('session_token', $user->token, time() + 3600, '/', '', true, true);
        // ruleid: php-cookie-without-httponly
        setcookie('auth_token', $user->token, time() + 3600, '/');
        // ruleid: php-cookie-without-httponly-session
        session_set_cookie_params(3600, '/', '', true, false);
        // ok: php-cookie-without-httponly
        setcookie('theme', 'dark');
        // ok: php-cookie-without-httponly
        setcookie('session_token', '', time() - 3600);
        // ruleid: php-cookie-without-httponly-options
        setcookie('session_token', $user->token, ['secure' => true]);
        // ok: php-cookie-without-httponly-options
        setcookie('session_token', $user->token, ['secure' => true, 'httponly' => true]);
        // ruleid: php-cookie-without-httponly-ini
        ini_set('session.cookie_httponly', 0);
        // ok: php-cookie-without-httponly-session
        ini_set('session.cookie_httponly', 1);
    }
}
