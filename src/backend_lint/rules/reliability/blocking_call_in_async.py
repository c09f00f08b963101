"""A blocking call in asynchronous code stops every other request until it returns.

One event loop or a small pool of threads serves all requests. While a call sleeps, reads a file, waits for the
database or hashes a password in it, nobody else is answered; with enough of them the service is down though no
processor is busy.

Use the asynchronous variant of the library, or hand the call to a thread.

Silent where the call runs in a thread or a pool, at start-up, in scripts, and in tests.

Source: 001:279 "Use async/await properly"; 001:336 "Don't use synchronous operations for I/O"; 003:332 "Use async
operations".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD701",
    severity="error",
    same_as=(
        "ruff:ASYNC210",
        "ruff:ASYNC220",
        "ruff:ASYNC221",
        "ruff:ASYNC222",
        "ruff:ASYNC230",
        "ruff:ASYNC251",
        "semgrep:python.lang.correctness.sync-sleep-in-async-code.sync-sleep-in-async-code",
    ),
    hint="Use the asynchronous variant, or run the call in a thread.",
)
