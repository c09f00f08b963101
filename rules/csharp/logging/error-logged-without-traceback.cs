public class Exports
{
    public void Run(Batch batch)
    {
        try
        {
            _store.Write(batch);
        }
        catch (Exception e)
        {
            // ruleid: csharp-error-logged-without-traceback
            _logger.LogError(e.Message);
            // ruleid: csharp-error-logged-without-traceback-interpolated
            _logger.LogError($"export failed: {e.Message}");
            // ruleid: csharp-error-logged-without-traceback
            _logger.LogError("export failed: {Text}", e.Message);
            // ok: csharp-error-logged-without-traceback
            _logger.LogError(e, "export failed: {Text}", e.Message);
            // ok: csharp-error-logged-without-traceback
            _logger.LogError(e, "export failed");
        }
        try
        {
            _store.Read(batch);
        }
        catch (EmptyBatchException e)
        {
            // ok: csharp-error-logged-without-traceback
            _logger.LogError(e.Message);
        }
    }
}
