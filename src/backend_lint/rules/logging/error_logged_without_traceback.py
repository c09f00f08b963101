"""An unexpected error is logged without its stack trace, so nobody can see where it arose.

The text of an error (`'id'`, `connection reset`) seldom says which line failed. Give the logger the error itself:
it writes the type, the text, the stack and the cause.

Silent when the error object is passed as well, when the error is raised again, for expected errors that are logged
as information, and in tests.

Source: 001:312 "Log errors with full context"; 001:222 "Detailed logging for debugging".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__, "BKD905", severity="warning", same_as=("ruff:TRY400",), hint="Pass the error itself to the logger."
)
