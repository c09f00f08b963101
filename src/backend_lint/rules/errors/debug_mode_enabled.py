"""Debug mode shows stack traces, settings and sometimes a console to whoever causes an error.

A debug page prints local variables, SQL and environment; Werkzeug's debugger runs Python from the browser.

Reported: `debug=True` given to an application or to what runs it, `DEBUG = True` in a settings file, an
environment look-up that is on unless somebody turns it off, and `bool(os.getenv("DEBUG", "False"))`, which
is always true. Under `if __name__ == "__main__"` it is a warning. With --strict also
`uvicorn.run(reload=True)`.

Silent: settings for development and tests (by file or class name), a value that comes from settings, code
behind a test of the environment. `--debug` in a Procfile or Dockerfile is not seen, and DebugToolbar is not
reported: it does nothing without debug mode.

To leave `debug=True` out is a safe fix: nothing changes but the answers to requests that fail, and the reloader that
developers use. Under `__main__`, where they start the program, it is unsafe; so is a variable of the environment that
stands in for `True`.

Source: 001:348 "Don't expose stack traces in production error responses"; 000:229 "No stack traces or internal
errors exposed to clients".

Bad:
    import os
    from fastapi import FastAPI
    from flask import Flask

    api = FastAPI(debug=True)  # want "Debug mode exposes stack traces: `debug` is on"
    app = Flask(__name__)
    app.config["DEBUG"] = True  # want "is on"
    app.debug = bool(os.getenv("DEBUG", "False"))  # want "`bool` of any text but the empty one is true"

    def serve():
        app.run(host="127.0.0.1", debug=True)  # want "`debug` is on"

Fixed:
    import os
    from fastapi import FastAPI
    from flask import Flask

    api = FastAPI()
    app = Flask(__name__)
    app.config["DEBUG"] = os.environ.get("DEBUG") == "1"
    app.debug = os.getenv("DEBUG", "False").lower() in ("1", "true", "yes", "on")

    def serve():
        app.run(host="127.0.0.1")

Bad:
    # file: settings.py
    import os
    DEBUG = os.environ.get("DEBUG", "True") == "True"  # want "unless the environment turns it off"

Fixed:
    # file: settings.py
    import os
    DEBUG = os.environ.get("DEBUG", "False") == "True"

Good:
    # file: settings/dev.py
    DEBUG = True
    # file: main.py
    import os
    from fastapi import FastAPI
    from app.settings import settings

    app = FastAPI(debug=settings.DEBUG)
    DEBUG = os.environ.get("DEBUG") == "1"
"""

from backend_lint.rule import DEBUG_TRIGGERS, Context, DebugMode, DebugRepairs, Rule, cst

rule = Rule(
    __name__,
    "BKD506",
    severity="error",
    cwe=489,
    triggers=DEBUG_TRIGGERS,
    fixes=("safe", "unsafe"),
    same_as=(
        "bandit:B201",
        "ruff:S201",
        "semgrep:python.flask.security.audit.debug-enabled.debug-enabled",
        "semgrep:python.flask.security.audit.hardcoded-config.avoid_hardcoded_config_DEBUG",
    ),
    hint="Switch it on by an environment variable that only development sets.",
)

_QUIET_ROLES = frozenset({"test", "example", "migration"})
_CAUSES = {
    "literal": "is on",
    "default": "is on unless the environment turns it off",
    "bool": "is always on: `bool` of any text but the empty one is true",
}


@rule.on(cst.Module)
def debug_mode(module: cst.Module, context: Context):
    if context.roles & _QUIET_ROLES:
        return
    for switch in context.know(DebugMode).switches:
        fix = context.repaired(context.know(DebugRepairs).of(switch), before=switch.node)
        if switch.name == "reload":
            message = "`reload=True` is for development: every change restarts the server"
            yield context.finding(switch.node, message, severity="strict", fix=fix)
        elif "_EXCEPTIONS" in switch.name:  # Flask raises them again, and its debugger or the server answers
            message = f"Exceptions pass by the error handlers: `{switch.name}` {_CAUSES[switch.cause]}"
            yield context.finding(switch.node, message, severity="warning", fix=fix)
        else:
            message = f"Debug mode exposes stack traces: `{switch.name}` {_CAUSES[switch.cause]}"
            yield context.finding(switch.node, message, severity="warning" if switch.main else None, fix=fix)
