public class Imports
{
    public void Run(Batch batch)
    {
        // ruleid: csharp-unstructured-log-message
        _logger.LogInformation($"import of {batch.Id} begins");
        // ruleid: csharp-unstructured-log-message
        _logger.LogError(error, $"import of {batch.Id} failed");
        // ruleid: csharp-unstructured-log-message
        _logger.LogWarning("import is slow: " + batch.Id);
        // ok: csharp-unstructured-log-message
        _logger.LogInformation("import of {Batch} begins", batch.Id);
        // ok: csharp-unstructured-log-message
        _logger.LogInformation("a long text " + "in two parts");
        // ok: csharp-unstructured-log-message
        _logger.LogError(error, "import of {Batch} failed", batch.Id);
    }
}
