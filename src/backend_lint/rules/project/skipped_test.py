"""A test is skipped, so what it checks may be broken without anyone knowing.

A skipped test is not mended by itself, and the next reader believes that the behaviour is covered. Mend it, remove
it, or say why it is skipped and which ticket brings it back.

Silent when a reason or a ticket is given, and for tests that a platform or a missing optional package excludes.

Source: 001:362 "Don't ignore flaky tests"; 001:358 "Don't skip tests for "simple" code".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD010",
    severity="warning",
    silent_in=(),
    only_in=("test",),
    hint="Mend or remove it, or give the reason and a ticket.",
)
