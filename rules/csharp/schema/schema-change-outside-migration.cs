public static class Startup
{
    public static void Prepare(ShopContext context, IHostEnvironment environment)
    {
        // ruleid: csharp-schema-change-outside-migration
        context.Database.EnsureCreated();

        if (environment.IsDevelopment())
        {
            // ok: csharp-schema-change-outside-migration
            context.Database.EnsureCreated();
        }
        // ok: csharp-schema-change-outside-migration
        context.Database.Migrate();
    }

    public static async Task Reset(ShopContext context)
    {
        // ruleid: csharp-schema-change-outside-migration
        await context.Database.EnsureDeletedAsync();
        // ruleid: csharp-schema-change-outside-migration
        await context.Database.EnsureCreatedAsync();
        // ok: csharp-schema-change-outside-migration
        _folders.EnsureCreated("images");
    }
}
