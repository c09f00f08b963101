public class Ciphers
{
    public void All(byte[] body, string apiToken)
    {
        // ruleid: csharp-weak-cryptography
        var des = TripleDES.Create();
        // ruleid: csharp-weak-cryptography
        aes.Mode = CipherMode.ECB;
        // ruleid: csharp-weak-cryptography-key
        var rsa = RSA.Create(1024);
        const int size = 1024;
        // ruleid: csharp-weak-cryptography-key-name
        var named = RSA.Create(size);
        // ruleid: csharp-weak-cryptography
        ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls | SecurityProtocolType.Tls12;
        // ruleid: csharp-weak-cryptography-digest
        var digest = MD5.HashData(Encoding.UTF8.GetBytes(apiToken));

        // ok: csharp-weak-cryptography-digest
        var etag = MD5.HashData(body);
        // ok: csharp-weak-cryptography
        var good = Aes.Create();
        // ok: csharp-weak-cryptography
        aes.Mode = CipherMode.CBC;
        // ok: csharp-weak-cryptography
        var large = RSA.Create(3072);
    }
}
