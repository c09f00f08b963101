"""This migration breaks the version that is still running.

During a deployment the old version runs against the new schema: a column or table that is gone, renamed or suddenly
required makes its queries fail. Add first, move the code, and remove in a later release.

Silent for tables and columns that the same migration creates, and on the way down.

Source: 001:404 "Consider backward compatibility when making changes"; 001:316 "Handle graceful shutdown for
zero-downtime deploys".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD163",
    severity="strict",
    silent_in=("test", "example"),
    hint="Split it: add and fill first, and remove in a later release.",
)
