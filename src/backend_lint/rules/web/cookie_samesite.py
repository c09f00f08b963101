"""A session cookie has no SameSite, so other sites can send requests with it.

With `Lax` or `Strict` a form on another site arrives without the session, which stops most forged requests. `None`
is for pages that are embedded elsewhere, and needs `Secure`.

Silent when the value comes from the settings, for the cookie of an OAuth flow, and when a cookie is deleted.

Source: 003:206 "SameSite=strict for session tokens"; 000:227 "HTTP-only, secure, SameSite cookies for sessions".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD806", severity="warning", cwe=1275, hint="Set SameSite to Lax or Strict.")
