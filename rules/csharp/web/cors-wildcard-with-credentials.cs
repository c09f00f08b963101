public class Startup
{
    public void Configure(IApplicationBuilder app, IHostEnvironment environment)
    {
        // ruleid: csharp-cors-wildcard-with-credentials
        app.UseCors(p => p.SetIsOriginAllowed(origin => true).AllowCredentials());
        // ruleid: csharp-cors-wildcard-with-credentials
        app.UseCors(p => p.AllowAnyOrigin().AllowAnyHeader().AllowCredentials());
        // ruleid: csharp-cors-wildcard-with-credentials
        app.UseCors(p => p.SetIsOriginAllowed(_ => true).AllowAnyHeader().AllowCredentials());
        // ok: csharp-cors-wildcard-with-credentials
        app.UseCors(p => p.AllowAnyOrigin().AllowAnyHeader());
        // ok: csharp-cors-wildcard-with-credentials
        app.UseCors(p => p.WithOrigins("https://shop.example").AllowCredentials());
        // ok: csharp-cors-wildcard-with-credentials
        app.UseCors(p => p.SetIsOriginAllowed(origin => Known.Contains(origin)).AllowCredentials());
    }
}
