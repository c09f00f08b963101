<?php

class PaymentService
{
    public function capture($response)
    {
        // ruleid: php-print-instead-of-logger
        var_dump($response);
        // ruleid: php-print-instead-of-logger
        dd($response);
        // ruleid: php-print-instead-of-logger
        print_r($response);
        // ok: php-print-instead-of-logger
        Log::info('captured', ['response' => $response]);
        // ok: php-print-instead-of-logger
        $text = print_r($response, true);
        // ok: php-print-instead-of-logger
        $this->dump($response);
    }
}
