public class CartsController : ControllerBase
{
    [HttpPost]
    public IActionResult Add(Item item)
    {
        // ruleid: csharp-error-response-shape-text
        if (item == null) return BadRequest("Item is missing");
        // ruleid: csharp-error-response-shape-text
        if (item.Count < 1) return BadRequest($"Count of {item.Id} is too small");
        // ruleid: csharp-error-response-shape-text
        if (item.Gone) return StatusCode(410, "Sold out");
        // ruleid: csharp-error-response-shape-object
        if (item.Old) return NotFound(new { message = "No such item" });
        // ok: csharp-error-response-shape-object
        if (item.Taken) return Conflict(new { error = new { code = "TAKEN", message = "Somebody was faster" } });
        // ok: csharp-error-response-shape-text
        if (item.Free) return StatusCode(200, "ok");
        // ok: csharp-error-response-shape-text
        if (item.Bad) return ValidationProblem(ModelState);
        // ok: csharp-error-response-shape-text
        return BadRequest(ModelState);
    }
}

public static class Endpoints
{
    public static IResult Get(int id)
    {
        // ruleid: csharp-error-response-shape-results
        if (id < 1) return Results.BadRequest("Bad id");
        // ok: csharp-error-response-shape-results
        return TypedResults.NotFound();
    }
}
