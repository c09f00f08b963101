"""The session keeps its id at login, so one that was planted before works afterwards.

Whoever can give a visitor a session id (with a link, from a subdomain, on a shared computer) is logged in together
with the visitor. A new id at login makes the old one worthless.

Silent for logins with tokens, and where the framework renews the session itself.

Source: 001:308 "Implement proper session management and token rotation"; 001:210 "Session management".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD444", severity="strict", cwe=384, hint="Renew the session id when a user logs in.")
