"""A request to another service has no timeout, so it may wait for ever.

A service that accepts connections and then does not answer holds the thread, the connection and the user's request.
With some traffic all workers hang there, and one slow neighbour takes the whole service down.

Silent when the call, its client or session, or a context around it has a limit, for libraries whose default is a
reasonable one, and in tests.

Source: 000:24 "Every external call can fail"; 003:297 "set sensible timeouts and retries with jitter".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD708",
    severity="error",
    cwe=1088,
    same_as=("bandit:B113", "ruff:S113", "semgrep:python.requests.best-practice.use-timeout.use-timeout"),
    hint="Give it a timeout of a few seconds, and handle the case that it runs out.",
)
