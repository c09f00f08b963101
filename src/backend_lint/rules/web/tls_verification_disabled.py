"""Certificate verification is off, so anyone on the way can read and change the traffic.

Without it the connection is encrypted, but nobody knows to whom: whoever controls the network between can answer in
the other side's name and see each password and token.

For a private authority, give its certificate to the client instead of turning the check off.

Silent in tests, and where a setting decides whose default is on.

Source: 001:305 "Use HTTPS for all communications"; 003:205 "Use HTTPS everywhere".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD812",
    severity="error",
    cwe=295,
    same_as=(
        "bandit:B501",
        "bandit:B323",
        "ruff:S501",
        "ruff:S323",
        "semgrep:python.requests.security.disabled-cert-validation.disabled-cert-validation",
    ),
    hint="Leave verification on, and give the client the certificate of a private authority.",
)
