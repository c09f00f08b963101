public class Passwords
{
    private const int WorkFactor = 10;

    public string Hash(string password)
    {
        // ruleid: csharp-bcrypt-cost-too-low
        var first = BCrypt.Net.BCrypt.HashPassword(password, 10);
        // ruleid: csharp-bcrypt-cost-too-low
        var second = BCrypt.HashPassword(password, workFactor: 8);
        // ruleid: csharp-bcrypt-cost-too-low
        var salt = BCrypt.Net.BCrypt.GenerateSalt(11);
        // ruleid: csharp-bcrypt-cost-too-low-name
        var third = BCrypt.Net.BCrypt.EnhancedHashPassword(password, WorkFactor);

        // ok: csharp-bcrypt-cost-too-low
        var good = BCrypt.Net.BCrypt.HashPassword(password, 12);
        // ok: csharp-bcrypt-cost-too-low
        var better = BCrypt.Net.BCrypt.EnhancedHashPassword(password, workFactor: 13);
        // ok: csharp-bcrypt-cost-too-low
        return _identity.HashPassword(user, 10);
    }
}
