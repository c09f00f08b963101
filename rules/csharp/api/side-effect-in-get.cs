public class FilesController : ControllerBase
{
    [HttpGet("{id}/archive")]
    public async Task<IActionResult> Archive(int id)
    {
        _context.Files.Find(id).Archived = true;
        // ruleid: csharp-side-effect-in-get
        await _context.SaveChangesAsync();
        return NoContent();
    }

    [HttpGet("{id}/delete")]
    public IActionResult Delete(int id)
    {
        // ruleid: csharp-side-effect-in-get
        _context.SaveChanges();
        return NoContent();
    }

    [HttpGet("clear")]
    public async Task<IActionResult> Clear()
    {
        // ruleid: csharp-side-effect-in-get
        await _context.Files.Where(f => f.Old).ExecuteDeleteAsync();
        return NoContent();
    }

    [HttpPost]
    public async Task<IActionResult> Create(NewFile file)
    {
        // ok: csharp-side-effect-in-get
        await _context.SaveChangesAsync();
        return NoContent();
    }

    [HttpGet("confirm")]
    public async Task<IActionResult> ConfirmEmail(string code)
    {
        // ok: csharp-side-effect-in-get
        await _context.SaveChangesAsync();
        return NoContent();
    }

    public async Task Store()
    {
        // ok: csharp-side-effect-in-get
        await _context.SaveChangesAsync();
    }
}
