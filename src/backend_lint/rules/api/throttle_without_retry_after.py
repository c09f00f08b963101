"""An answer 429 has no `Retry-After`, so clients guess when to come back.

Those that guess badly come back at once and together, which is what the limit was to prevent.

Silent where the limiting library or a proxy sets the header.

Source: 003:106 "include standardized Retry-After on throttling"; 000:95 "Rate limited".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD630", severity="warning", hint="Send `Retry-After` with the seconds to wait.")
