"""All fields that the client sends are written to the entity.

A client that adds `role`, `is_admin`, `balance` or `owner_id` to its request sets them. Name the fields that may be
written, or validate with a schema that knows no others.

Silent when the fields are chosen one by one, when a schema was applied that drops unknown fields, and in tests.

Source: 001:301 "Never trust client input - validate and sanitize everything"; 000:220 "user can only access their
own resources".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD620",
    severity="error",
    cwe=915,
    same_as=(
        "semgrep:python.django.security.injection.mass-assignment.mass-assignment",
        "semgrep:ruby.lang.security.unprotected-mass-assign.mass-assignment-vuln",
    ),
    hint="Name the fields that may be written, or use what a schema has validated.",
)
