"""A primary key is a number that counts up, where the project asks for UUIDs.

Numbers that count up tell everyone how many customers or orders there are, can be guessed one from the other, and
collide when two databases are merged. This is an opinion, which is reported only when it is asked for.

Silent for tables that only join two others, for natural keys, and when the table has a second, public id.

Source: 003:185 "Use UUIDs for IDs"; 004:78 "prefer UUIDs for distributed"; 001:354 "Don't expose internal IDs
without authorization checks".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD154",
    severity="strict",
    silent_in=("test", "example"),
    hint="Use a UUID, or give the table a second, public id.",
)
