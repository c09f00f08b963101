public class Mailer
{
    public void Send(Mail mail)
    {
        try { _smtp.Send(mail); }
        // ruleid: csharp-swallowed-exception
        catch { }
        try { _smtp.Send(mail); }
        // ruleid: csharp-swallowed-exception
        catch (Exception) { }
        try { _smtp.Send(mail); }
        // ruleid: csharp-swallowed-exception
        catch (Exception e) { }
        try { _smtp.Send(mail); }
        // ok: csharp-swallowed-exception
        catch (SmtpException) { }
        try { _smtp.Send(mail); }
        // ok: csharp-swallowed-exception
        catch (Exception e) { _logger.LogError(e, "mail"); }
        try { _smtp.Dispose(); }
        // ok: csharp-swallowed-exception
        catch { }
        try { _smtp.Send(mail); }
        // ok: csharp-swallowed-exception
        catch { /* the queue sends it again */ }
    }
}
