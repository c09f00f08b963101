<?php

class Importer
{
    public function run(array $rows, PDO $pdo)
    {
        foreach ($rows as $row) {
            DB::beginTransaction();
            Row::create($row);
            // ruleid: php-commit-in-loop
            DB::commit();
        }
        foreach ($rows as $number => $row) {
            $pdo->beginTransaction();
            $this->write($row);
            // ruleid: php-commit-in-loop
            $pdo->commit();
        }
        while ($row = $this->next()) {
            $this->write($row);
            // ruleid: php-commit-in-loop
            mysqli_commit($this->link);
        }
        foreach ($rows as $number => $row) {
            $this->write($row);
            if ($number % 500 === 0) {
                // ok: php-commit-in-loop
                $pdo->commit();
            }
        }
        // ok: php-commit-in-loop
        DB::commit();
        // ok: php-commit-in-loop
        $this->git->commit();
    }
}
