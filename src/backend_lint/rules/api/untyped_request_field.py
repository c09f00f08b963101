"""A request field is declared without a type, so anything is accepted for it.

`any`, a map of anything, or a schema that lets unknown fields through looks like validation and checks nothing.
What is inside reaches the service as it was sent.

Silent for fields that hold free data by purpose (`metadata`, `attributes`), for webhooks, and for responses.

Source: 000:22 "type things properly now"; 002:84 "Type safety"; 003:155 "Use schema validation (Zod, Pydantic)".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD619", severity="warning", cwe=20, hint="Declare what the field holds.")
