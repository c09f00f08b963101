public class Jobs
{
    public void Start(Order order)
    {
        // ruleid: csharp-dangling-task
        _ = Task.Run(() => Export(order));
        // ruleid: csharp-dangling-task
        Task.Run(async () => await Export(order));
        // ruleid: csharp-dangling-task
        Task.Factory.StartNew(() => Export(order));
        // ok: csharp-dangling-task
        _running = Task.Run(() => Export(order));
        // ok: csharp-dangling-task
        _ = Task.Run(async () => { try { await Export(order); } catch (Exception e) { _logger.LogError(e, "export"); } });
    }

    public async Task Wait(Order order)
    {
        // ok: csharp-dangling-task
        await Task.Run(() => Export(order));
        // ok: csharp-dangling-task
        var all = _orders.Select(o => Task.Run(() => Export(o)));
        // ok: csharp-dangling-task
        Task.Run(() => Export(order)).Wait();
    }
}
