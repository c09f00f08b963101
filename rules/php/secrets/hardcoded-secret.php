<?php

class PaymentGateway
{
    // ruleid: php-hardcoded-secret
    const API_KEY = 'gw-live-41pQ87';
    // ok: php-hardcoded-secret
    const PASSWORD_FIELD = 'password';

    public function connect()
    {
        // ruleid: php-hardcoded-secret
        define('DB_PASSWORD', 'walnut-6093');
        // ruleid: php-hardcoded-secret
        $this->client_secret = '9f3c1b77d0a2';
        // ok: php-hardcoded-secret
        $options = ['user' => 'shop', 'password' => env('GATEWAY_PASSWORD')];
        // ok: php-hardcoded-secret
        $rules = ['password' => 'required|min:8'];
        // ok: php-hardcoded-secret
        $labels = ['api_key' => 'Your API key 1'];
        // ok: php-hardcoded-secret
        $token_url = 'https://gateway.example/token1';

        // ruleid: php-hardcoded-secret-argument
        new PDO('mysql:host=db', 'shop', 'otter');
        // ok: php-hardcoded-secret-argument
        new PDO('mysql:host=db', 'shop', $password);
        // ruleid: php-hardcoded-secret-argument
        JWT::encode($claims, 'wharf-quill', 'HS256');
        // ok: php-hardcoded-secret-argument
        hash_hmac('sha256', $body, config('services.hook.secret'));
    }
}
