"""A GET endpoint changes data.

Browsers, crawlers, caches and proxies repeat GET requests as they like, and a link on another site is enough to
send one with the user's cookies. What changes data belongs in POST, PUT, PATCH or DELETE.

Silent for counters, last-seen times, audit entries, logs, sessions and caches, for OAuth callbacks, and for links
in e-mails that confirm something.

Source: 001:292 "GET for read, POST for create, PUT/PATCH for update, DELETE for remove"; 003:77 "GET: List (plural)
or retrieve (with ID)".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD614", severity="error", cwe=650, hint="Use POST, PUT, PATCH or DELETE for it.")
