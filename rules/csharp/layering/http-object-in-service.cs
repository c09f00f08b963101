public class InvoiceService
{
    // ruleid: csharp-http-object-in-service
    private readonly IHttpContextAccessor _accessor;
    // ok: csharp-http-object-in-service
    private readonly IInvoices _invoices;

    // ruleid: csharp-http-object-in-service
    public Invoice Build(HttpContext context)
    {
        return _invoices.Of(context.User);
    }

    // ruleid: csharp-http-object-in-service
    public Invoice Print(int number, HttpRequest request)
    {
        return _invoices.Of(number);
    }

    // ok: csharp-http-object-in-service
    public Invoice Of(int number, string host)
    {
        return _invoices.Of(number);
    }
}

public class CurrentUserService
{
    // ok: csharp-http-object-in-service
    private readonly IHttpContextAccessor _accessor;
}
