"""Requests change a variable of the module, which all of them share.

What one request leaves there the next one of another user finds. With two processes each has its own, and a restart
loses both. Keep it in the database, in a cache, or in the request.

Silent for registries that are filled at import, for settings, clients and loggers that are assigned once, for
caches, locks and metrics, and in scripts and tests.

Source: 001:331 "Don't use global mutable state"; 003:26 "Design for horizontal scaling".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD208", severity="warning", hint="Keep it in the database, in a cache, or in the request.")
