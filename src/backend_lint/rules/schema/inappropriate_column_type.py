"""A column's type does not fit what it holds.

Money in binary floating point loses cents, dates as text cannot be compared, and times without a zone mean
something else after a move or a change of the clock.

Silent for measurements and scores, for epoch numbers that are named so, and for custom types.

Source: 001:171 "Appropriate data types"; 000:100 "Entities, fields, types, constraints".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD160",
    severity="warning",
    silent_in=("test", "example"),
    same_as=("semgrep:python.django.correctness.use-decimalfield-for-money.use-decimalfield-for-money",),
    hint="Use a decimal type for money, and a timestamp with a zone for times.",
)
