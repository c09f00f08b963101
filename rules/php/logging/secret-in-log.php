<?php

class LoginService
{
    public function login(User $user, string $password)
    {
        // ruleid: php-secret-in-log
        Log::info("login with $password");
        // ruleid: php-secret-in-log
        Log::debug('token', ['token' => $user->access_token]);
        // ruleid: php-secret-in-log
        $this->logger->info('signing in ' . $user->api_key);
        // ok: php-secret-in-log
        Log::info("password changed for {$user->id}");
        // ok: php-secret-in-log
        Log::info('key used', ['key' => $user->api_key_id]);
        // ok: php-secret-in-log
        Log::info('key ' . hash('sha256', $privateKey));
        // ok: php-secret-in-log
        $this->logger->info('token ' . ($user->access_token === null ? 'missing' : 'present'));
    }
}
