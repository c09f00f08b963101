"""A table, column, schema or sort direction of an SQL statement is chosen when the program runs.

Names cannot be bound as parameters, so whoever chooses the name can write SQL, or read a column that the
endpoint was never meant to show. Choose the name from a fixed mapping, or let the driver quote it.

Silent when the name comes from a constant mapping, an Enum or a Literal, was compared with a constant
collection before, or is quoted by the driver. An error when the name comes from a request.

The fix is a suggestion, for psycopg: a quoted name must be spelt as the database has it, and `schema.table` is two.

Source: 000:218 "never string concatenation"; 001:301 "Never trust client input - validate and sanitize
everything"; 003:87 `?status=active&sort=-createdAt`.

Bad:
    import psycopg

    def rows(cursor: psycopg.Cursor, column: str):
        cursor.execute(f"SELECT id FROM users ORDER BY {column}")  # want "`column` is placed in the SQL text as a column name"

Fixed:
    import psycopg
    import psycopg.sql

    def rows(cursor: psycopg.Cursor, column: str):
        cursor.execute(psycopg.sql.SQL("SELECT id FROM users ORDER BY {}").format(psycopg.sql.Identifier(column)))

Bad:
    import psycopg

    def rows(cursor: psycopg.Cursor, tenant: str):
        cursor.execute("SET search_path TO " + tenant)  # want "`tenant` is placed in the SQL text as a schema name"

Good:
    import psycopg
    from psycopg import sql

    COLUMNS = {"name": "name", "age": "birth_date"}

    def rows(cursor: psycopg.Cursor, column: str, order: str):
        cursor.execute(f"SELECT id FROM users ORDER BY {COLUMNS[column]}")
        if order not in ("asc", "desc"):
            raise ValueError(order)
        cursor.execute(f"SELECT id FROM users ORDER BY id {order}")
        cursor.execute(sql.SQL("SELECT id FROM {}").format(sql.Identifier(column)))
        for table in ("users", "orders"):
            cursor.execute(f"TRUNCATE TABLE {table}")
"""

from backend_lint.rule import SQL_BUILDING_TRIGGERS, Context, QuotedNames, Rule, SqlTexts, by_statement, cst, strongest

rule = Rule(
    __name__,
    "BKD102",
    severity="warning",
    triggers=SQL_BUILDING_TRIGGERS,
    cwe=89,
    fixes=("suggest",),
    topic="sql",
    precedence=20,
    hint="Choose the name from a fixed list before it enters the text.",
)

_KINDS = {
    "FROM": "table", "JOIN": "table", "INTO": "table", "UPDATE": "table", "TABLE": "table", "TRUNCATE": "table", "TO": "schema",
    "SCHEMA": "schema", "DATABASE": "database", "USE": "database", "ROLE": "role", "USER": "role", "INDEX": "index", "VIEW": "view",
    "ORDER BY": "column", "GROUP BY": "column", "SELECT": "column", "RETURNING": "column", "PARTITION BY": "column",
    "COLUMN": "column", "ASC": "direction", "TABLE_INFO(": "table", "TABLE_XINFO(": "table", "INSTALL": "extension", "LOAD": "extension",
    "WAREHOUSE": "warehouse", "CATALOG": "catalog", "INTO (": "column", "SET": "column", "DISTINCT": "column",
}  # fmt: skip
_QUOTING = {"psycopg": "`psycopg.sql.Identifier`", "psycopg2": "`psycopg2.sql.Identifier`", "django": "`connection.ops.quote_name`",
            "sqlalchemy": "SQLAlchemy's `quoted_name` or a `column()`"}  # fmt: skip


@rule.on(cst.Module)
def chosen_name(module: cst.Module, context: Context):
    holes = context.know(SqlTexts).holes
    wanted = [found for found in holes if found.kind == "statement" and found.names_something]
    for group in by_statement(wanted):
        first = group[0]
        query = first.sql.query
        sources = dict.fromkeys(f"`{context.source(found.hole.expression)}`" for found in group)
        names = ", ".join(sources)
        placed = (
            f"is placed in the SQL text as {kind(first.site.before if first.site else '')} name"
            if len(sources) == 1
            else "are placed in the SQL text as names"
        )
        quoting = _QUOTING.get(query.advised.name if query else "", "the driver's identifier quoting")
        quiet = "migration" in context.roles or "script" in context.roles
        composed = context.know(QuotedNames).composed(group)
        named = context.import_name(f"{composed.driver}.sql", before=composed.node) if composed is not None else None
        title = "Quote the names with `sql.Identifier`"
        yield context.finding(
            first.anchor,
            f"{names} {placed}; choose from a fixed mapping or quote with {quoting}",
            severity="error" if any(found.trust.tainted for found in group) else None,
            confidence="low" if quiet else strongest(group),
            related=[(found.hole.expression, "this name enters the SQL text") for found in group],
            fix=(context.replace(composed.node, composed.written(named[0]), title=title, suggest=True), *named[1])
            if composed is not None and named is not None
            else (),
        )


def kind(before: str) -> str:
    """`a table`, `an index`: what SQL names after the word `before`."""
    named = _KINDS.get(before, "column or table")
    return f"an {named}" if named[0] in "aei" else f"a {named}"
