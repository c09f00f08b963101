public class OrdersController : ControllerBase
{
    private readonly ShopContext _context;

    [HttpGet]
    // ruleid: csharp-database-access-in-handler
    public async Task<IActionResult> List()
    {
        return Ok(await _context.Orders.ToListAsync());
    }

    [HttpGet("{id}")]
    // ok: csharp-database-access-in-handler
    public async Task<IActionResult> One(int id)
    {
        return Ok(await _orders.OfId(id));
    }

    [HttpPost]
    // ruleid: csharp-database-access-in-handler
    public async Task<IActionResult> Create(NewOrder order)
    {
        _context.Orders.Add(new Order(order));
        return NoContent();
    }

    [HttpGet("count")]
    // ruleid: csharp-database-access-in-handler
    public Task<int> Count() => _context.Orders.CountAsync();

    [HttpGet("me")]
    // ok: csharp-database-access-in-handler
    public string Me()
    {
        return HttpContext.User.Identity.Name;
    }
}

public class OrderRepository : IOrderRepository
{
    // ok: csharp-database-access-in-handler
    public async Task<Order> OfId(int id)
    {
        return await _context.Orders.FirstOrDefaultAsync(order => order.Id == id);
    }
}

public static class Endpoints
{
    public static void Map(WebApplication app)
    {
        // ruleid: csharp-database-access-in-handler-minimal
        app.MapGet("/brands", async (ShopContext db) => await db.Brands.ToListAsync());
        // ok: csharp-database-access-in-handler-minimal
        app.MapGet("/types", async (ITypes types) => await types.All());
    }
}
