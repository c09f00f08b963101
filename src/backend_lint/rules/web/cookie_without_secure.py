"""A session cookie is set without Secure, so it is also sent over plain HTTP.

One request without TLS (an old link, a typed address, a forced image) is enough for whoever listens on the way to
take the session.

Silent when the flag comes from the settings, for settings of development, and when a cookie is deleted.

Source: 000:227 "HTTP-only, secure, SameSite cookies for sessions"; 003:221 "Enable secure flag in production".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD805", severity="error", cwe=614, hint="Set the Secure flag in production.")
