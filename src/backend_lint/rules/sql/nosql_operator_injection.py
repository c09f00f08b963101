"""Request data used as a database filter lets the client choose the query's operators.

In MongoDB and its relatives a filter is a value and not a text: where a password is expected, a client that sends
an object such as `{"$ne": null}` matches every row. Code for `$where` or `$function` that holds request data runs
in the database.

Turn each value into the type the field has (a string, a number, an object id), or validate the body with a schema
before any of it reaches a filter.

Silent for values that were converted or validated with a schema, for filters without request data, and in tests.

Source: 001:301 "Never trust client input - validate and sanitize everything"; 003:331 "Don't trust user input".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD106",
    severity="error",
    cwe=943,
    same_as=("semgrep:java.mongodb.security.injection.audit.mongodb-nosqli.mongodb-nosqli",),
    hint="Convert each value to its type (a string, a number, an id) or validate the body with a schema.",
)
