"""A column refers to another table without a foreign key constraint.

The database then accepts ids of rows that were never there, and keeps those of rows that are gone. Every reader has
to expect both.

Silent for ids of other systems (`stripe_id`, `external_id`, `request_id`, `client_id`), for references to another
database, and for logs and events.

Source: 003:188 "Define foreign key constraints"; 004:80 "Set up foreign key constraints"; 001:172 "Primary and
foreign keys".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD156",
    severity="warning",
    silent_in=("test", "example"),
    hint="Add the foreign key, and say what happens when the other row is deleted.",
)
