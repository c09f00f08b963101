<?php

class ExportController extends Controller
{
    public function store()
    {
        try {
            $this->exports->run();
        } catch (\Exception $e) {
            // ruleid: php-internal-error-exposed
            return response()->json(['error' => $e->getMessage()], 500);
        }
    }

    public function update()
    {
        try {
            $this->exports->run();
        } catch (QueryException $e) {
            // ruleid: php-internal-error-exposed
            return new JsonResponse(['message' => 'Failed: ' . $e->getMessage()], 500);
        } catch (\Throwable $e) {
            Log::error($e->getMessage());
            // ruleid: php-internal-error-exposed
            return response()->json(['trace' => $e->getTraceAsString()], 500);
        }
    }

    public function destroy()
    {
        try {
            $this->exports->run();
        } catch (ExportLockedException $e) {
            // ok: php-internal-error-exposed
            return response()->json(['error' => ['code' => 'LOCKED', 'message' => $e->getMessage()]], 409);
        } catch (\Exception $e) {
            // ok: php-internal-error-exposed
            Log::error($e->getMessage());
            // ok: php-internal-error-exposed
            return response()->json(['error' => ['code' => 'INTERNAL', 'message' => 'Export failed']], 500);
        }
    }

    public function raw($link)
    {
        // ruleid: php-internal-error-exposed-database
        mysqli_query($link, 'SELECT id FROM exports') or die(mysqli_error($link));
        // ok: php-internal-error-exposed-database
        mysqli_query($link, 'SELECT id FROM exports') or die('Export failed');
    }
}
