"""A test asserts nothing, so it passes whatever the code returns.

It fails only when the code raises. Say what must be true afterwards: the answer, the row, the message that was
sent.

Silent when the test calls a helper whose name says that it checks, when it expects an error, and for tests whose
name says that they only look for a crash (`smoke`, `does_not_raise`).

Source: 001:322 "Test happy paths AND error paths"; 003:246 "Test error responses".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD016",
    severity="warning",
    silent_in=(),
    only_in=("test",),
    same_as=("semgrep:python.lang.correctness.test-is-missing-assert.test-is-missing-assert",),
    hint="Assert what must be true after the call.",
)
