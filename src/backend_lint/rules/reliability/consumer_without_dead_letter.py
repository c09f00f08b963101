"""A queue has no dead-letter route, so a message that always fails is lost or repeated for ever.

A message that crashes its consumer comes back and crashes it again. After a few attempts it belongs in a queue of
its own, where somebody can look at it. This is an opinion, which is reported only when it is asked for.

Silent for exclusive and temporary queues, and for replies.

Source: 004:108-110 "Dead Letter Queue".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD723", severity="strict", hint="Declare a dead-letter exchange or queue.")
