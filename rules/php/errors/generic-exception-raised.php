<?php

class Checkout
{
    public function pay(Cart $cart)
    {
        // ruleid: php-generic-exception-raised
        throw new \Exception('Cart is empty');
        // ruleid: php-generic-exception-raised
        throw new Exception("Coupon {$cart->coupon} has expired");
        // ruleid: php-generic-exception-raised
        throw new \RuntimeException('Out of stock');
        // ok: php-generic-exception-raised
        throw new EmptyCartException($cart);
        // ok: php-generic-exception-raised
        throw new \Exception('Not implemented');
        // ok: php-generic-exception-raised
        throw new \InvalidArgumentException('Cart is required');
    }
}
