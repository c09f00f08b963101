public class Startup
{
    public void Configure(IServiceCollection services, IApplicationBuilder app, IHostEnvironment environment)
    {
        // ruleid: csharp-cors-wildcard-origin
        services.AddCors(o => o.AddPolicy("all", p => p.AllowAnyOrigin().AllowAnyMethod()));
        // ruleid: csharp-cors-wildcard-origin
        app.UseCors(p => p.AllowAnyHeader().AllowAnyOrigin());
        // ruleid: csharp-cors-wildcard-origin
        app.UseCors(p => p.WithOrigins("*"));
        // ok: csharp-cors-wildcard-origin
        app.UseCors(p => p.WithOrigins("https://shop.example"));
        // ok: csharp-cors-wildcard-origin
        app.UseCors(p => p.AllowAnyHeader());
        if (environment.IsDevelopment())
        {
            // ok: csharp-cors-wildcard-origin
            app.UseCors(p => p.AllowAnyOrigin());
        }
    }
}
