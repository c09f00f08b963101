"""A new password may have any length.

Whatever the form allows is used: `1234` within the first hundred accounts. Length is what makes guessing expensive;
twelve characters are a good minimum, eight the least.

Silent for login forms, which must accept the passwords of before, for the field that asks for the old one, and
where another check is called.

Source: 003:217 "Enforce minimum complexity".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD409",
    severity="warning",
    cwe=521,
    same_as=("semgrep:python.django.security.audit.unvalidated-password.unvalidated-password",),
    hint="Require at least 12 characters where a password is set.",
)
