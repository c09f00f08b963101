"""A placeholder stands inside quotes of the SQL text, where it is text and not a parameter.

The driver either sends the characters as they are, so that nothing matches and the parameter is left over, or
fills the value in with quotes of its own, so that it ends the string. Remove the quotes; for LIKE, put the
wildcards into the parameter: `LIKE %s` with `f"%{name}%"`.

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
        )
