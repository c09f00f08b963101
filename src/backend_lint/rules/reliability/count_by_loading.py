"""Rows are loaded only to count them.

The database counts without sending anything; loading moves every row through the network and into memory for one
number. This is an opinion, which is reported only when it is asked for.

Silent when the rows are used afterwards, and for what is in memory already.

Source: 003:296 "prefer bulk operations"; 002:25 "query optimization".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD707", severity="strict", hint="Let the database count, or ask whether a row exists.")
