public class Statistics
{
    public async Task Count()
    {
        // ruleid: csharp-count-by-loading
        var users = _context.Users.Where(u => u.Active).ToList().Count;
        // ruleid: csharp-count-by-loading
        var orders = (await _context.Orders.ToListAsync()).Count;
        // ruleid: csharp-count-by-loading
        var any = _db.Orders.ToList().Any();
        // ok: csharp-count-by-loading
        var good = await _context.Users.CountAsync(u => u.Active);
        // ok: csharp-count-by-loading
        var words = text.Split(' ').ToList().Count;
        // ok: csharp-count-by-loading
        var some = await _context.Orders.AnyAsync();
    }
}
