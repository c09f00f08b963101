public class ProductRepository
{
    // ruleid: csharp-select-star
    public Task<IEnumerable<Product>> All() => _db.QueryAsync<Product>("SELECT * FROM products");

    public Task<Product> ByCode(string code)
    {
        // ruleid: csharp-select-star
        var sql = @"SELECT p.* FROM products p WHERE p.code = @code";
        return _db.QuerySingleAsync<Product>(sql, new { code });
    }

    // ruleid: csharp-select-star
    public Task<Product> Newest() => _db.QuerySingleAsync<Product>("select top 1 * from products order by created_at desc");

    // ok: csharp-select-star
    public Task<int> Count() => _db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM products");

    // ok: csharp-select-star
    public Task<bool> Any() => _db.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT * FROM products)");

    // ok: csharp-select-star
    public Task<int> Tables() => _db.ExecuteScalarAsync<int>("SELECT * FROM information_schema.tables");

    // ok: csharp-select-star
    public Task<List<Product>> Entities() => _context.Products.FromSqlRaw("SELECT * FROM products").ToListAsync();

    // SELECT * FROM products was here once.
    // ok: csharp-select-star
    public Task<IEnumerable<Product>> Named() => _db.QueryAsync<Product>("SELECT id, name FROM products");
}
