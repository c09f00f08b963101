public class Mails
{
    public async Task Send(List<Order> orders)
    {
        foreach (var order in orders)
        {
            // ruleid: csharp-n-plus-one-query
            var user = await _context.Users.FirstOrDefaultAsync(u => u.Id == order.UserId);
            // ruleid: csharp-n-plus-one-query
            var lines = await _context.Lines.Where(l => l.OrderId == order.Id).ToListAsync();
            // ruleid: csharp-n-plus-one-query
            var city = _context.Cities.Find(order.CityId);
            // ruleid: csharp-n-plus-one-query-repository
            var shop = await _shopRepository.GetByIdAsync(order.ShopId);
            // ok: csharp-n-plus-one-query
            var mail = _templates.Find(order.Kind);
            // ok: csharp-n-plus-one-query-repository
            var total = await _shopRepository.GetDefaultAsync();
        }
        // ok: csharp-n-plus-one-query
        var all = await _context.Users.Where(u => ids.Contains(u.Id)).ToListAsync();
        // ok: csharp-n-plus-one-query
        var one = await _context.Users.FirstOrDefaultAsync(u => u.Id == orders[0].UserId);
    }
}
