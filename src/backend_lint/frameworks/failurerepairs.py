"""How a failure is told: to the client in words that say nothing about the inside, with its status, and to the log."""

from __future__ import annotations

import re
from http import HTTPStatus

import libcst as cst

from backend_lint.frameworks.errorhandlers import ErrorHandlers
from backend_lint.frameworks.exposure import Exposure
from backend_lint.frameworks.loggers import Loggers
from backend_lint.frameworks.repairs import Cut, Repair, instead
from backend_lint.frameworks.responses import Answer, Answers
from backend_lint.frameworks.responsetables import BUILDERS, SENDERS, argument
from backend_lint.frameworks.statuses import status_code
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.flow import block
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

_JSON_RESPONSE = ("fastapi.responses", "JSONResponse")
#: What the words of an error say about its status, the most telling first.
_SAID: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (status, regex(rf"(?i)\b(?:{words})"))
    for status, words in (
        (404, r"not[ _]found|no such|does(?:n't| not) exist|do(?:n't| not) exist"),
        (401, r"unauthori[sz]ed|not (?:authenticated|logged in)|log ?in (?:is )?required|invalid (?:credentials|token|login|password|username)|wrong password"),
        (403, r"forbidden|denied|permission|not allowed"),
        (409, r"already (?:exists|taken|registered|in use)|conflict|duplicate"),
        (429, r"too many|rate limit"),
        (400, r"invalid|validation|missing|required|must\b|malformed|bad request"),
    )
)  # fmt: skip
#: What the type of an exception, caught or raised, says about its status.
_CAUGHT: tuple[tuple[int, re.Pattern[str]], ...] = (
    (404, regex(r"DoesNotExist|NotFound|NoResult")),
    (403, regex(r"Permission|Forbidden")),
    (400, regex(r"Validation|Value|Key|Type|Decode|Parse|BadRequest")),
)


