public class ArticlesController : ControllerBase
{
    [HttpGet]
    public async Task<IActionResult> List()
    {
        // ruleid: csharp-unpaginated-list-endpoint
        return Ok(await _context.Articles.ToListAsync());
    }

    [HttpGet("drafts")]
    public async Task<IActionResult> Drafts()
    {
        // ruleid: csharp-unpaginated-list-endpoint
        return Ok(await _context.Articles.Where(a => a.Draft).OrderBy(a => a.Id).ToListAsync());
    }

    [HttpGet("authors")]
    public async Task<IActionResult> Authors()
    {
        // ruleid: csharp-unpaginated-list-endpoint
        var authors = await _db.Authors.ToArrayAsync();
        return Ok(authors);
    }

    [HttpGet("page")]
    public async Task<IActionResult> Paged(int page)
    {
        // ok: csharp-unpaginated-list-endpoint
        return Ok(await _context.Articles.Skip(page * 20).Take(20).ToListAsync());
    }

    [HttpGet("newest")]
    public async Task<IActionResult> Newest()
    {
        // ok: csharp-unpaginated-list-endpoint
        return Ok(await _context.Articles.OrderBy(a => a.Id).Take(10).ToListAsync());
    }

    public async Task<List<Article>> Helper()
    {
        // ok: csharp-unpaginated-list-endpoint
        return await _context.Articles.ToListAsync();
    }
}
