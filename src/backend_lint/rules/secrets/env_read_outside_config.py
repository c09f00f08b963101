"""A read of the environment in the middle of the code fails late and is found by nobody.

A variable that is read where it is used fails at the first request that needs it; one that is read and checked
in the configuration module fails at start-up, and that module lists all that an installation needs.

Silent in settings modules and settings classes, entry points (`main.py`, `app.py`, `wsgi.py`, `asgi.py`,
`manage.py`, `celery.py`, `gunicorn.conf.py`, management commands, the function that makes the application),
commands, files that only run (a name that cannot be imported), scripts, tests, migrations and examples; in the
defaults of traitlets and in Django's system checks; for `PATH`, `HOME`, `TZ`, `CI` and the like, which the
system, the platform or a test run sets; for a variable that is named at run time (a function that reads any);
for writes and for `os.environ.copy()`; for a secret with a literal fallback, of which BKD302 speaks. Strict
only where no configuration module serves the file: none beside it, in a directory above, or in a `core` or
`config` there, and no Django project's.

Source: 000:135 "config/ # Environment config"; 000:201 "config/env.ts — validate at startup, fail fast";
001:151 "config/ # Configuration management"; 003:281 `config.py`.

Bad:
    # file: services/reports.py
    import os

    def bucket():
        return os.environ["REPORTS_BUCKET"]  # want "Read `REPORTS_BUCKET` in the configuration module"

    def region():
        return os.getenv("REPORTS_REGION", "eu")  # want "REPORTS_REGION"

Bad:
    # file: plugins/core/config.py
    TRACE = False

    # file: plugins/loader.py
    import os

    LOAD = os.environ.get("PLUGINS_LOAD")  # want "PLUGINS_LOAD"

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
    READ_ANYWHERE,
    Context,
    Draft,
    MisplacedReads,
    Project,
    ProjectDraft,
    Rule,
    configured,
    cst,
    is_configured,
)

rule = Rule(
    __name__,
    "BKD305",
    severity="warning",
    silent_in=tuple(sorted(READ_ANYWHERE)),
    triggers=(
        (b"environ", rb"\benviron\b(?!\.copy\(\))"),
        b"getenv",
        b"load_dotenv(",
        b"dotenv_values(",
    ),
)

_HINT = "One module that reads and checks every variable makes a missing one fail at start-up."


@rule.on(cst.Module)
def read_beside_config(module: cst.Module, context: Context) -> Iterator[Draft]:
    reads = context.know(MisplacedReads)
    if reads.imports_configuration:
        for read in reads.found:
            yield context.finding(read.node, _message(read.what), hint=_HINT)


@rule.on_project
def read_in_project(project: Project) -> Iterator[ProjectDraft]:
    directories = configured(facts.path for facts in project.facts)
    for facts in project.facts:
        # Of one file alone it is not known what else there is.
        known = len(project.facts) == 1 or is_configured(facts.path, directories)
        for read in facts.environment_reads:
            yield project.finding(
                facts.path, read.place, _message(read.what), severity=None if known else "strict", hint=_HINT
            )


def _message(what: str) -> str:
    return f"Read {what} in the configuration module and import it; do not read the environment here"
