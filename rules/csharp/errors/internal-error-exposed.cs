public class ImportsController : ControllerBase
{
    [HttpPost]
    public IActionResult Import(Batch batch)
    {
        try
        {
            _imports.Run(batch);
        }
        catch (SqlException e)
        {
            // ruleid: csharp-internal-error-exposed
            return StatusCode(500, e.Message);
        }
        catch (ImportException e)
        {
            // ok: csharp-internal-error-exposed
            return BadRequest(e.Message);
        }
        catch (Exception e)
        {
            // ok: csharp-internal-error-exposed
            _logger.LogError(e, "import failed: {Text}", e.Message);
            // ruleid: csharp-internal-error-exposed
            return BadRequest(new { error = e.ToString() });
        }
        return NoContent();
    }

    public async Task Invoke(HttpContext context)
    {
        try
        {
            await _next(context);
        }
        catch (Exception e)
        {
            var body = JsonSerializer.Serialize(new { e.StackTrace, text = e.Message });
            // ruleid: csharp-internal-error-exposed
            await context.Response.WriteAsync(body);
            // ok: csharp-internal-error-exposed
            await context.Response.WriteAsync("Something went wrong");
        }
    }
}
