"""The placeholders of a query and the parameters passed with it do not fit each other.

The call fails when it runs, often on a path that no test takes; or the placeholder is sent to the database as
it is. Each driver reads one style of placeholder (sqlite3 `?` and `:name`, psycopg and MySQL `%s`, asyncpg
`$1`, SQLAlchemy's `text()` `:name`) and wants as many parameters as there are placeholders, in a tuple, a
list or a dictionary: `(x)` is no tuple, `(x,)` is. `.format(x)` on text with `%s` fills nothing at all.

Silent when the driver, the text or the number of parameters is not known, for `executemany`, `*args`, `%` in a
LIKE without parameters, `%%`, casts (`::type`), PostgreSQL's JSON operators, and colons in quotes.

The fixes are safe: the calls that they change always fail, the driver sends what it does not know to the database or
counts too few placeholders. `(x)` works for a text of one character alone, which `(x,)` passes as well; and Django's `?`
only reaches SQLite, which reads it as it does `%s`. Literal `%` are doubled where the driver fills in like Python's `%`,
and single again elsewhere; SQLAlchemy gets a dictionary with the names of the values. No fix where numbers differ, where
the text is used elsewhere too, or where some `%` are doubled and some are not.

Source: 000:23 "every query is parameterized"; 000:110 "Typo in the query?".

Bad:
    import asyncpg
    import sqlite3
    import psycopg2

    async def find(connection: sqlite3.Connection, pool: asyncpg.Pool, name: str):
        connection.execute("SELECT id FROM users WHERE name = %s", (name,))  # want "sqlite3 uses `?` placeholders but the query has `%s`"
        connection.execute("SELECT id FROM users WHERE name = ?", (name))  # want "`(name)` is not a tuple"
        await pool.fetch("SELECT id FROM users WHERE name = ? OR mail = ?", (name, name))  # want "asyncpg uses `$1` placeholders"
        cursor = psycopg2.connect("").cursor()
        cursor.execute("SELECT id FROM users WHERE name = ? AND mail LIKE '%@x.org'", (name,))  # want "psycopg2 uses `%s` placeholders"
        cursor.execute("SELECT id FROM users WHERE name = %s".format(name))  # want "`.format()` fills nothing: the query has `%s`"

Fixed:
    import asyncpg
    import sqlite3
    import psycopg2

    async def find(connection: sqlite3.Connection, pool: asyncpg.Pool, name: str):
        connection.execute("SELECT id FROM users WHERE name = ?", (name,))
        connection.execute("SELECT id FROM users WHERE name = ?", (name,))
        await pool.fetch("SELECT id FROM users WHERE name = $1 OR mail = $2", name, name)
        cursor = psycopg2.connect("").cursor()
        cursor.execute("SELECT id FROM users WHERE name = %s AND mail LIKE '%%@x.org'", (name,))
        cursor.execute("SELECT id FROM users WHERE name = %s", (name,))

Bad:
    import sqlite3
    from sqlalchemy import text

    def find(connection: sqlite3.Connection, session, name: str):
        connection.execute("SELECT id FROM users WHERE name = ? AND age > ?", (name,))  # want "query has 2 placeholders, 1 parameter is passed"
        session.execute(text("SELECT id FROM users WHERE name = :name"), {"nmae": name})  # want "no parameter is passed for `name`"

Good:
    import sqlite3
    import psycopg2
    from sqlalchemy import text

    def find(connection: sqlite3.Connection, session, name: str, rows: list):
        connection.execute("SELECT id FROM users WHERE name = ? AND seen > '12:30'", (name,))
        connection.executemany("INSERT INTO users (name, age) VALUES (?, ?)", rows)
        connection.execute("SELECT id FROM users WHERE name = ? AND age > ?", (name, *rows))
        session.execute(text("SELECT id::text FROM users WHERE name = :name"), {"name": name})
        cursor = psycopg2.connect("").cursor()
        cursor.execute("SELECT id FROM users WHERE name LIKE 'a%'")
        cursor.execute("SELECT id FROM users WHERE data ? 'key' AND name LIKE 'a%%' AND age > %s", [3])
"""

from collections.abc import Iterator

from backend_lint.rule import SQL_PARAMETER_TRIGGERS, Context, Draft, ParameterFaults, Rule, cst, placeholder_of

rule = Rule(__name__, "BKD105", severity="error", triggers=SQL_PARAMETER_TRIGGERS, cwe=628, fixes=("safe",))


@rule.on(cst.Module)
def mismatch(module: cst.Module, context: Context) -> Iterator[Draft]:
    if "migration" in context.roles or "test" in context.roles:
        return
    for found in context.know(ParameterFaults).mismatches():
        source = context.source(found.node)
        driver = "Django" if found.query.api == ".raw()" else found.query.driver.name
        own = placeholder_of(found.query.driver.placeholders) or "%s"
        passed = (
            "no parameters are passed"
            if not found.given
            else "1 parameter is passed"
            if found.given == 1
            else f"{found.given} parameters are passed"
        )
        marks = "1 placeholder" if found.wanted == 1 else f"{found.wanted} placeholders"
        messages = {
            "style": f"{driver} uses `{own}` placeholders but the query has `{found.found}`",
            "count": f"query has {marks}, {passed}",
            "names": f"no parameter is passed for `{found.found}`",
            "scalar": f"`{source}` is not a tuple, a list or a dictionary of parameters",
            "format": f"`.format()` fills nothing: the query has `{found.found}` placeholders and no parameters are passed",
        }
        yield context.finding(
            found.node,
            messages[found.kind],
            hint=_HINTS.get(found.kind, ""),
            fix=context.corrected(found.correction),
        )


_HINTS = {
    "scalar": "Write `(x,)`: the comma makes the tuple.",
    "format": "Pass the value as a parameter: the second argument of the call.",
    "style": "Use the driver's placeholders and pass the values as parameters.",
}
