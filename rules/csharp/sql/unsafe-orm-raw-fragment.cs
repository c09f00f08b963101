using Microsoft.EntityFrameworkCore;

public class OrderStore
{
    private readonly ShopContext _context;

    public Task<List<Order>> ByState(string state)
    {
        // ruleid: csharp-unsafe-orm-raw-fragment
        return _context.Orders.FromSqlRaw($"SELECT id, state FROM orders WHERE state = '{state}'").ToListAsync();
    }

    public Task<int> Close(string customer)
    {
        var sql = "UPDATE orders SET state = 'closed' WHERE customer = '" + customer + "'";
        // ruleid: csharp-unsafe-orm-raw-fragment
        return _context.Database.ExecuteSqlRawAsync(sql);
    }

    public IQueryable<int> Totals(string customer)
    {
        // ruleid: csharp-unsafe-orm-raw-fragment
        return _context.Database.SqlQueryRaw<int>("SELECT total FROM orders WHERE customer = '" + customer + "'");
    }

    public Task<List<Order>> Bound(string state)
    {
        // ok: csharp-unsafe-orm-raw-fragment
        return _context.Orders.FromSqlRaw("SELECT id, state FROM orders WHERE state = {0}", state).ToListAsync();
    }

    public Task<List<Order>> Interpolated(string state)
    {
        // ok: csharp-unsafe-orm-raw-fragment
        return _context.Orders.FromSqlInterpolated($"SELECT id, state FROM orders WHERE state = {state}").ToListAsync();
    }

    public Task<List<Order>> Newer(string state)
    {
        // ok: csharp-unsafe-orm-raw-fragment
        return _context.Orders.FromSql($"SELECT id, state FROM orders WHERE state = {state}").ToListAsync();
    }

    public Task<int> Vacuum()
    {
        // ok: csharp-unsafe-orm-raw-fragment
        return _context.Database.ExecuteSqlRawAsync("VACUUM (ANALYZE) orders");
    }
}
