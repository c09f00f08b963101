"""A query runs once for each element of a loop (N+1).

A list of a hundred rows sends a hundred and one queries, each of which waits for the network. Load everything that
the loop needs before it: with a join, with eager loading, or with one query for all ids.

Silent for loops over a few constants, over pages or batches, for retries and polling, and in scripts, migrations
and tests.

Source: 001:343 "Don't ignore N+1 query problems"; 003:194 "Avoid N+1 queries"; 004:86 "Avoid N+1 queries".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD705",
    severity="warning",
    hint="Load what the loop needs before it, with a join, eager loading or one query for all ids.",
)
