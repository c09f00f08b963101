"""A value is put into SQL text instead of being bound as a parameter.

Whoever controls the value controls the statement: a quote in a name ends the string, and the rest of the
name is run as SQL. A bound parameter is never read as SQL, and the database can reuse the statement's plan.

Silent when every value is constant, cannot change the statement (`int()`, UUIDs, counters, path parameters
that the framework coerces), is quoted by the driver (`psycopg.sql`), or is a placeholder list. Names of
tables and columns cannot be bound: they are BKD102's. Text that no database call takes counts
only when it parses as SQL, so prose that begins with "select" does not.

The fix is safe where the driver is certain and the database reads the parameter as it read the text: what stood in
quotes as text, a number as one. It is unsafe with asyncpg, `databases` and SQLAlchemy's asyncio, which take no text
for a date or a number (patterns of LIKE apart); for text in a LIMIT of MySQL, or beside an expression in SQLite; in
functions with psycopg 3, which must know the type; for `{x!r}` without quotes; and where only a name says what the
driver is. There is none for lists, definitions, what is escaped by hand or may be a part of the statement, a text that is used elsewhere too,
or a value that may have changed, or would be computed in another order, where the parameters are passed.

Source: 000:218 "SQL queries parameterized (ORM or prepared statements — never string concatenation)"; 001:339
"Don't use string concatenation for SQL queries"; 003:191 "Use parameterized queries (never string
concatenation)"; 004:137 "Parameterized queries (no SQL injection)".

Bad:
    import sqlite3

    def find(connection: sqlite3.Connection, name: str, limit: str):
        query = "SELECT id FROM users WHERE active"
        query += " AND name = '" + name + "'"
        connection.execute(query)  # want "SQL built with `+`: `name` is not a bound parameter; pass it as `?`"
        return connection.execute(f"SELECT id FROM users LIMIT {limit}")  # want "SQL built with an f-string: `limit`"

Fixed:
    import sqlite3

    def find(connection: sqlite3.Connection, name: str, limit: str):
        query = "SELECT id FROM users WHERE active"
        query += " AND name = ?"
        connection.execute(query, (name,))
        return connection.execute("SELECT id FROM users LIMIT ?", (limit,))

Good:
    import sqlite3
    from psycopg import sql

    COLUMNS = "id, name"

    def find(connection: sqlite3.Connection, ids: list[str], name: str, page):
        marks = ", ".join("?" for _ in ids)
        connection.execute(f"SELECT {COLUMNS} FROM users WHERE id IN ({marks}) LIMIT {int(page)}", ids)
        query = "SELECT id FROM users WHERE active"
        if name:
            query += " AND name = ?"
        connection.execute(query, (name,))
        print(f"Please select {name} from the list")
        return sql.SQL("SELECT {} FROM users").format(sql.Identifier(name))
"""

from backend_lint.rule import SQL_BUILDING_TRIGGERS, Context, Rule, SqlHole, SqlTexts, by_statement, cst, strongest

rule = Rule(
    __name__,
    "BKD101",
    severity="error",
    triggers=SQL_BUILDING_TRIGGERS,
    cwe=89,
    fixes=("safe",),
    headline=True,
    topic="sql",
    precedence=10,
    silent_in=("example",),
    same_as=(
        "bandit:B608",
        "ruff:S608",
        "semgrep:python.lang.security.audit.formatted-sql-query.formatted-sql-query",
        "semgrep:python.sqlalchemy.security.sqlalchemy-execute-raw-query.sqlalchemy-execute-raw-query",
        "semgrep:python.lang.security.audit.sqli.psycopg-sqli.psycopg-sqli",
        "semgrep:python.lang.security.audit.sqli.asyncpg-sqli.asyncpg-sqli",
        "semgrep:python.lang.security.audit.sqli.aiopg-sqli.aiopg-sqli",
        "semgrep:python.lang.security.audit.sqli.pg8000-sqli.pg8000-sqli",
        "semgrep:python.django.security.injection.sql.sql-injection-using-db-cursor-execute.sql-injection-db-cursor-execute",
        "semgrep:python.flask.security.injection.tainted-sql-string.tainted-sql-string",
    ),
    hint="Pass the value as a parameter of the query.",
)

_BUILT_WITH = {
    "f-string": "an f-string", "%": "% formatting", "format": "str.format()", "+": "`+`", "+=": "`+=`", "join": "join()",
    "replace": "str.replace()", "template": "string.Template", "t-string": "a t-string that becomes text",
}  # fmt: skip


@rule.on(cst.Module)
def unbound_value(module: cst.Module, context: Context):
    holes = context.know(SqlTexts).holes
    wanted = [found for found in holes if found.kind == "statement" and not found.names_something]
    for group in by_statement(wanted):
        first = group[0]
        related = [(found.hole.expression, "this value enters the SQL text") for found in group]
        if first.sql.query is not None:
            related.append((first.sql.query.call, f"the SQL is sent here, by {first.sql.query.api}"))
        yield context.finding(
            first.anchor, message(group, context), confidence=strongest(group), related=related,
            hint="Put a placeholder into the SQL text and pass the value as a parameter of the call.",
            fix=context.parameterised(first.sql.query),
        )  # fmt: skip


def message(group: list[SqlHole], context: Context) -> str:
    first = group[0]
    sources = dict.fromkeys(f"`{context.source(found.hole.expression)}`" for found in group)
    names = ", ".join(sources)
    if first.site is None:
        return f"SQL text {names} comes from the request"
    verb = "is not a bound parameter" if len(sources) == 1 else "are not bound parameters"
    mark = first.sql.placeholder
    what, plain = ("it", "a parameter") if len(sources) == 1 else ("them", "parameters")
    advice = f"pass {what} as {f'`{mark}`' if mark else plain}"
    if mark is None:
        advice = f"few databases bind parameters in {first.sql.statement.verb}, so let only known values through"
    return f"SQL built with {_BUILT_WITH.get(first.hole.via, 'text')}: {names} {verb}; {advice}"
