"""A password inside a connection URL is a secret in the code.

It is as public as the repository, and it is printed wherever the URL is: in error messages, metrics and the
output of tools that show their configuration.

Looks at every string, f-string and concatenation, at libpq and ODBC strings and at `URL.create(password=…)`.
A local database with its usual password ("postgres:postgres@localhost", a host without a dot) is a warning.

Silent for a password that is filled in at run time, for the samples of documentation (`user:pass@`), for
masks and patterns, for docstrings; in tests and examples for local hosts and for passwords that are words.

The fix is unsafe: the variable must be set where the program runs. There is none for a text that is more than
the URL, for one with holes, and where two URLs would share a variable.

Source: 000:221 "Secrets in environment variables, never in code"; 000:203 `DATABASE_URL: z.string().url()`;
003:333 "Don't hardcode secrets - Use environment variables".

Bad:
    from app.database import connect
    database = connect("postgresql://postgres:postgres@localhost/app")  # want "this machine"

Fixed:
    import os

    from app.database import connect
    database = connect(os.environ["DATABASE_URL"])

Bad:
    import os

    from sqlalchemy import URL

    REPORTING = "postgresql://reports:Lm3-velvet-Otter@replica.tickets.internal/tickets"  # want "literal password"
    PASSWORD = "granite"
    archive = f"mysql://archive:{PASSWORD}@{os.environ['ARCHIVE_HOST']}/archive"  # want "literal password"
    legacy = "host=db.tickets.internal user=app password=granite-55"  # want "literal password"
    mirror = URL.create("mysql", host="m.tickets.internal", password="granite-55")  # want "literal password"

Good:
    import os

    password = os.environ["DB_PASSWORD"]
    url = f"postgresql://app:{password}@db.internal/app"
    remote = "git@github.com:owner/name.git"
    cache = "redis://localhost:6379/0"
    shown = "postgresql://app:***@db.internal/app"
    usage = "postgresql://user:password@host:5432/name"
"""

from collections.abc import Iterator

from backend_lint.rule import URL_TRIGGERS, Context, CredentialUrls, Draft, Fallback, Rule, SecretMoves, cst

rule = Rule(
    __name__,
    "BKD303",
    severity="error",
    triggers=URL_TRIGGERS,
    cwe=798,
    topic="secret",
    precedence=40,
    silent_in=(),
    fixes=("unsafe",),
    same_as=(
        "semgrep:generic.secrets.security.detected-username-and-password-in-uri.detected-username-and-password-in-uri",
    ),
    hint="Read the URL from the environment, and replace the password that was committed.",
)


@rule.on(cst.Module)
def literal_password(module: cst.Module, context: Context) -> Iterator[Draft]:
    tolerant = bool(context.roles & {"test", "example"})
    urls = [*context.know(CredentialUrls).found()]
    moves = context.know(SecretMoves).of_urls() if urls and not tolerant else {}
    for url in urls:
        if url.sample or (tolerant and (url.local or url.words)):
            continue
        move = moves.get(url.node)
        yield context.finding(
            url.node,
            "Connection URL contains a literal password"
            + (" (of a database on this machine or beside it)" if url.local else ""),
            severity="warning" if url.local else None,
            hint='Rotate it: it stays in git history. Read the whole URL from os.environ["DATABASE_URL"].',
            fix=context.drop(move) if isinstance(move, Fallback) else context.move(move) if move else (),
        )
