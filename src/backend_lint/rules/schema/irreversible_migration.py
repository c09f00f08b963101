"""A migration cannot be taken back, because its way down is missing or empty.

When a release fails at night, going back is the only quick way out, and it needs the schema of before. Write the
way down with the way up, while both are known.

Silent when there was nothing to do on the way up, when the way down says that it does nothing on purpose, and when
a comment says why it cannot be taken back.

Source: 000:101 "Migrations should be reversible"; 004:128 "Write down migration"; 003:199 "Test rollback
procedures".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD151",
    severity="error",
    silent_in=("test", "example"),
    hint="Write the steps that undo this migration.",
)
