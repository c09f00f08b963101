public class Signups
{
    public void Register(Registration registration, string phoneNumber)
    {
        // ruleid: csharp-personal-data-in-log
        _logger.LogInformation("registered {Email}", registration.Email);
        // ruleid: csharp-personal-data-in-log
        _logger.LogWarning($"no mail to {registration.Email}");
        // ruleid: csharp-personal-data-in-log
        _logger.LogError(error, "sms to {Phone} failed", phoneNumber);
        // ok: csharp-personal-data-in-log
        _logger.LogInformation("registered {Id}", registration.Id);
        // ok: csharp-personal-data-in-log
        _logger.LogInformation("mail {Subject} sent", registration.EmailSubject);
        // ok: csharp-personal-data-in-log
        _logger.LogInformation("email is required");
    }
}
