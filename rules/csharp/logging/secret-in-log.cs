public class Logins
{
    public void Login(Credentials credentials, string accessToken, int passwordLength)
    {
        // ruleid: csharp-secret-in-log
        _logger.LogInformation("login {Name} {Password}", credentials.Name, credentials.Password);
        // ruleid: csharp-secret-in-log
        _logger.LogDebug("token {Token}", accessToken);
        // ruleid: csharp-secret-in-log
        _logger.LogError(error, "secret {Secret}", _options.ClientSecret);
        // ruleid: csharp-secret-in-log-interpolated
        _logger.LogWarning($"wrong password {credentials.Password}");
        // ok: csharp-secret-in-log-interpolated
        _logger.LogWarning($"wrong password of {credentials.Name}");
        // ok: csharp-secret-in-log
        _logger.LogInformation("password has {Length} letters", passwordLength);
        // ok: csharp-secret-in-log
        _logger.LogInformation("login {Name}", credentials.Name);
        // ok: csharp-secret-in-log
        _logger.LogInformation("password of {Id} changed", credentials.Id);
    }
}
