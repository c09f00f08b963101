"""A text field of a request may have any length.

What has no limit is stored, indexed, logged and sent on, until a column, a message queue or the memory has one.
This is an opinion, which is reported only when it is asked for.

Silent for formats with a length of their own (e-mail, UUID, enumerations, dates), for passwords, which have a rule
of their own, and for responses.

Source: 000:182 "z.string().min(1).max(100)"; 003:157 "Sanitize user input".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD617", severity="strict", cwe=20, hint="Give it a maximum length.")
