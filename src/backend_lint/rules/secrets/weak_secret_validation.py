"""A signing key is accepted whatever its length.

A short key can be found by trying: one captured token is enough to test guesses against, without a single request.
Refuse to start with fewer than 32 characters.

Silent for keys that come as files or from a key service, and where any other check is made.

Source: 000:204 "JWT_SECRET: z.string().min(32)".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__, "BKD308", severity="strict", cwe=326, hint="Require at least 32 characters when the settings are read."
)
