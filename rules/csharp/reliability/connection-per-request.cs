public class RatesService
{
    // ok: csharp-connection-per-request
    private static readonly HttpClient Shared = new HttpClient();

    public async Task<string> Today()
    {
        // ruleid: csharp-connection-per-request
        using var client = new HttpClient();
        return await client.GetStringAsync("https://rates.example/today");
    }

    public async Task<string> Slow()
    {
        // ruleid: csharp-connection-per-request
        var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        return await client.GetStringAsync("https://rates.example/slow");
    }

    public Task<string> Short()
    {
        // ruleid: csharp-connection-per-request
        return new HttpClient().GetStringAsync("https://rates.example/short");
    }

    public async Task<string> Good()
    {
        // ok: csharp-connection-per-request
        var client = _factory.CreateClient();
        return await client.GetStringAsync("https://rates.example/good");
    }

    public RatesService(HttpClient client)
    {
        // ok: csharp-connection-per-request
        _client = client;
    }
}
