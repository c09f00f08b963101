"""A token is decoded without verifying its signature, so anyone can write its claims.

The claims of a JWT are plain text that everybody can change; only the signature says who wrote them. An identity,
role or tenant taken from an unverified token is whatever the client wants it to be.

Silent when the same function verifies the token as well (it may read the key id first), for programs that read
their own token's expiry, and in tests.

Source: 001:351 "Don't trust JWT without validation"; 003:211 "Verify signature on every request".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD422",
    severity="error",
    cwe=347,
    same_as=("semgrep:python.jwt.security.unverified-jwt-decode.unverified-jwt-decode",),
    hint="Decode it with the key and a fixed list of algorithms.",
)
