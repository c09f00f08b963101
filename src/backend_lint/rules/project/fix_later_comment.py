"""A note or a debugging aid that was meant to go is still in production code.

What is left for later has no date and nobody who owns it. Do it, or write a ticket and name it in the comment, so
that somebody will.

Silent in tests, and for notes that name a ticket.

Source: 000:22 "No "we'll fix it later" patterns".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD005",
    severity="warning",
    cwe=546,
    silent_in=("test", "example"),
    hint="Do it now, or name the ticket that will.",
)
