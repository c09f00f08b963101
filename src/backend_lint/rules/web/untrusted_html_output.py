"""Text from a request or the database is put into HTML without escaping.

A name that contains a script runs it in the browser of everyone who sees the page, with that person's session.
Template engines escape by themselves, texts put together by hand do not.

Silent for values that were escaped or cleaned, for numbers, and for templates that escape.

Source: 000:217 "All inputs validated and sanitized"; 003:157 "Sanitize user input"; 001:301 "Never trust client
input - validate and sanitize everything".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD818",
    severity="error",
    cwe=79,
    same_as=(
        "bandit:B308",
        "bandit:B701",
        "bandit:B702",
        "bandit:B703",
        "bandit:B704",
        "ruff:S308",
        "ruff:S701",
        "ruff:S702",
        "ruff:S704",
        "semgrep:python.flask.security.audit.directly-returned-format-string.directly-returned-format-string",
        "semgrep:python.django.security.audit.avoid-mark-safe.avoid-mark-safe",
    ),
    hint="Use a template that escapes, or escape each value.",
)
