"""A password is hashed with too little work, so a stolen table is cheap to search.

Each step of the cost makes every guess dearer. Reasonable today: PBKDF2 with 600,000 rounds of SHA-256, scrypt with
n of 2 to the 17, argon2id with 19 MiB and two passes.

Silent for keys that are derived from random keys, for costs that are not a known number, and in tests.

Source: 003:215 "Use bcrypt/argon2 with appropriate cost"; 000:224 "Passwords hashed with bcrypt (cost factor 12+)
or argon2".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD407", severity="warning", cwe=916, hint="Raise the cost, or use argon2id with its defaults.")
