"""An access token lives longer than an hour.

It cannot be called back: until it expires, a stolen one works, also after a logout, a changed password or a lost
role. Let it live for 15 to 60 minutes and renew it with a refresh token, which can be revoked.

Silent for refresh tokens, invitations, links in e-mails and keys of services, for lifetimes that are not a known
number, and in tests.

Source: 003:209 "Use short expiration (15-60 min)"; 003:206 "short-lived JWTs with rotation".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD421",
    severity="warning",
    cwe=613,
    hint="Use 15 to 60 minutes, and a refresh token for longer sessions.",
)
