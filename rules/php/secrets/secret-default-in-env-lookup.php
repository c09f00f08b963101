<?php

return [
    // ruleid: php-secret-default-in-env-lookup-environment
    'key' => env('GATEWAY_API_KEY', 'key-2231'),
    // ruleid: php-secret-default-in-env-lookup-environment
    'password' => getenv('GATEWAY_PASSWORD') ?: 'gateway',
    // ruleid: php-secret-default-in-env-lookup
    'secret' => $_ENV['GATEWAY_SECRET'] ?? 'plum-otter',
    // ok: php-secret-default-in-env-lookup
    'user' => env('GATEWAY_USER', 'shop'),
    // ok: php-secret-default-in-env-lookup
    'token_url' => env('GATEWAY_TOKEN_URL', 'https://gateway.example/token'),
    // ok: php-secret-default-in-env-lookup
    'signing_key' => env('GATEWAY_SIGNING_SECRET'),
    // ok: php-secret-default-in-env-lookup
    'proxy_password' => env('PROXY_PASSWORD', ''),
];
