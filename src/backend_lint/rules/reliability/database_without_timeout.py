"""A database is used without a timeout.

One query that waits for a lock holds its connection; when all of the pool wait, every request does. This is an
opinion, which is reported only when it is asked for.

Silent for SQLite, where the connection's address sets the limits, and in tests.

Source: 000:24 "Every database query can timeout".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD709", severity="strict", hint="Set a limit for connecting and for each statement.")
