"""A handler of every kind of error treats a bug like an expected failure.

Catching everything gives a typing mistake, a full disk and a missing row the same answer. Name the errors that are
expected and what each of them means for the client; the rest belongs to the one error handler of the application.

Silent where the error is raised again or passed on, where it is logged and answered with a generic 500, in the
application's own error handler, in the main loop of a worker, and in tests.

Source: 000:71 "Catch specific errors, return appropriate status codes and messages".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD508",
    severity="warning",
    cwe=396,
    same_as=("ruff:BLE001",),
    hint="Catch the errors that are expected, and leave the others to the application's error handler.",
)
