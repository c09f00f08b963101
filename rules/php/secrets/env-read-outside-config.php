<?php

class GatewayClient
{
    public function __construct()
    {
        // ruleid: php-env-read-outside-config
        $this->url = env('GATEWAY_URL');
        // ruleid: php-env-read-outside-config
        $this->timeout = env('GATEWAY_TIMEOUT', 10);
        // ruleid: php-env-read-outside-config
        if (env('APP_ENV') === 'local') {
            $this->verbose = true;
        }
        // ok: php-env-read-outside-config
        $this->url = config('services.gateway.url');
        // ok: php-env-read-outside-config
        $this->timeout = config('services.gateway.timeout', 10);
        // ok: php-env-read-outside-config
        $this->home = getenv('HOME');
    }
}
