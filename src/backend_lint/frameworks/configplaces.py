"""Where a program may read its configuration: settings, entry points, whoever makes the application."""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath
from typing import Literal

import libcst as cst

from backend_lint.frameworks.roles import path_roles
from backend_lint.frameworks.secretnames import words
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.flow import block
from backend_lint.semantics.index import last_name
from backend_lint.semantics.names import Names
from backend_lint.semantics.regexes import regex

#: Settings that production never sees.
Stage = Literal["test", "development"]
_TEST = frozenset({"test", "tests", "testing", "ci", "smoketest"})
_DEVELOPMENT = frozenset({"dev", "devel", "development", "local", "debug", "localhost"})

_SETTINGS_NAME = regex(r"(?:Config|Configuration|Settings)$")
_MAKES_APPLICATION = regex(r"(?:create|make|build|get)_(?:app|application)|lifespan|main")
_APPLICATIONS = frozenset({"fastapi.FastAPI", "flask.Flask", "celery.Celery", "starlette.applications.Starlette", "quart.Quart",
                           "sanic.Sanic", "litestar.Litestar"})  # fmt: skip
_ENTRY_POINT = regex(r"(?:main|app|application|wsgi|asgi|manage|conftest|celery|celery_app|__main__|setup|noxfile|gunicorn\w*|uvicorn\w*|"
                          r"server|worker|cli)(?:[._]conf)?\.py")  # fmt: skip
#: Variables that the system, systemd, the shell, a test runner or a CI service sets.
_SYSTEM = regex(r"PATH|HOME|TZ|CI|USER|USERNAME|LOGNAME|SHELL|LANG|LC_\w+|TERM|PWD|TMPDIR|TEMP|TMP|EDITOR|HOSTNAME|DISPLAY|PYTEST_\w+|"
                     r"PYTHON\w*|VIRTUAL_ENV|XDG_\w+|GITHUB_(?:ACTIONS|OUTPUT|SHA|REF\w*|REPOSITORY|WORKSPACE|RUN_ID)|GITLAB_CI|NO_COLOR|FORCE_COLOR|COLUMNS|(?i:https?_proxy|no_proxy)|"
                     r"DJANGO_SETTINGS_MODULE|RENDER|RENDER_\w+|AWS_LAMBDA_\w+|AWS_EXECUTION_ENV|KUBERNETES_\w+|ECS_\w+|DYNO|K_SERVICE|K_REVISION|FLY_\w+|VERCEL\w*|"
                     r"APPDATA|LOCALAPPDATA|PROGRAMFILES|SYSTEMROOT|TESTING|(?=\w+\Z)(?:\w+_)?TESTS?(?:ING)?(?:_\w+)?|"
                     r"NOTIFY_SOCKET|LISTEN_(?:FDS|PID|FDNAMES)|WATCHDOG_(?:USEC|PID)|INVOCATION_ID|JOURNAL_STREAM|CREDENTIALS_DIRECTORY")  # fmt: skip


def is_entry_point(path: str) -> bool:
    """Whether a file starts the program: there, and in the settings, the environment may be read. A file whose
    name is no identifier cannot be imported, so it is run."""
    pure = PurePosixPath(path)
    if not pure.stem.replace(".", "_").isidentifier():
        return True
    return bool(_ENTRY_POINT.fullmatch(pure.name.lower())) or "management" in pure.parts or "cli" in pure.parts[:-1]


def set_by_the_system(variable: str) -> bool:
    """Whether a variable belongs to the system or to a tool rather than to the program's configuration."""
    return bool(_SYSTEM.fullmatch(variable))


