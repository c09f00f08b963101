"""Several writes that belong together are not in one transaction.

When the second fails the first stays: an order without its lines, a payment without its booking. Nothing repairs
that later.

Silent when a transaction is open around them, for independent writes (a log, a statistic), and in tests.

Source: 001:285 "Use database transactions for operations that must be atomic"; 003:193 "Use transactions for
multi-step operations".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD711", severity="warning", hint="Put the writes into one transaction.")
