public class SessionsController : Controller
{
    public void Start(string token, CookieBuilder builder, AuthOptions options)
    {
        // ruleid: csharp-cookie-without-httponly
        Response.Cookies.Append("refresh_token", token);
        // ruleid: csharp-cookie-without-httponly
        Response.Cookies.Append("session", token, new CookieOptions { Secure = true });
        // ruleid: csharp-cookie-without-httponly-off
        Response.Cookies.Append("session", token, new CookieOptions { HttpOnly = false });
        // ruleid: csharp-cookie-without-httponly-option
        options.Cookie.HttpOnly = false;
        // ok: csharp-cookie-without-httponly-option
        options.Cookie.HttpOnly = true;
        // ok: csharp-cookie-without-httponly
        Response.Cookies.Append("session", token, new CookieOptions { HttpOnly = true, Secure = true });
        // ok: csharp-cookie-without-httponly
        Response.Cookies.Append("theme", "dark");
        // ok: csharp-cookie-without-httponly
        Response.Cookies.Append("XSRF-TOKEN", token, new CookieOptions { Secure = true });
    }
}
