public static class Settings
{
    // ruleid: csharp-hardcoded-secret
    public const string JwtSecret = "b7Kx92LmQpZ4vT8w";
    // ruleid: csharp-hardcoded-secret
    private static readonly string apiKey = "4c19e299d99411838049";
    // ruleid: csharp-hardcoded-secret
    public const string DefaultPassword = "Pa55word!";

    // ok: csharp-hardcoded-secret
    public const string PasswordScope = "password_reset_v2";
    // ok: csharp-hardcoded-secret
    public const string ApiKeyHeader = "X-Api-Key-1";
    // ok: csharp-hardcoded-secret
    public const string PasswordPolicy = "password-policy-v2";
    // ok: csharp-hardcoded-secret
    public const string ClientSecret = "";

    public static void Sign(OpenIdConnectOptions options, IConfiguration configuration)
    {
        // ruleid: csharp-hardcoded-secret-option
        options.ClientSecret = "secret";
        // ok: csharp-hardcoded-secret-option
        options.ClientSecret = configuration["Oidc:ClientSecret"];
        // ruleid: csharp-hardcoded-secret-signing-key
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("a key that everybody can read"));
        // ok: csharp-hardcoded-secret-signing-key
        var good = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration["Jwt:Key"]));
    }
}
