"""A lookup by id never answers 404.

For an id that does not exist the client gets 200 with nothing in it, or a 500 from the line that uses what was not
found. Both look like a fault of the server.

Silent when what was found is tested, when the lookup itself raises, and when a service that is called may raise.

Source: 000:77 "Get one (200 or 404)"; 000:92 "404 Not Found"; 001:280 "Handle all edge cases and potential
null/undefined values".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD605", severity="warning", hint="Answer 404 when nothing was found.")
