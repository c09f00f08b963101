public class PaymentService
{
    public void Pay(Order order)
    {
        // ruleid: csharp-generic-exception-raised
        if (order.Paid) throw new Exception("already paid");
        // ruleid: csharp-generic-exception-raised
        if (order.Total < 0) throw new ApplicationException("negative total");
        // ruleid: csharp-generic-exception-raised
        if (order.Closed) throw new System.Exception($"order {order.Id} is closed");
        // ok: csharp-generic-exception-raised
        if (order.Lines == null) throw new ArgumentNullException(nameof(order));
        // ok: csharp-generic-exception-raised
        if (order.Held) throw new OrderHeldException(order.Id);
        // ok: csharp-generic-exception-raised
        var error = new Exception("kept for later");
    }
}
