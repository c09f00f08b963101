"""A connection or client is opened for each request instead of taken from a pool.

Opening one takes longer than most queries, and under load the database or the machine runs out of connections. Make
one pool or client when the program starts, and share it.

Silent at start-up and in factories that keep what they make, in scripts and in tests.

Source: 001:287 "Use connection pooling for database connections"; 002:28 "Connection pooling"; 004:87 "Use
connection pooling".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD715", severity="warning", hint="Make it once at start-up, and share it.")
