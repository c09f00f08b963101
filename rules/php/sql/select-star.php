<?php

class OrderReport
{
    // ruleid: php-select-star
    private const PAID = 'SELECT * FROM orders WHERE paid = 1';

    public function rows(PDO $pdo)
    {
        // ruleid: php-select-star
        $pdo->query("select distinct o.* from orders o");
        // ruleid: php-select-star
        $pdo->query('SELECT * FROM `' . DB_PREFIX . 'orders`');
        // ok: php-select-star
        $pdo->query('SELECT COUNT(*) FROM orders');
        // ok: php-select-star
        $pdo->query('SELECT * FROM (SELECT id, total FROM orders) recent');
        // ok: php-select-star
        // Once this was 'SELECT * FROM orders'.
        $pdo->query('SELECT id, total FROM orders');
        // ok: php-select-star
        $pdo->query('SELECT id FROM orders o WHERE EXISTS (SELECT * FROM refunds WHERE order_id = o.id)');
    }
}
