<?php

class Importer
{
    public function run(array $rows)
    {
        try {
            $this->store->write($rows);
        // ruleid: php-swallowed-exception
        } catch (\Exception $e) {
        }

        try {
            $this->mailer->send($rows);
        // ruleid: php-swallowed-exception
        } catch (TransportException $e) {}

        try {
            $this->cache->warm($rows);
        // ruleid: php-swallowed-exception
        } catch (\Throwable) {
        }

        try {
            $this->store->write($rows);
        // ok: php-swallowed-exception
        } catch (\Exception $e) {
            Log::warning('Import failed', ['exception' => $e]);
        }

        try {
            unlink($this->lock);
        // ok: php-swallowed-exception
        } catch (\ErrorException $e) {
            // The lock was never taken.
        }

        try {
            $row = Row::findOrFail($rows[0]['id']);
        // ok: php-swallowed-exception
        } catch (ModelNotFoundException $e) {
        }
    }
}
