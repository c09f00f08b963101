"""Request data is used without validation against a schema.

Types, lengths and required fields are whatever a client sends: a missing field becomes an error 500, an array where
a text was expected becomes a fault in the service or in the database. Validate once, where the request comes in,
and use only what the validation returns.

Silent when a schema, a validating middleware or a declared type checks the data first, for values that are
converted or compared with constants at once, and for webhooks that verify the raw body.

Source: 000:68 "Use Zod (TypeScript) or Pydantic (Python) for schema validation. Never trust client input"; 001:294
"Validate all input data at the API boundary"; 003:155 "Use schema validation (Zod, Pydantic)".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD616",
    severity="error",
    cwe=20,
    hint="Validate the request with a schema, and use only what the schema returns.",
)
