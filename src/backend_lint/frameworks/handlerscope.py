"""Which handlers of a file the layering rules speak of, and whether the file is a whole small application."""

from __future__ import annotations

import re
from functools import cached_property

import libcst as cst

from backend_lint.frameworks.handlerlogic import HandlerLogic, Reason
from backend_lint.frameworks.handlers import Handler, last_part, text
from backend_lint.frameworks.ormaccess import Access, DatabaseAccess
from backend_lint.frameworks.routes import Routes
from backend_lint.frameworks.routetables import APPLICATIONS
from backend_lint.frameworks.thintables import EXEMPT_NAME, EXEMPT_PATH, FILE_RESPONSE, FILE_TYPE, TYPE_KEYWORDS
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

#: Fewer handlers than this beside their own application are a single-file app (catalogue BKD201).
_SMALL = 5
_SERVICE_MODULE = regex(r"(^|[._])(services?|usecases?|repositor(y|ies)|crud|dao|domain)([._]|$)")
_ADMIN_FILE = regex(r"(^|/)admin(/\w+)?\.py$")


class HandlerScope:
    """The handlers of one file that are expected to be thin (`analysis.know(HandlerScope)`)."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._routes = analysis.know(Routes)

    @cached_property
    def handlers(self) -> tuple[Handler, ...]:
        """All handlers except probes, callbacks, webhooks, admin actions and file downloads,
        in file order."""
        if "django" in self._routes.frameworks and _ADMIN_FILE.search(self._analysis.path):
            return ()
        return tuple(handler for handler in self._routes.handlers.values() if not self._exempt(handler))

    @cached_property
    def single_file(self) -> bool:
        """Whether the file makes its own application, has few handlers and imports no service layer."""
        made = any(
            name in APPLICATIONS
            and name.endswith(("API", "Flask", "Quart", "Sanic", "Starlette", "APIFlask"))
            and calls
            for name, calls in self._analysis.index.calls.items()
        )
        return made and len(self._routes.handlers) < _SMALL and not self._imports_services()

    @property
    def frameworks(self) -> frozenset[str]:
        """The web frameworks that the file itself imports."""
        return self._routes.frameworks

    @property
    def dependencies(self) -> list[cst.FunctionDef]:
        """The functions of the file that are handed to `Depends()` and answer no request themselves."""
        return [
            f
            for f in self._analysis.index.of(cst.FunctionDef)
            if f in self._routes.dependencies and f not in self._routes.handlers
        ]

    def logic(self, function: cst.FunctionDef, max_statements: int) -> list[Reason]:
        """What a handler does itself instead of asking a service, each with its points."""
        return self._analysis.know(HandlerLogic).of(function, max_statements)

    def database_access(self, function: cst.FunctionDef) -> list[Access]:
        """The database expressions in a handler and in the helpers that only handlers call, it first."""
        access, helpers = (
            self._analysis.know(DatabaseAccess),
            self._analysis.know(HandlerLogic).helpers(function),
        )
        return [found for body in (function, *helpers) for found in access.of(body)]

    def _imports_services(self) -> bool:
        names = self._analysis.names
        return any(
            _SERVICE_MODULE.search(names.binding_path(binding) or "")
            for bindings in self._analysis.index.scopes[self._analysis.module].bindings.values()
            for binding in bindings
            if binding.kind == "import"
        )

    def _exempt(self, handler: Handler) -> bool:
        names = self._analysis.names
        owner = self._analysis.index.enclosing(handler.function, cst.ClassDef)
        subject = _snake(owner.name.value) if owner is not None else handler.function.name.value
        if EXEMPT_NAME.search(subject) or EXEMPT_NAME.search(handler.function.name.value):
            return True
        registered = (
            self._analysis.module.code_for_node(handler.registered) if handler.registered else handler.path or ""
        )
        if EXEMPT_PATH.search(registered):
            return True
        answers = names.returned(handler.function)
        return any(
            isinstance(value, cst.Call)
            and (FILE_RESPONSE.search(last_name(value.func)) or FILE_RESPONSE.search(last_part(names.path(value))))
            for value in answers
        ) or (bool(answers) and self._is_file(answers[-1]))

    def _is_file(self, answer: cst.BaseExpression) -> bool:
        """Whether an answer says that it is a file: `HttpResponse(content_type="application/pdf")`."""
        names = self._analysis.names
        binding = names.single(answer) if isinstance(answer, cst.Name) else None
        made = binding.value if binding is not None else answer
        return isinstance(made, cst.Call) and any(
            argument.keyword is not None
            and argument.keyword.value in TYPE_KEYWORDS
            and FILE_TYPE.match(text(self._analysis, argument.value) or "") is not None
            for argument in made.args
        )


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
