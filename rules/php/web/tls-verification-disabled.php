<?php

class StockClient
{
    public function connect($curl)
    {
        // ruleid: php-tls-verification-disabled-peer
        curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, false);
        // ruleid: php-tls-verification-disabled-host
        curl_setopt($curl, CURLOPT_SSL_VERIFYHOST, 0);
        // ruleid: php-tls-verification-disabled
        Http::withoutVerifying()->get('https://stock.example');
        // ruleid: php-tls-verification-disabled-peer
        new Client(['base_uri' => 'https://stock.example', 'verify' => false]);
        // ok: php-tls-verification-disabled
        curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, true);
        // ok: php-tls-verification-disabled
        curl_setopt($curl, CURLOPT_SSL_VERIFYHOST, 2);
        // ok: php-tls-verification-disabled
        new Client(['base_uri' => 'https://stock.example']);
    }
}
