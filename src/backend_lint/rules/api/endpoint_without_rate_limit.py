"""A login or similar endpoint has no rate limit, so passwords can be tried at leisure.

Lists of leaked passwords are tried against every login on the internet. A few attempts per minute for each account
and address make that useless; it also keeps the cost of the password hash from being used to stop the service.

Silent when a limiter stands on the route, on its router or on the whole application, and in tests.

Source: 000:223 "Rate limiting on public endpoints (especially auth)"; 003:106 "Apply per-IP and per-user rate
limits"; 004:138 "Rate limiting on sensitive endpoints".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD631", severity="warning", cwe=307, hint="Limit the attempts for each account and address.")
