public class Accounts
{
    public void Register(RegisterDto dto)
    {
        // ruleid: csharp-plaintext-password-stored
        _context.Users.Add(new User { Name = dto.Name, Password = dto.Password });
        // ruleid: csharp-plaintext-password-stored
        var account = new ApplicationUser { Email = dto.Email, Password = dto.Password, Active = true };
        // ok: csharp-plaintext-password-stored
        _context.Users.Add(new User { Name = dto.Name, Password = _hasher.Hash(dto.Password) });
        // ok: csharp-plaintext-password-stored
        var command = new RegisterCommand { Name = dto.Name, Password = dto.Password };
    }

    public void Change(User user, ChangeDto dto)
    {
        // ruleid: csharp-plaintext-password-stored-assigned
        user.Password = dto.Password;
        // ok: csharp-plaintext-password-stored-assigned
        user.Password = _hasher.Hash(dto.Password);
        // ok: csharp-plaintext-password-stored-assigned
        smtp.Password = settings.Password;
    }
}