def is_settings(owner: cst.ClassDef, names: Names) -> bool:
    """Whether a class takes its fields from the environment: a pydantic settings class, or a dataclass that
    is named for configuration."""
    seen: set[cst.ClassDef] = set()
    current: cst.ClassDef | None = owner
    while current is not None and current not in seen:
        seen.add(current)
        if any(last_name(base.value).endswith("BaseSettings") for base in current.bases):
            return True
        current = next((local for base in current.bases if (local := names.local_class(base.value))), None)
    decorators = [d.decorator.func if isinstance(d.decorator, cst.Call) else d.decorator for d in owner.decorators]
    return bool(_SETTINGS_NAME.search(owner.name.value)) and any(last_name(d) == "dataclass" for d in decorators)


def _says_testing(statement: cst.CSTNode) -> bool:
    return (
        isinstance(statement, cst.Assign)
        and last_name(statement.targets[0].target) == "TESTING"
        and isinstance(statement.value, cst.Name)
        and statement.value.value == "True"
    )


class ConfigPlaces:
    """The places of one file where configuration is read, and the stage that its settings are for."""

    def __init__(self, analysis: Analysis) -> None:
        self._index, self._names, self._path = analysis.index, analysis.names, analysis.path

    def stage(self, node: cst.CSTNode) -> Stage | None:
        """Where the settings that hold `node`, a class of them or the whole file, are used instead of production's:
        read from the names, and from `TESTING = True`."""
        owner = self._index.enclosing(node, cst.ClassDef)
        if owner is not None and any(_says_testing(statement) for statement in block(owner.body)):
            return "test"
        in_settings = "settings" in path_roles(self._path)
        if not in_settings and (owner is None or not _SETTINGS_NAME.search(owner.name.value)):
            return None
        said = frozenset(words(PurePosixPath(self._path).stem if owner is None else owner.name.value))
        return "test" if said & _TEST else "development" if said & _DEVELOPMENT else None

    def is_configuring(self, node: cst.CSTNode) -> bool:
        """Whether a reading stands where configuration belongs: in a settings class, in the function that makes the
        application, or at the top level of the module that does."""
        owner = self._index.enclosing(node, cst.ClassDef)
        function = self._index.function(node)
        if function is None and owner is not None and self._is_trait(node):
            return True
        if owner is not None and (is_settings(owner, self._names) or _SETTINGS_NAME.search(owner.name.value)):
            return True
        if function is not None:
            if any(last_name(decorator) == "default" for decorator in self._decorators(function)):
                return True  # traitlets: the default of a configurable trait
            if any(last_name(decorator) == "command" for decorator in self._decorators(function)):
                return True  # click, typer, `app.cli`: run by hand, as a script is
            if any(self._names.qualname(each) == "django.core.checks.register" for each in self._decorators(function)):
                return True  # a system check: it looks at the environment when the program starts
            if [param.name.value for param in function.params.params] == ["event", "context"]:
                return True  # AWS Lambda calls it: the function's environment is its configuration
            return bool(_MAKES_APPLICATION.fullmatch(function.name.value))
        return self._makes_application

    @staticmethod
    def _decorators(function: cst.FunctionDef) -> list[cst.BaseExpression]:
        return [d.decorator.func if isinstance(d.decorator, cst.Call) else d.decorator for d in function.decorators]

    def _is_trait(self, node: cst.CSTNode) -> bool:
        """Whether a reading is the default of a traitlets trait, `Unicode(os.getenv("X")).tag(config=True)`."""
        return any(
            isinstance(ancestor, cst.Call) and (self._names.qualname(ancestor.func) or "").startswith("traitlets.")
            for ancestor in self._index.ancestors(node)
        )

    @cached_property
    def _makes_application(self) -> bool:
        return any(
            self._index.function(call) is None and self._names.qualname(call.func) in _APPLICATIONS
            for name in ("FastAPI", "Flask", "Celery", "Starlette", "Quart", "Sanic", "Litestar")
            for call in self._index.calls.get(name, ())
        ) or any(
            self._index.function(call) is None
            for name in ("create_app", "make_app", "create_application", "make_application", "get_wsgi_application")
            for call in self._index.calls.get(name, ())
        )
