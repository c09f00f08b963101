"""The page size is whatever the client asks for, without a maximum.

One request with a limit of ten million is as good as no pagination: it takes the memory of the server and of the
database.

Silent when the value is limited anywhere on its way (a schema, a minimum, a check), and for cursors with a fixed
page.

Source: 003:107 "Enforce pagination defaults and maximum limits to prevent abuse".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__, "BKD612", severity="warning", cwe=770, hint="Limit it, to 100 for example, and give it a default."
)
