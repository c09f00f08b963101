"""A loop commits after each element.

Each commit waits for the disk, and a failure in the middle leaves half of the work done with no record of which
half.

Silent for commits after a batch, for workers that take one job after another, and in scripts and tests.

Source: 003:296 "prefer bulk operations"; 001:285 "Use database transactions for operations that must be atomic".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD712", severity="warning", hint="Commit once after the loop, or after each batch.")
