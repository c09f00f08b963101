public static class Settings
{
    public static void Read(IConfiguration configuration)
    {
        // ruleid: csharp-secret-default-in-env-lookup-configuration
        var jwt = configuration["Jwt:Key"] ?? "development-key";
        // ruleid: csharp-secret-default-in-env-lookup-environment
        var password = Environment.GetEnvironmentVariable("DB_PASSWORD") ?? "postgres";
        // ruleid: csharp-secret-default-in-env-lookup
        var secret = configuration.GetValue<string>("Stripe:WebhookSecret", "whsec");

        // ok: csharp-secret-default-in-env-lookup
        var host = configuration["Db:Host"] ?? "localhost";
        // ok: csharp-secret-default-in-env-lookup
        var strict = configuration["Jwt:Key"] ?? throw new InvalidOperationException("Jwt:Key is missing");
        // ok: csharp-secret-default-in-env-lookup
        var none = configuration["Smtp:Password"] ?? "";
    }
}
