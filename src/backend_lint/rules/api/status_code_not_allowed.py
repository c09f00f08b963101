"""A response status is not one of those that the project uses.

Clients handle the statuses that they know: a rare one, one that is sent as a text or one that does not exist ends
in their last branch. This is an opinion, which is reported only when it is asked for.

Silent for the usual redirects and protocol statuses (206, 304, 405, 413, 415), for 502 to 504, and where the status
of another service is passed on.

Source: 000:85-96 "200 OK … 500 Internal Server Error"; 001:293 "Return appropriate status codes"; 003:94-103 "200:
Success … 500: Internal Error".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD603", severity="strict", hint="Use one of the statuses that the interface documents.")
