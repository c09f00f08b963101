"""A secret is written to the log.

Logs are copied to other systems, kept for months and read by many. A password, a token or a whole header that
stands in one has to be treated as lost.

Log who and what (an id, a count, the last characters), never the value.

Silent for names that only mention a secret (`token_count`, `password_reset_requested`), for lengths, masked values
and yes-or-no values, for the words of a message, and in tests.

Source: 000:225 "Sensitive data excluded from logs"; 001:349 "Don't log passwords, tokens, or sensitive data";
003:160 "no sensitive data in logs".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD901",
    severity="error",
    cwe=532,
    same_as=("semgrep:python.lang.security.audit.logging.logger-credential-leak.python-logger-credential-disclosure",),
    hint="Leave the value out; log an id, or a masked form.",
)
