"""An ORM's escape hatch receives SQL text that is built when the program runs.

`.raw()`, `RawSQL`, `.extra()`, `text()` inside a query and their like go to the database as they are: the
ORM's protection ends there. Use the ORM's expressions, or the parameters that each of these calls takes.

Silent for constant text and for values passed as parameters. In strict mode every `.extra()` and `RawSQL`
is reported: Django documents them as a last resort.

The fix passes the values as parameters: `params`, `.bindparams()`. It is safe where the database reads them as it read the
text, as for `sql-string-concatenation`. There is none for Tortoise's `.raw()` and `RawSQL`, which take no parameters.

Source: 000:102 "Use an ORM or query builder … Raw SQL for complex queries"; 001:283 "Use parameterized queries
or ORM to prevent SQL injection"; 003:191 "Use parameterized queries (never string concatenation)".

Bad:
    from sqlalchemy import select, text

    def search(name: str):
        rows = Person.objects.raw("SELECT id FROM person WHERE name = '%s'" % name)  # want "`.raw()` receives SQL text built at run time: `name`"
        Person.objects.extra(where=["name = '%s'" % name])  # want "`.extra()` receives SQL text built at run time: `name`" "last resort"
        return select(Person).where(text("name = '" + name + "'"))  # want "`text()` receives SQL text built at run time: `name`"

Fixed:
    from sqlalchemy import select, text

    def search(name: str):
        rows = Person.objects.raw("SELECT id FROM person WHERE name = %s", [name])
        Person.objects.extra(where=["name = %s"], params=[name])
        return select(Person).where(text("name = :name").bindparams(name=name))

Good:
    from sqlalchemy import select, text

    def search(name: str):
        Person.objects.raw("SELECT id FROM person WHERE name = %s", [name])
        Person.objects.extra(where=["name = %s"], params=[name])
        select(Person).order_by(text("now()"))
        return select(Person).where(text("name = :name").bindparams(name=name))
"""

from backend_lint.rule import SQL_BUILDING_TRIGGERS, Context, Rule, SqlTexts, by_statement, cst, strongest

rule = Rule(
    __name__,
    "BKD103",
    severity="error",
    triggers=SQL_BUILDING_TRIGGERS,
    cwe=89,
    fixes=("safe",),
    topic="sql",
    precedence=20,
    silent_in=("migration", "example"),
    same_as=(
        "bandit:B610",
        "bandit:B611",
        "ruff:S610",
        "ruff:S611",
        "semgrep:python.django.security.audit.raw-query.avoid-raw-sql",
        "semgrep:python.django.security.audit.query-set-extra.avoid-query-set-extra",
        "semgrep:python.sqlalchemy.security.audit.avoid-sqlalchemy-text.avoid-sqlalchemy-text",
    ),
    hint="Use the query builder, or bind the value as a parameter of the fragment.",
)

_HINTS = {
    ".raw()": "Pass the values as `params`.",
    ".extra()": "Pass the values as `params`, or use `.filter()` and `.annotate()`.",
    "RawSQL()": "Pass the values as `params`.",
    "text()": "Use `.bindparams()` or an expression on the column.",
}


@rule.on(cst.Module)
def built_fragment(module: cst.Module, context: Context):
    for group in by_statement([found for found in context.know(SqlTexts).holes if found.kind != "statement"]):
        first = group[0]
        names = ", ".join(dict.fromkeys(f"`{context.source(found.hole.expression)}`" for found in group))
        api = first.sql.query.api if first.sql.query else ""
        yield context.finding(
            first.anchor,
            f"`{api}` receives SQL text built at run time: {names}",
            confidence=strongest(group),
            hint=_HINTS.get(api, "Use the ORM's expressions, or pass the values as parameters."),
            related=[(found.hole.expression, "this value enters the SQL text") for found in group],
            fix=context.parameterised(first.sql.query),
        )
    for text in context.know(SqlTexts).texts:
        if text.query is not None and text.query.api in (".extra()", "RawSQL()"):
            yield context.finding(
                text.query.call,
                f"`{text.query.api}` is a last resort of the ORM; use expressions where they reach",
                severity="strict",
            )
