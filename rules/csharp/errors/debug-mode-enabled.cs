public class Startup
{
    public void Configure(IApplicationBuilder app)
    {
        // ruleid: csharp-debug-mode-enabled
        app.UseDeveloperExceptionPage();
    }

    public void Guarded(IApplicationBuilder app, IHostEnvironment environment)
    {
        if (environment.IsDevelopment())
        {
            // ok: csharp-debug-mode-enabled
            app.UseDeveloperExceptionPage();
        }
        // ok: csharp-debug-mode-enabled
        if (environment.IsStaging()) app.UseDeveloperExceptionPage();
        // ok: csharp-debug-mode-enabled
        app.UseExceptionHandler("/error");
    }

    public void Options(WebApplication web)
    {
        // ruleid: csharp-debug-mode-enabled
        web.UseDeveloperExceptionPage(new DeveloperExceptionPageOptions());
    }

    public void Chain(WebApplication web)
    {
        web.UseRouting();
        // ruleid: csharp-debug-mode-enabled
        web.UseDeveloperExceptionPage();
    }
}
