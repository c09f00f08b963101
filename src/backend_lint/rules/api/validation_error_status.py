"""A validation failure is answered with a status that the project does not use for it.

Clients that show messages beside fields look for one status. The guidelines know two, 400 and 422; a project needs
one of them for schemas everywhere.

Silent for rules that concern no field, and where the framework's own answer is kept.

Source: 000:89 "Validation error, malformed input"; 000:94 "Valid format but semantic error"; 003:102 "422:
Validation Error".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__, "BKD604", severity="warning", hint="Use the same status, 400 or 422, for all validation failures."
)
