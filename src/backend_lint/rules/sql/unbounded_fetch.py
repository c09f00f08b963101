"""Every row of a query without LIMIT is read into memory at once.

The table grows, the query does not change: one day a request reads a million rows, and the process that
serves everybody else runs out of memory. Read a page at a time, or stream the rows.

Silent when the query has LIMIT, TOP or FETCH FIRST, gives one row (aggregates, a key in WHERE), or reads the
database's own catalogues; when rows are handed on one by one (`yield`, server-side cursors, `chunksize=`); in
request handlers, where the page is missing from the API itself; in tests, migrations, examples and scripts;
and for tables named in the option `lookup-tables`. Low confidence when WHERE names a parent or a unique value.

Source: 004:89 "Paginate large result sets"; 003:107 "Enforce pagination defaults and maximum limits"; 000:104
"paginate list endpoints".

Bad:
    import sqlite3

    def names(connection: sqlite3.Connection):
        cursor = connection.cursor()
        cursor.execute("SELECT name FROM users")
        return [row[0] for row in cursor.fetchall()]  # want "`fetchall()` without LIMIT can load the whole table"

    def articles():
        return list(Article.objects.all())  # want "`list(Article.objects.all())` without LIMIT"

Good:
    import sqlite3

    def names(connection: sqlite3.Connection, page: int):
        cursor = connection.execute("SELECT name FROM users ORDER BY name LIMIT 50 OFFSET ?", (page * 50,))
        total = connection.execute("SELECT COUNT(*) FROM users").fetchall()
        connection.execute("SELECT name FROM users WHERE id = ?", (page,)).fetchall()
        return cursor.fetchall(), total

    def export(connection: sqlite3.Connection):
        for row in connection.execute("SELECT name FROM users"):
            yield row

    def articles():
        return list(Article.objects.filter(published=True)[:50]), Article.objects.all()
"""

from collections.abc import Iterator

from backend_lint.rule import SQL_FETCH_TRIGGERS, Context, Draft, Fetching, Rule, cst

rule = Rule(
    __name__,
    "BKD112",
    severity="warning",
    triggers=SQL_FETCH_TRIGGERS,
    options={"lookup_tables": ()},
    cwe=770,
    hint="Add a LIMIT and page through the rows.",
)

_OFF = frozenset({"test", "migration", "example", "script"})


@rule.on(cst.Module)
def read_whole(module: cst.Module, context: Context) -> Iterator[Draft]:
    if context.roles & _OFF:
        return
    small = {str(name).lower() for name in context.options["lookup_tables"]}
    for fetched in context.know(Fetching).whole():
        if context.handler(fetched.call) is not None or (fetched.tables and fetched.tables <= small):
            continue
        message = f"`{fetched.how}` without LIMIT can load the whole table; page or stream it"
        yield context.finding(fetched.call, message, confidence=fetched.confidence)
