"""A check of the token's claims is switched off.

A valid signature says who wrote the claims, not that they are meant for this service or still hold. Without the
expiry a token lives for ever; without audience and issuer a token of another service is let in.

Silent where an endpoint that renews tokens reads an expired one on purpose, and in tests.

Source: 001:351 "Don't trust JWT without validation"; 001:209 "JWT generation and validation".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD424", severity="warning", cwe=345, hint="Leave the checks of expiry, audience and issuer on.")
