public class TagsController : ControllerBase
{
    [HttpPost]
    public IActionResult CreateTag(NewTag tag)
    {
        // ruleid: csharp-create-endpoint-status
        return Ok(_tags.Add(tag));
    }

    [HttpPost("labels")]
    public async Task<IActionResult> InsertLabel(NewLabel label)
    {
        // ruleid: csharp-create-endpoint-status
        return Ok(await _labels.Add(label));
    }

    [HttpPost("users")]
    public IActionResult Register(Registration registration)
    {
        // ruleid: csharp-create-endpoint-status
        return Ok();
    }

    [HttpPost("good")]
    public IActionResult CreateGood(NewTag tag)
    {
        // ok: csharp-create-endpoint-status
        return CreatedAtAction(nameof(CreateTag), tag);
    }

    [HttpPost("search")]
    public IActionResult Search(Filter filter)
    {
        // ok: csharp-create-endpoint-status
        return Ok(_tags.Of(filter));
    }

    [HttpPost("token")]
    public IActionResult CreateToken(Login login)
    {
        // ok: csharp-create-endpoint-status
        return Ok(_tokens.For(login));
    }
}
