public class Passwords
{
    // ruleid: csharp-weak-password-hash
    public byte[] First(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password));

    // ruleid: csharp-weak-password-hash
    public byte[] Second(Login login) => _md5.ComputeHash(Encoding.UTF8.GetBytes(login.Password));

    // ruleid: csharp-weak-password-hash
    public byte[] Salted(string password, string salt) => SHA512.HashData(Encoding.UTF8.GetBytes(salt + password));

    public string HashPassword(string text)
    {
        // ruleid: csharp-weak-password-hash-function
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public string Etag(string text)
    {
        // ok: csharp-weak-password-hash-function
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    // ruleid: csharp-weak-password-hash-helper
    public bool Matches(Login login, User user) => user.Hash == Md5Helper.Md5Encrypt(login.Password);

    // ok: csharp-weak-password-hash-helper
    public string Sum(string body) => Md5Helper.Md5Encrypt(body);

    // ok: csharp-weak-password-hash
    public byte[] Content(byte[] body) => SHA256.HashData(body);

    // ok: csharp-weak-password-hash
    public byte[] Link(string passwordResetToken) => SHA256.HashData(Encoding.UTF8.GetBytes(passwordResetToken));

    // ok: csharp-weak-password-hash
    public byte[] Good(string password) => Rfc2898DeriveBytes.Pbkdf2(password, Salt, 600000, HashAlgorithmName.SHA256, 32);
}
