"""As many operations as there are elements are started at once.

With ten elements that is fast; with ten thousand it takes all connections, files and memory, here and at the
service that is called.

Silent for short constant lists, for lists that were cut into batches, and where a limiter is used.

Source: 003:297 "Apply backpressure on overloaded queues and limit concurrency".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD718", severity="warning", cwe=770, hint="Limit how many run at the same time.")
