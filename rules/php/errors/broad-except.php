<?php

class ImportService
{
    public function run(array $rows)
    {
        try {
            return $this->store->write($rows);
        // ruleid: php-broad-except
        } catch (\Exception $e) {
            return false;
        }
    }

    public function total(array $rows)
    {
        try {
            return $this->sum($rows);
        // ruleid: php-broad-except
        } catch (\Throwable $e) {
            $this->failed = true;
            return 0;
        }
    }

    public function label(string $key)
    {
        try {
            return $this->labels->get($key);
        // ruleid: php-broad-except
        } catch (Exception $e) {
            return $key;
        }
    }

    public function logged(array $rows)
    {
        try {
            return $this->store->write($rows);
        // ok: php-broad-except
        } catch (\Exception $e) {
            Log::error('Import failed', ['exception' => $e]);
            return false;
        }
    }

    public function wrapped(array $rows)
    {
        try {
            return $this->store->write($rows);
        // ok: php-broad-except
        } catch (\Throwable $e) {
            throw new ImportFailed($rows, $e);
        }
    }

    public function narrow(array $rows)
    {
        try {
            return $this->store->write($rows);
        // ok: php-broad-except
        } catch (QueryException $e) {
            return false;
        }
    }
}
