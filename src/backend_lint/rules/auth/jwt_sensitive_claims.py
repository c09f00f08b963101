"""A token carries personal or secret data, which its holder and every log can read.

The claims of a JWT are signed, not encrypted: browsers, proxies and logs see them in plain text. Keep the id of the
user and what authorisation needs, and look up the rest.

Silent for id tokens of OpenID Connect, which are meant to carry the e-mail address, and in tests.

Source: 003:210 "Include minimal claims".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD425",
    severity="warning",
    cwe=201,
    same_as=(
        "semgrep:python.jwt.security.audit.jwt-exposed-data.jwt-python-exposed-data",
        "semgrep:python.jwt.security.jwt-exposed-credentials.jwt-python-exposed-credentials",
    ),
    hint="Keep the id and the roles, and look up the rest.",
)
