"""The message of an error says one thing and its status another.

Clients test the status and people read the message: `not found` with 400 is retried as a mistake of the client, and
`already exists` with 500 wakes somebody up.

Silent where 404 hides that something exists, and for messages that are made at run time.

Source: 000:85-96 "404 Not Found"; 001:220 "Proper HTTP status codes".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD628", severity="warning", hint="Use the status that the message speaks of.")
