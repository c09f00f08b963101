"""A conversion of request data fails on bad input and answers 500.

A letter where a number was expected is the client's mistake and deserves a 400 that says so; as an error 500 it
fills the error tracker and hides the real ones. Where the conversion does not raise, its `NaN` goes on into the
query.

Silent when the error is handled or the result is tested, and where the framework converts and answers by itself.

Source: 000:89 "Validation error, malformed input"; 000:24 "Every user input can be malicious".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD634",
    severity="warning",
    cwe=20,
    hint="Let a schema convert it, or answer 400 when the conversion fails.",
)
