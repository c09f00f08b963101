"""A webhook trusts its body without checking the signature, so anyone can send one.

The address is no secret: whoever finds it can report payments that were never made. The sender signs each body;
compare the signature, over the raw bytes, in constant time.

Silent when the signature is verified in the handler or in front of it, and where the body only says what to look up
at the sender.

Source: 003:331 "Validate everything"; 000:23 "Think like an attacker"; 001:301 "Never trust client input - validate
and sanitize everything".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__, "BKD819", severity="warning", cwe=347, hint="Verify the signature over the raw body before it is read."
)
