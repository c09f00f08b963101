using BC = BCrypt.Net.BCrypt;

public class Accounts
{
    public void Register(Account account, string password)
    {
        // ruleid: csharp-bcrypt-cost-implicit-hash
        account.PasswordHash = BC.HashPassword(password);
        // ruleid: csharp-bcrypt-cost-implicit-hash
        account.PasswordHash = BCrypt.Net.BCrypt.HashPassword(password);
        // ruleid: csharp-bcrypt-cost-implicit-hash
        account.PasswordHash = BCrypt.Net.BCrypt.EnhancedHashPassword(password);
        // ruleid: csharp-bcrypt-cost-implicit
        var salt = BCrypt.Net.BCrypt.GenerateSalt();
        // ok: csharp-bcrypt-cost-implicit
        account.PasswordHash = BC.HashPassword(password, 12);
        // ok: csharp-bcrypt-cost-implicit
        account.PasswordHash = _hasher.HashPassword(password);
        // ok: csharp-bcrypt-cost-implicit
        var matches = BC.Verify(password, account.PasswordHash);
    }
}
