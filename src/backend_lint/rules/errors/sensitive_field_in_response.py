"""A response holds a field that no client may see, such as a password hash.

A hash, a reset token or a second factor's secret that is sent out is as good as leaked: it ends in browsers, caches
and logs. Declare what an answer consists of instead of sending a whole entity.

Silent for fields that are only written and never sent, for endpoints whose purpose is to issue a token or to show a
new key once, and in tests.

Source: 001:135 "Sensitive data handling"; 000:67 "response shape"; 001:127 "Design request/response DTOs".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD519",
    severity="error",
    cwe=201,
    hint="Leave the field out of the response: name the fields that are sent.",
)
