"""A table has no `created_at` and `updated_at`.

Every question about data that went wrong begins with when it was written. The columns cost nothing now and cannot
be filled in later.

Silent for tables that only join two others, for lookup tables, and for logs, events and histories, which need no
`updated_at`.

Source: 001:174 "Timestamps (createdAt, updatedAt)"; 003:186 "Include created_at, updated_at timestamps"; 004:81
"Add created_at/updated_at timestamps".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__, "BKD152", severity="warning", silent_in=("test", "example"), hint="Add `created_at` and `updated_at`."
)
