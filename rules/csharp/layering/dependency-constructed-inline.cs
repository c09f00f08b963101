public class BasketService
{
    public Basket Of(int user)
    {
        // ruleid: csharp-dependency-constructed-inline
        var baskets = new BasketRepository(_connection);
        return baskets.Of(user);
    }

    public void Pay(int user)
    {
        // ruleid: csharp-dependency-constructed-inline
        using var context = new ShopDbContext();
        // ruleid: csharp-dependency-constructed-inline
        new PaymentGateway().Charge(user);
        // ok: csharp-dependency-constructed-inline
        var order = new Order(user);
        // ok: csharp-dependency-constructed-inline
        var text = new StringBuilder();
    }
}

public static class Wiring
{
    public static void Add(IServiceCollection services)
    {
        // ok: csharp-dependency-constructed-inline
        services.AddScoped(_ => new BasketRepository(Connection));
    }
}
