public class ShippingService
{
    public void Ship(Order order)
    {
        // ruleid: csharp-print-instead-of-logger
        Console.WriteLine("shipping " + order.Id);
        // ruleid: csharp-print-instead-of-logger
        Console.Error.WriteLine(order.Error);
        // ruleid: csharp-print-instead-of-logger
        Console.Write(order.Id);
        // ok: csharp-print-instead-of-logger
        _logger.LogInformation("shipping {Order}", order.Id);
        // ok: csharp-print-instead-of-logger
        Debug.WriteLine(order.Id);
    }
}

public static class Program
{
    public static void Main()
    {
        // ok: csharp-print-instead-of-logger
        Console.WriteLine("usage: ship ORDER");
    }
}
