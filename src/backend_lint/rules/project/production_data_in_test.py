"""A test points at production.

One run in the wrong place then changes or deletes what customers own. Tests need a database and accounts of their
own that can be thrown away.

Silent for names that only contain such a word (`product`, `reproduction`), and for hosts that cannot exist
(`.example`, `.test`).

Source: 001:360 "Don't use production data in tests"; 003:244 "Use test database".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD014",
    severity="error",
    silent_in=(),
    only_in=("test",),
    hint="Use a database and accounts that belong to the tests.",
)