class FailureRepairs:
    """Changes of the places where one file tells of failures, or keeps them to itself."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis, self._index = analysis, analysis.index
        self._loggers = analysis.know(Loggers)
        self._handlers = analysis.know(ErrorHandlers)

    # -- to the log -----------------------------------------------------------------------------------

    def logged(self, handler: cst.ExceptHandler) -> Repair | None:
        """A swallowed exception in the log; None where the module has no logger."""
        name = self._loggers.name(handler.body)
        if name is None:
            return None
        said, title = f"{name}.exception({self._failed(handler)})", f"Log it with `{name}.exception`"
        statements = block(handler.body)
        only = statements[0] if len(statements) == 1 else None
        if isinstance(only, cst.Pass) or (isinstance(only, cst.Expr) and isinstance(only.value, cst.Ellipsis)):
            return Repair(title, (instead(only, said),), applicability="suggest")
        return Repair(title, above=(statements[0], said), applicability="suggest")

    def _failed(self, node: cst.CSTNode) -> str:
        function = self._index.function(node)
        return f'"{function.name.value} failed"' if function is not None else '"Unexpected error"'

    # -- to the client --------------------------------------------------------------------------------

    def unexposed(self, exposure: Exposure) -> Repair | None:
        """A text that says nothing in the place of the exception's, which goes to the log if the module has one; where it
        would be lost, a suggestion."""
        node = self._whole(exposure.node)
        if exposure.cause in ("environment", "settings") or self._is_no_text(node):
            return None
        title, cuts = "Answer with a text that says nothing about the inside", (instead(node, self._words(node)),)
        handler, function = self._index.enclosing(node, cst.ExceptHandler), self._index.function(node)
        if handler is None or function is None or not self._index.contains(function, handler):
            handler = None
        told_in = handler or function
        if told_in is not None and self._loggers.tells(told_in):
            return Repair(title, cuts)
        name = self._loggers.name(node)
        if name is None:
            return Repair(title, cuts, applicability="suggest")
        if handler is not None:
            return Repair(title, cuts, above=(block(handler.body)[0], f"{name}.exception({self._failed(node)})"))
        caught = self._handlers.handlers.get(function) if function is not None else None
        said = f"{name}.error({self._failed(node)}, exc_info={caught.parameter})" if caught is not None else ""
        return Repair(
            title, cuts, above=(self._index.statement(node), said or f"{name}.exception({self._failed(node)})")
        )

    def _whole(self, node: cst.BaseExpression) -> cst.BaseExpression:
        """The text that `node` is part of: an f-string, what is joined by `+`, `%` or by standing side by side."""
        whole = node
        for around in self._index.ancestors(node):
            if isinstance(around, cst.FormattedString) or (
                isinstance(around, cst.BinaryOperation | cst.ConcatenatedString)
                and self._index.parents[whole] is around
            ):
                whole = around
            elif isinstance(around, cst.BaseSmallStatement | cst.BaseCompoundStatement):
                break
        return whole

    def _is_no_text(self, node: cst.BaseExpression) -> bool:
        """Whether text cannot take the place of `node`: `", ".join(error.args)`, a helper that is given the exception."""
        parent = self._index.parents[node]
        call = self._index.parents[parent] if isinstance(parent, cst.Arg) else None
        if not isinstance(call, cst.Call):
            return isinstance(parent, cst.Subscript | cst.Attribute)
        helper = isinstance(node, cst.Name) and self._analysis.names.local_function(call.func) is not None
        return helper or last_name(call.func) in ("join", "list", "tuple")

    def _words(self, node: cst.CSTNode) -> str:
        status = self._status_around(node) or 500
        known = status in HTTPStatus._value2member_map_ and 400 <= status < 500
        return f'"{HTTPStatus(status).phrase if known else "Internal server error"}"'

    def _status_around(self, node: cst.CSTNode) -> int | None:
        """The status of the response that `node` is part of."""
        for around in self._index.ancestors(node):
            if isinstance(around, cst.Call):
                name = self._analysis.names.qualname(around.func) or ""
                key = (name.partition(".")[0], name.rpartition(".")[2])
                builder = BUILDERS.get(key) or SENDERS.get(key)
                if builder is not None:
                    given = argument(around, builder.status, builder.status_at)
                    if given is not None:
                        return status_code(given, self._analysis)
                    return next((status for status, types in _CAUGHT if types.search(key[1])), builder.default)
            if isinstance(around, cst.Tuple) and len(around.elements) > 1:
                return status_code(around.elements[1].value, self._analysis)
            if isinstance(around, cst.BaseSmallStatement):
                break
        return None

    # -- with its status ------------------------------------------------------------------------------

    def heard(self, around: cst.Tuple) -> Repair | None:
        """FastAPI: the response that `body, status` was meant to be."""
        body, status = (element.value for element in around.elements)
        if around.lpar or body.lpar or isinstance(around.elements[1].comma, cst.Comma):
            return None
        title = "Return a `JSONResponse` with the status"
        return Repair(
            title, (_opening(body), Cut(body, status, f", status_code={self._analysis.code(status)})", after=True))
        )

    def with_status(self, answer: Answer) -> Repair | None:
        """The status that the words of an error speak of; a suggestion where they say nothing, and where the code states
        another one."""
        node = answer.node
        status, sure = self._meant(answer)
        title = f"Answer with status {status}"
        parent = self._index.parents[node]
        repair: Repair | None = None
        if isinstance(parent, cst.Arg):
            repair = self._given(title, self._index.parents[parent], status)
        elif isinstance(parent, cst.Element):
            pair = self._index.parents[parent]
            if isinstance(pair, cst.Tuple) and len(pair.elements) > 1 and pair.elements[0] is parent:
                repair = Repair(title, (instead(pair.elements[1].value, str(status)),))
        elif isinstance(parent, cst.Return) and isinstance(node, cst.Dict | cst.Call) and not node.lpar:
            repair = self._returned(title, node, status)
        if repair is None:
            return None
        return Repair(
            title,
            repair.cuts,
            added=repair.added,
            applicability="unsafe" if sure and not answer.explicit else "suggest",
        )

    def _given(self, title: str, call: cst.CSTNode, status: int) -> Repair | None:
        builder = self._analysis.know(Answers).builder(call) if isinstance(call, cst.Call) else None
        if builder is None or not isinstance(call, cst.Call):
            return None
        given = argument(call, builder.status, builder.status_at)
        if given is not None:
            return Repair(title, (instead(given, str(status)),))
        if not isinstance(self._index.parents[call], cst.Return | cst.Raise):
            return None  # it may get its status later
        return Repair(title, added=(call, f"{builder.status}={status}" if builder.status else str(status)))

    def _returned(self, title: str, node: cst.Dict | cst.Call, status: int) -> Repair | None:
        handler = self._analysis.know(Answers).handler(node)
        framework = handler.framework if handler is not None else ""
        if framework in ("flask", "quart") or last_name(getattr(node, "func", node)) == "jsonify":
            return Repair(title, (Cut(node, node, f", {status}", after=True),))
        if framework == "fastapi" and isinstance(node, cst.Dict):
            return Repair(title, (_opening(node), Cut(node, node, f", status_code={status})", after=True)))
        return None

    def _meant(self, answer: Answer) -> tuple[int, bool]:
        said = self._analysis.code(answer.value.node)
        for status, words in _SAID:
            if words.search(said):
                return status, True
        handler = self._index.enclosing(answer.node, cst.ExceptHandler)
        if handler is None:
            return 400, False
        caught = self._analysis.code(handler.type) if handler.type is not None else ""
        return next((status for status, types in _CAUGHT if types.search(caught)), 500), True


def _opening(body: cst.BaseExpression) -> Cut:
    return Cut(body, body, "(", before=True, named=_JSON_RESPONSE)
