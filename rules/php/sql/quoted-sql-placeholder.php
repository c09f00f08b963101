<?php

class UserFinder
{
    public function find(PDO $pdo, string $name)
    {
        // ruleid: php-quoted-sql-placeholder
        $pdo->prepare("SELECT id FROM users WHERE name = '?'");
        // ruleid: php-quoted-sql-placeholder
        $pdo->prepare("SELECT id FROM users WHERE name LIKE '%:name%'");
        // ruleid: php-quoted-sql-placeholder
        DB::select("SELECT id FROM users WHERE name = ':name'", ['name' => $name]);
        // ok: php-quoted-sql-placeholder
        $pdo->prepare('SELECT id FROM users WHERE name = ?');
        // ok: php-quoted-sql-placeholder
        $pdo->prepare("SELECT DATE_FORMAT(created_at, '%H:%i') FROM users WHERE id = :id");
        // ok: php-quoted-sql-placeholder
        DB::select("SELECT id FROM users WHERE state = 'open' AND name = ?", [$name]);
    }
}
