"""CORS allows every origin with credentials, so any site can act as its visitors.

Browsers refuse `*` together with credentials, so libraries answer with the caller's own origin instead: each site
that a user visits can then send requests with the user's cookies and read the answers.

Silent when origins are listed, and when credentials are off.

Source: 000:222 "CORS configured to allow only known origins"; 004:143 "CORS configured properly".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD802",
    severity="error",
    cwe=942,
    hint="List the origins that may send credentials, or turn credentials off.",
)
