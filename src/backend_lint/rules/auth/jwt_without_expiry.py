"""A token is issued without an expiry, so a stolen one works for ever.

A signed token cannot be called back: until it expires, whoever holds it is let in, even after the password was
changed. Set `exp`, and issue a new token with a refresh token.

Silent when the expiry is set anywhere in the same function, when claims come from elsewhere and may hold it, and in
tests.

Source: 003:209 "Use short expiration (15-60 min)"; 003:206 "short-lived JWTs with rotation".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD420",
    severity="error",
    cwe=613,
    hint="Set an expiry of 15 to 60 minutes, and renew it with a refresh token.",
)
