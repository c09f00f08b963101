"""One handler serves reading and writing methods.

Protection that depends on the method (CSRF, caches, permissions) then depends on an `if` in the handler. This is an
opinion, which is reported only when it is asked for.

Silent for forms that are shown and sent at one address, and for fallbacks that answer 404 or 405.

Source: 004:116 "Define route and HTTP method"; 001:292 "Use proper HTTP methods".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD627", severity="strict", hint="Write one handler for each method.")
