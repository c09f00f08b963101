public class Logins
{
    public User Login(LoginModel model, string password, string name)
    {
        // ruleid: csharp-plaintext-password-compared
        var user = _context.Users.SingleOrDefault(x => x.Name == model.Name && x.Password == model.Password);
        // ruleid: csharp-plaintext-password-compared
        if (user.Password != password) return null;
        // ruleid: csharp-plaintext-password-compared
        if (!user.Password.Equals(password)) return null;

        // ok: csharp-plaintext-password-compared
        if (model.Password != model.ConfirmPassword) return null;
        // ok: csharp-plaintext-password-compared
        if (user.Password == null) return null;
        // ok: csharp-plaintext-password-compared
        if (settings.Password == smtp.Password) return null;
        // ok: csharp-plaintext-password-compared
        return BCrypt.Verify(password, user.Password) ? user : null;
    }
}
