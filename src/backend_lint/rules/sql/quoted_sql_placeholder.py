"""A placeholder stands inside quotes of the SQL text, where it is text and not a parameter.

The driver either sends the characters as they are, so that nothing matches and the parameter is left over, or
fills the value in with quotes of its own, so that it ends the string. Remove the quotes; for LIKE, put the
wildcards into the parameter: `LIKE %s` with `f"%{name}%"`.

The fix is safe where the query never did its work. A driver that sends the text as it is (sqlite3, asyncpg, pyodbc)
refuses the parameter that is left over. One that fills values in (psycopg2, PyMySQL, Django, SQLAlchemy's `text()` over
them) ends the string with its own quote: an error, or an injection. That holds for text: a literal, `str(x)`, a
parameter annotated `str`. A number is filled in without quotes, and `'5'` may suit a column that `5` does not: then the fix
is unsafe. So it is for quotes that MySQL reads as text (`"%s"` compares with a value in quotes), for a dictionary that
sqlite3 is given, of which it may ignore names, and where the driver is not known. No fix where the numbers of
placeholders and parameters differ, the text is used elsewhere too, or the quotes hold more than one value.

Silent when no parameters are passed, for placeholders of a style that the driver does not read, for formats
of SQL functions (`to_char`, `strftime`), and for `INTERVAL '%s days'` where the driver fills in numbers itself.

Source: 000:218 "SQL queries parameterized (ORM or prepared statements — never string concatenation)"; 003:191
"Use parameterized queries (never string concatenation)".

Bad:
    import sqlite3
    import psycopg2

    def find(connection: sqlite3.Connection, name: str):
        connection.execute("SELECT id FROM users WHERE name = '?'", (name,))  # want "Placeholder `?` is inside quotes"
        cursor = psycopg2.connect("").cursor()
        cursor.execute("SELECT id FROM users WHERE name LIKE '%%%s%%'", (name,))  # want "Placeholder `%s` is inside quotes"

Fixed:
    import sqlite3
    import psycopg2

    def find(connection: sqlite3.Connection, name: str):
        connection.execute("SELECT id FROM users WHERE name = ?", (name,))
        cursor = psycopg2.connect("").cursor()
        cursor.execute("SELECT id FROM users WHERE name LIKE %s", (f"%{name}%",))

Good:
    import sqlite3
    import psycopg2

    def find(connection: sqlite3.Connection, name: str):
        connection.execute("SELECT id FROM users WHERE name = '?'")
        connection.execute("SELECT id, strftime('%s', born) FROM users WHERE name = ?", (name,))
        cursor = psycopg2.connect("").cursor()
        cursor.execute("SELECT id FROM users WHERE name LIKE %s AND seen > now() - INTERVAL '%s days'", (f"%{name}%", 3))
"""

from collections.abc import Iterator

from backend_lint.rule import SQL_PARAMETER_TRIGGERS, Context, Draft, ParameterFaults, Rule, Spot, cst

rule = Rule(
    __name__,
    "BKD104",
    severity="error",
    triggers=SQL_PARAMETER_TRIGGERS,
    cwe=89,
    fixes=("safe",),
    hint="Take the quotes away: the driver quotes what it binds.",
)


@rule.on(cst.Module)
def quoted(module: cst.Module, context: Context) -> Iterator[Draft]:
    if "migration" in context.roles or "test" in context.roles:
        return
    for found in context.know(ParameterFaults).quoted():
        yield context.finding(
            Spot(found.node, found.offset, len(found.mark)) if found.offset >= 0 else found.node,
            f"Placeholder `{found.mark}` is inside quotes, so it is text, not a parameter; remove the quotes",
            confidence=found.confidence,
            hint="Move the wildcards of LIKE into the parameter." if found.like else "",
            fix=context.corrected(found.correction),
        )
