"""A table has no primary key.

Without one a single row cannot be named: it cannot be updated or deleted alone, referenced, or replicated, and
nothing stops the same row from being there twice.

Silent for temporary and staging tables, for partitions, and for tables made from a query.

Source: 001:172 "Primary and foreign keys"; 004:78 "Define primary keys".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD155",
    severity="error",
    silent_in=("test", "example"),
    hint="Add a primary key, over both columns where the table joins two others.",
)
