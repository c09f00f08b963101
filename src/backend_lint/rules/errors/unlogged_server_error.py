"""An error is answered with a 5xx status and not logged.

The client is told that something is wrong on the server, and nobody at the server can find out what. Log the error
with its stack before the answer is sent.

Silent when the error is logged, reported or passed on, for health checks that answer 503, and in tests.

Source: 000:96 "Unexpected server failure (log it, alert on it)"; 000:166 "log and return 500"; 003:150 "Log
internal errors, return generic messages".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD515", severity="warning", cwe=778, hint="Log the error with its stack, then answer.")
