"""SQL reads every column of a table with `*`.

A new column, a secret one or a large one, then reaches every caller unasked; a dropped or moved one breaks
readers by position far away; and no index can cover the query. List the columns that are used.

Silent for `COUNT(*)`, `EXISTS (SELECT * …)`, `EXPLAIN`, multiplication, text that is no SQL, and where the
columns are listed elsewhere: over a common table expression, a sub-query or a table function (option
`select-star-allow`, which also knows `returning`). Off in tests, migrations, examples and scripts. The
catalogues of a database are reported with low confidence.

Source: 001:340 "Don't SELECT * in production code"; 003:330 "Don't use SELECT * - Select only needed columns".

Bad:
    import sqlite3
    from sqlalchemy import select, text

    ORDERS_SQL = "SELECT o.* FROM orders o JOIN users u ON u.id = o.user_id"  # want "`SELECT o.*` reads every column"

    def users(connection: sqlite3.Connection, table):
        connection.execute("SELECT * FROM users WHERE id = ?", (1,))  # want "`SELECT *` reads every column; list the columns you use"
        connection.execute("DELETE FROM users WHERE id = ? RETURNING *", (1,))  # want "`RETURNING *` returns every column"
        connection.execute("INSERT INTO archive SELECT * FROM users")  # want "`INSERT … SELECT *` copies every column"
        return select(text("*")).select_from(table)  # want "`SELECT *` reads every column"

Good:
    import sqlite3

    def users(connection: sqlite3.Connection):
        connection.execute("SELECT COUNT(*), price * quantity FROM orders GROUP BY 2")
        connection.execute("SELECT id FROM users u WHERE EXISTS (SELECT * FROM orders o WHERE o.user_id = u.id)")
        connection.execute("WITH recent AS (SELECT id, name FROM users) SELECT * FROM recent")
        connection.execute("SELECT * FROM (SELECT id, name FROM users) s")
        connection.execute("SELECT * FROM json_each(?)", ("[]",))
        print("select * to continue")
"""

from collections.abc import Iterator

from backend_lint.rule import SQL_STAR_TRIGGERS, Context, Draft, Rule, Spot, Stars, cst

rule = Rule(
    __name__,
    "BKD110",
    severity="warning",
    triggers=SQL_STAR_TRIGGERS,
    options={"select_star_allow": ("cte", "subquery", "table-function")},
    headline=True,
    hint="Name the columns that are used.",
)

_OFF = frozenset({"test", "migration", "example", "script"})
_MESSAGES = {
    "star": "`SELECT {}` reads every column; list the columns you use",
    "table-star": "`SELECT {}` reads every column; list the columns you use",
    "returning-star": "`RETURNING {}` returns every column; list the columns you use",
    "insert-select-star": "`INSERT … SELECT {}` copies every column by its position; list the columns",
}


@rule.on(cst.Module)
def read_whole(module: cst.Module, context: Context) -> Iterator[Draft]:
    if context.roles & _OFF:
        return
    allowed = context.options["select_star_allow"]
    for star in context.know(Stars).found():
        if star.over in allowed or (star.kind == "returning-star" and "returning" in allowed):
            continue
        at = Spot(star.node, star.offset, len(star.text)) if star.offset >= 0 else star.node
        yield context.finding(at, _MESSAGES[star.kind].format(star.text), confidence=star.confidence)
