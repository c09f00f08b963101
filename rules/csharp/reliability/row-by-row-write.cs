public class Prices
{
    public async Task Raise(List<Price> prices)
    {
        foreach (var price in prices)
        {
            price.Amount += 1;
            // ruleid: csharp-row-by-row-write
            await _context.SaveChangesAsync();
        }
        foreach (Price price in prices)
        {
            // ruleid: csharp-row-by-row-write
            _context.SaveChanges();
        }
        foreach (var price in prices)
        {
            _context.Prices.Add(price);
            // ruleid: csharp-row-by-row-write
            await _db.SaveChangesAsync(default);
        }
        foreach (var price in prices)
        {
            if (++n % 100 == 0)
            {
                // ok: csharp-row-by-row-write
                await _context.SaveChangesAsync();
            }
        }
        foreach (var price in prices)
        {
            try
            {
                // ok: csharp-row-by-row-write
                await _context.SaveChangesAsync();
            }
            catch (DbUpdateException e)
            {
                _failed.Add(price);
            }
        }
        // ok: csharp-row-by-row-write
        await _context.SaveChangesAsync();
    }
}
