"""A background task is started and forgotten, so its errors vanish.

Nobody waits for it: when it fails there is no log and no answer, at shutdown it is cut off, and some runtimes may
drop a task that nothing refers to.

Silent when the task is kept, awaited later, given a handler for its errors, or handed to a framework that looks
after it.

Source: 001:279 "Use async/await properly"; 002:53 "Never swallow exceptions".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD704",
    severity="warning",
    same_as=("ruff:RUF006",),
    hint="Keep the task and handle its error, or hand it to a background service.",
)
