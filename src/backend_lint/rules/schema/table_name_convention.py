"""A table is not named in plural snake_case.

With one habit nobody has to look up whether it is `User`, `user` or `users`. Names in mixed case must be quoted in
PostgreSQL for ever.

Silent for words without a plural (`data`, `news`, `staff`), for tables that only join two others, for tables of
other systems, and for names that are made at run time.

Source: 003:63 "snake_case, plural".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__, "BKD159", severity="warning", silent_in=("test", "example"), hint="Name the table in plural snake_case."
)
