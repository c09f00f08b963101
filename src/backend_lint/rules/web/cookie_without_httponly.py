"""A session cookie is set without HttpOnly, so scripts can read it.

One injected script, or one bad package of the frontend, is then enough to send the session to somebody else. The
server needs no script to read it.

Silent for cookies that scripts must read (CSRF tokens, theme, language, consent), when a cookie is deleted, when
the flag comes from the settings, and in tests.

Source: 000:227 "HTTP-only, secure, SameSite cookies for sessions"; 003:206 "HttpOnly, Secure, SameSite=strict for
session tokens"; 003:220 "Use HTTP-only cookies".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD804",
    severity="error",
    cwe=1004,
    same_as=(
        "semgrep:python.flask.security.audit.secure-set-cookie.secure-set-cookie",
        "semgrep:python.django.security.audit.secure-cookies.django-secure-set-cookie",
        "semgrep:go.lang.security.audit.net.cookie-missing-httponly.cookie-missing-httponly",
        "semgrep:java.lang.security.audit.cookie-missing-httponly.cookie-missing-httponly",
        "semgrep:kotlin.lang.security.cookie-missing-httponly.cookie-missing-httponly",
    ),
    hint="Set the HttpOnly flag.",
)
