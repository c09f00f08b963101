"""A queue in memory has no maximum size.

When the consumer is slower than the producer the queue grows until the process is killed, and everything in it is
lost. This is an opinion, which is reported only when it is asked for.

Silent for queues whose producer is bounded.

Source: 003:297 "Apply backpressure on overloaded queues and limit concurrency".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD719",
    severity="strict",
    cwe=770,
    hint="Give it a maximum size, and decide what happens when it is full.",
)
