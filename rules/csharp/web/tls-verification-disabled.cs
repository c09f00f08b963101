public class Clients
{
    public void Build(HttpClientHandler handler)
    {
        // ruleid: csharp-tls-verification-disabled
        handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => true;
        // ruleid: csharp-tls-verification-disabled
        ServicePointManager.ServerCertificateValidationCallback += (sender, certificate, chain, errors) => true;
        // ruleid: csharp-tls-verification-disabled
        handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
        // ok: csharp-tls-verification-disabled
        handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => errors == SslPolicyErrors.None;
        // ok: csharp-tls-verification-disabled
        handler.CheckCertificateRevocationList = true;
        // ok: csharp-tls-verification-disabled
        handler.ServerCertificateCustomValidationCallback = Pinned;
    }
}
