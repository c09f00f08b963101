"""Output is printed instead of logged, so it has no level, time or request id.

What is printed in a server cannot be filtered, searched by request or sent to an alert, and is lost where only the
log is collected.

Silent in scripts, command line programs, start-up code that tells where the server listens, and tests.

Source: 000:25 "Structured logging"; 002:87 "Add structured logging for debugging and monitoring"; 001:311 "Use
structured logging with correlation IDs".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD902",
    severity="warning",
    same_as=("ruff:T201", "ruff:T203"),
    hint="Use the project's logger, with a level.",
)
