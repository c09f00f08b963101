"""Where a program may read its configuration: settings, entry points, whoever makes the application."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import PurePosixPath

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.names import Names

_SETTINGS_NAME = re.compile(r"(?:Config|Configuration|Settings)$")
_MAKES_APPLICATION = re.compile(r"(?:create|make|build|get)_(?:app|application)|lifespan|main")
_APPLICATIONS = frozenset({"fastapi.FastAPI", "flask.Flask", "celery.Celery", "starlette.applications.Starlette", "quart.Quart",
                           "sanic.Sanic", "litestar.Litestar"})  # fmt: skip
_ENTRY_POINT = re.compile(r"(?:main|app|application|wsgi|asgi|manage|conftest|celery|celery_app|__main__|setup|noxfile|gunicorn\w*|uvicorn\w*|"
                          r"server|worker|cli)(?:[._]conf)?\.py")  # fmt: skip
#: Variables that the system, the shell, a test runner or a CI service sets.
_SYSTEM = re.compile(r"PATH|HOME|TZ|CI|USER|USERNAME|LOGNAME|SHELL|LANG|LC_\w+|TERM|PWD|TMPDIR|TEMP|TMP|EDITOR|HOSTNAME|DISPLAY|PYTEST_\w+|"
                     r"PYTHON\w*|VIRTUAL_ENV|XDG_\w+|GITHUB_(?:ACTIONS|OUTPUT|SHA|REF\w*|REPOSITORY|WORKSPACE|RUN_ID)|GITLAB_CI|NO_COLOR|FORCE_COLOR|COLUMNS|(?i:https?_proxy|no_proxy)|"
                     r"DJANGO_SETTINGS_MODULE|RENDER|RENDER_\w+|AWS_LAMBDA_\w+|AWS_EXECUTION_ENV|KUBERNETES_\w+|ECS_\w+|DYNO|K_SERVICE|K_REVISION|FLY_\w+|VERCEL\w*|"
                     r"APPDATA|LOCALAPPDATA|PROGRAMFILES|SYSTEMROOT|TESTING")  # fmt: skip


def is_entry_point(path: str) -> bool:
    """Whether a file starts the program: there, and in the settings, the environment may be read."""
    pure = PurePosixPath(path)
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


class ConfigPlaces:
    """The places of one file where configuration is read."""

    def __init__(self, analysis: Analysis) -> None:
        self._index, self._names = analysis.index, analysis.names

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
            decorators = (
                d.decorator.func if isinstance(d.decorator, cst.Call) else d.decorator for d in function.decorators
            )
            if any(last_name(decorator) == "default" for decorator in decorators):
                return True  # traitlets: the default of a configurable trait
            return bool(_MAKES_APPLICATION.fullmatch(function.name.value))
        return self._makes_application

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
        )
