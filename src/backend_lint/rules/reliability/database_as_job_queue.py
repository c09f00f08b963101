"""A database table is polled as a job queue.

Polling loads the database all the time, dead rows pile up in the busiest table, and retries, delays and poison
messages have to be built by hand. This is an opinion, which is reported only when it is asked for.

Silent for outbox tables that are read to feed a queue, and for queue libraries.

Source: 001:344 "Don't use database for job queuing (use proper queue systems)".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD722", severity="strict", hint="Use a queue system.")
