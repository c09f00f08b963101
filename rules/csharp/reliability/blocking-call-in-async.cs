public class Feeds
{
    public async Task<Feed> Read(string url)
    {
        // ruleid: csharp-blocking-call-in-async
        var text = _http.GetStringAsync(url).Result;
        // ruleid: csharp-blocking-call-in-async
        _queue.FlushAsync().Wait();
        // ruleid: csharp-blocking-call-in-async
        var user = _users.FindAsync(1).GetAwaiter().GetResult();
        // ruleid: csharp-blocking-call-in-async
        Thread.Sleep(100);
        // ok: csharp-blocking-call-in-async
        await Task.Delay(100);
        // ok: csharp-blocking-call-in-async
        var context = _executing.Result;
        // ok: csharp-blocking-call-in-async
        return await ParseAsync(text);
    }

    public Feed Sync(string url)
    {
        // ok: csharp-blocking-call-in-async
        return ParseAsync(url).GetAwaiter().GetResult();
    }
}
