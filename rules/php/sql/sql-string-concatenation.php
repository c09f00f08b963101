<?php

class InvoiceRepository
{
    public function search(Request $request, PDO $pdo, mysqli $link)
    {
        // ruleid: php-sql-string-concatenation
        DB::select("SELECT id FROM invoices WHERE status = '{$request->status}'");
        // ok: php-sql-string-concatenation
        DB::select('SELECT id FROM invoices WHERE status = ?', [$request->status]);
        // ruleid: php-sql-string-concatenation
        DB::select("SELECT id FROM invoices WHERE number = '" . $request->number . "' LIMIT 1");

        $sql = "SELECT id FROM invoices WHERE note LIKE '%{$_GET['q']}%'";
        $sql .= ' ORDER BY id';
        // ruleid: php-sql-string-concatenation
        $pdo->query($sql);

        $text = sprintf("SELECT id FROM invoices WHERE note = '%s'", $request->note);
        // ruleid: php-sql-string-concatenation
        mysqli_query($link, $text);

        // ruleid: php-sql-string-concatenation
        Invoice::query()->whereRaw('total > ' . $request->floor)->get();
        // ok: php-sql-string-concatenation
        Invoice::query()->whereRaw('total > ?', [$request->floor])->get();
        // ok: php-sql-string-concatenation
        $pdo->query('SELECT id FROM invoices WHERE year = ' . (int) $request->year);
        // ok: php-sql-string-concatenation
        $pdo->query('SELECT id FROM ' . self::TABLE . ' WHERE paid = 1');
        // ok: php-sql-string-concatenation
        $pdo->query('SELECT id FROM invoices WHERE note = ' . $pdo->quote($request->note));
        // ok: php-sql-string-concatenation
        $pdo->query("SELECT id FROM {$this->table} WHERE paid = 1");
        // ok: php-sql-string-concatenation
        $pdo->query("SELECT id FROM invoices WHERE year = '" . (isset($data['year']) ? (int)$data['year'] : 0) . "'");
        // ok: php-sql-string-concatenation
        DB::select('SELECT id FROM invoices WHERE state IN (' . $placeholders . ')', $states);
        // ok: php-sql-string-concatenation
        $page->query("<a href='{$link}'>Invoices</a>");
    }

    public function ofCustomer(PDO $pdo)
    {
        $id = $_GET['customer'];
        // ruleid: php-sql-string-concatenation-request
        $pdo->query("SELECT id FROM invoices WHERE customer_id = $id");
        $number = (int) $_GET['number'];
        // ok: php-sql-string-concatenation-request
        $pdo->query("SELECT id FROM invoices WHERE number = $number");
        // ok: php-sql-string-concatenation-request
        $pdo->prepare('SELECT id FROM invoices WHERE customer_id = ?')->execute([$_GET['customer']]);
    }
}
