"""A read of the environment in the middle of the code fails late and is found by nobody.

A variable that is read where it is used fails at the first request that needs it; one that is read and checked
in the configuration module fails at start-up, and that module lists all that an installation needs.

Silent in settings modules and settings classes, entry points (`main.py`, `app.py`, `wsgi.py`, `asgi.py`,
`manage.py`, `celery.py`, `gunicorn.conf.py`, management commands, the function that makes the application),
scripts, tests, migrations and examples; in the defaults of traitlets; for `PATH`, `HOME`, `TZ`, `CI` and the like,
which the system or the platform sets; for a variable that is named at run time (a function that reads any);
for writes and for `os.environ.copy()`; for a secret with a literal fallback, of which BKD302 speaks.

Source: 000:135 "config/ # Environment config"; 000:201 "config/env.ts — validate at startup"; 001:151; 003:281.

Bad:
    # file: services/reports.py
    import os

    def bucket():
        return os.environ["REPORTS_BUCKET"]  # want "Read `REPORTS_BUCKET` in the configuration module"

    def region():
        return os.getenv("REPORTS_REGION", "eu")  # want "REPORTS_REGION"

Good:
    # file: core/config.py
    import os

    REPORTS_BUCKET = os.environ["REPORTS_BUCKET"]

    # file: services/run.py
    import os
    import subprocess

    def run(command):
        environment = os.environ.copy()
        os.environ["LANG"] = "C"
        return subprocess.run(command, env=environment, cwd=os.environ["HOME"])
"""

from collections.abc import Iterator

from backend_lint.rule import (
    Context,
    Draft,
    Rule,
    cst,
    is_entry_point,
    is_fallback,
    secret_name,
    set_by_the_system,
)

rule = Rule(
    __name__,
    "BKD305",
    severity="warning",
    silent_in=("test", "migration", "example", "settings", "script"),
    triggers=(
        (b"environ", rb"\benviron\b(?!\.copy\(\))"),
        b"getenv",
        b"load_dotenv(",
        b"dotenv_values(",
    ),
)


@rule.on(cst.Module)
def read_of_the_environment(module: cst.Module, context: Context) -> Iterator[Draft]:
    if is_entry_point(context.path):
        return
    with_literal = {
        f.variable
        for f in context.fallbacks()
        if secret_name(f.variable) and is_fallback(context.literal(f.value) or "")
    }
    for read in context.environment():
        if not read.direct or context.configures(read.node):
            continue
        if read.variable in with_literal:
            continue  # BKD302 speaks of it
        if (read.variable is None and not read.whole) or (read.variable and set_by_the_system(read.variable)):
            continue
        what = f"`{read.variable}`" if read.variable else "the environment file"
        yield context.finding(
            read.node,
            f"Read {what} in the configuration module and import it; do not read the environment here",
            hint="One module that reads and checks every variable makes a missing one fail at start-up.",
        )
