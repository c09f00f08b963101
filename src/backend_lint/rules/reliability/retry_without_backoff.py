"""A retry loop has no growing pause or no end.

All clients of a service that has failed come back at the same moment and keep it down. Wait longer after each
failure, with a random part, and give up after a few.

Silent for libraries that pause by themselves, for polling, and in tests.

Source: 003:297 "set sensible timeouts and retries with jitter"; 003:27 "Safe to retry operations".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD717",
    severity="warning",
    hint="Wait longer after each failure, with a random part, and give up after a few.",
)
