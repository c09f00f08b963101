"""A connection, result or file is not closed on every path.

Where an error or an early return passes by the closing line, the connection stays taken. The pool runs dry after as
many failures as it has connections, and the service stops answering.

Silent when a block or a deferred call closes it, when it is returned or stored, and for what lives as long as the
program.

Source: 002:28 "Connection pooling and performance tuning"; 001:287 "Use connection pooling for database
connections".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__, "BKD714", severity="warning", cwe=772, hint="Close it with the language's own block or a deferred call."
)
