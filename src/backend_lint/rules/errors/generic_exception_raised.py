"""An error without a type of its own is raised, so callers can only compare its text.

A generic error tells the layer above nothing but words: it cannot be mapped to a status and a code, and catching it
catches everything. Define one class for each failure that callers treat differently.

Silent for what is not implemented or cannot happen, in scripts and in tests.

Source: 000:141 "Define typed errors"; 001:218 "Custom error classes"; 003:148 "Define custom error classes with
status codes".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD512",
    severity="warning",
    cwe=397,
    same_as=("ruff:TRY002",),
    hint="Raise an error class of the project that has a code and a status.",
)
