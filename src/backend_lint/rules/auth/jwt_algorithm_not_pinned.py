"""The algorithm of a token is not fixed, so whoever forges one may choose it.

A verifier that believes the token's own header accepts `none`, or takes a public RSA key for the secret of an HMAC.
Both let a stranger sign tokens.

Name the one algorithm that the project signs with, at signing and at verifying.

Silent where a single list or constant is given, also one from the settings, and in tests.

Source: 001:351 "Don't trust JWT without validation"; 003:211 "Verify signature on every request".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD423",
    severity="error",
    cwe=347,
    same_as=("semgrep:python.jwt.security.jwt-none-alg.jwt-python-none-alg",),
    hint="Pass a fixed list with the one algorithm that the project signs with.",
)
