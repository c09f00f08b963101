"""A list endpoint returns all rows, without pagination.

It works with the rows of a developer's database. With a year of data the same request takes the memory of the
server and the patience of the client. Take a page and a limit with a default and a maximum, or a cursor.

Silent when a limit, a page or a cursor is used, for short lists that do not grow (constants, enumerations), and for
what belongs to one parent and is bounded by it.

Source: 000:76 "List (200, with pagination)"; 001:296 "Implement pagination for list endpoints"; 003:316 "Rate
limiting and pagination enforced on list endpoints".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD611",
    severity="warning",
    cwe=770,
    hint="Take a page and a limit with a default and a maximum, and pass them to the query.",
)
