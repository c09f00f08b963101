public class Tokens
{
    public void Configure(JwtBearerOptions options)
    {
        // ruleid: csharp-jwt-signature-not-verified
        options.TokenValidationParameters = new TokenValidationParameters { ValidateIssuer = true, RequireSignedTokens = false };
        // ruleid: csharp-jwt-signature-not-verified
        options.TokenValidationParameters = new TokenValidationParameters { SignatureValidator = (token, parameters) => new JsonWebToken(token) };
        // ok: csharp-jwt-signature-not-verified
        options.TokenValidationParameters = new TokenValidationParameters { ValidateLifetime = false, IssuerSigningKey = Key };
    }

    public string GetUserId(string token)
    {
        // ruleid: csharp-jwt-signature-not-verified
        return new JwtSecurityTokenHandler().ReadJwtToken(token).Subject;
    }

    public string ValidateToken(string token)
    {
        _handler.ValidateToken(token, Parameters, out var validated);
        // ok: csharp-jwt-signature-not-verified
        return _handler.ReadJwtToken(token).Subject;
    }

    public DateTime Expiry(string token)
    {
        // ok: csharp-jwt-signature-not-verified
        return _handler.ReadJwtToken(token).ValidTo;
    }
}
