"""A column holds sensitive data in plain text.

Encryption of the disk does not help against a leaked backup, an injected query or a curious colleague. Numbers of
identity papers, cards and accounts, and tokens for other services, need encryption of their own; the check number
of a card must not be stored at all.

Silent for encrypted types and converters, and for columns that hold a hash, a masked form or the last digits.

Source: 004:141 "Sensitive data encrypted at rest"; 001:135 "Sensitive data handling".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__, "BKD445", severity="strict", cwe=312, hint="Encrypt the column, or store only a hash or the last digits."
)
