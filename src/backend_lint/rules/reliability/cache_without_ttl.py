"""A cache entry never expires.

It stays wrong after the data has changed, and the cache grows until it throws out what is needed. This is an
opinion, which is reported only when it is asked for.

Silent for counters, locks and settings, and when an expiry is set afterwards.

Source: 000:104 "cache expensive queries"; 002:22 "caching strategies".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD727", severity="strict", hint="Give it an expiry.")
