"""An operation that costs money can run twice when its request is repeated.

Networks lose answers, so clients, proxies and users send again. With a key for each intended operation the second
request gets the answer of the first. This is an opinion, which is reported only when it is asked for.

Silent when a key is passed on or a business number is unique, for reads, and for operations that can be repeated
without harm.

Source: 003:108 "consider idempotency keys to safely retry operations"; 003:27 "Safe to retry operations".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD629", severity="strict", hint="Accept an idempotency key, and pass it on.")
