"""How an error body is written in the shape that a project has chosen."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import NamedTuple

import libcst as cst

from backend_lint.frameworks.errorbodies import Bodies, Value
from backend_lint.frameworks.repairs import Repair, instead
from backend_lint.frameworks.responses import Answer
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.lexis import lexemes

#: The code that a status stands for when the body has none (000:191 and 004:65 differ: VALIDATION_ERROR is
#: used).
_CODES: dict[int, str] = {
    400: "BAD_REQUEST", 401: "UNAUTHORIZED", 403: "FORBIDDEN", 404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED", 409: "CONFLICT",
    422: "VALIDATION_ERROR", 429: "RATE_LIMITED", 500: "INTERNAL",
}  # fmt: skip
_MESSAGES = frozenset({"error", "message", "msg", "detail", "error_message", "errorMessage"})
_CODE_KEYS = frozenset({"code", "error_code", "errorCode"})
#: Flags that say again what the status says.
_FLAGS = frozenset({"success", "ok", "status"})
_STATUSES = frozenset({*_CODE_KEYS, "status", "status_code", "statusCode"})
_FAILED = (False, "error", "fail", "failed", "failure")

_TITLE = "Give the error the shape of the project"


class _Said(NamedTuple):
    """What an error body says: its code and its message, as source."""

    code: str
    message: str


class Reshaping:
    """Error bodies of one file, rewritten."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._bodies = analysis.know(Bodies)

    def of(self, answer: Answer, shape: str) -> Repair | None:
        """The body in `shape` ("nested", "envelope", …) where all its parts are there: one message, a known status, at most
        a code and a flag besides."""
        node = answer.node
        if answer.part != "body" or node is not answer.value.node or not isinstance(node, cst.Dict | cst.Call):
            return None
        said = self._said(node, answer.status or 0)
        commented = any(lexeme.kind == "comment" for lexeme in lexemes(self._analysis.code(node)))
        if said is None or commented or "\n" in f"{said.code}{said.message}":
            return None
        body = _written(shape, said, answer.status or 0)
        if isinstance(node, cst.Call) and last_name(node.func) == "abort":
            return self._aborting(node, shape, said)
        if isinstance(node, cst.Call):
            body = f"{self._analysis.code(node.func)}({body})"
        return Repair(_TITLE, (instead(node, body),))

    def _aborting(self, call: cst.Call, shape: str, said: _Said) -> Repair | None:
        """`abort(404, message="…")` of flask_restful, whose keywords are the body."""
        keywords = [given for given in call.args if given.keyword is not None]
        error = f'error={{"code": {said.code}, "message": {said.message}}}'
        written = {"nested": error, "envelope": f"success=False, {error}", "detail": f"detail={said.message}"}.get(
            shape
        )
        return Repair(_TITLE, (instead(keywords[0], written),)) if written and len(keywords) == 1 else None

    def _said(self, node: cst.Dict | cst.Call, status: int) -> _Said | None:
        code, message = _CODES.get(status), None
        if code is None:
            return None
        shown = f'"{code}"'
        for key, value in self._items(node):
            constant = self._bodies.constant(Value(value))
            if key == "error" and isinstance(value, cst.Dict) and message is None:
                inner = self._said(value, status)
                if inner is None:
                    return None
                shown, message = inner
            elif key in _MESSAGES and message is None and self._is_text(value):
                message = self._analysis.code(value)
            elif key in _CODE_KEYS and isinstance(constant, str):
                shown = self._analysis.code(value)
            elif not (key in _FLAGS and constant in _FAILED) and not (key in _STATUSES and constant == status):
                return None
        return _Said(shown, message) if message is not None else None

    def _items(self, node: cst.Dict | cst.Call) -> Iterator[tuple[str | None, cst.BaseExpression]]:
        """Keys and values of a dictionary or of `jsonify(…)`; the key None where it is not known."""
        if isinstance(node, cst.Dict):
            for element in node.elements:
                key = self._analysis.values.value(element.key) if isinstance(element, cst.DictElement) else None
                yield key if isinstance(key, str) else None, element.value
        elif last_name(node.func) in ("jsonify", "abort"):
            if len(node.args) == 1 and isinstance(node.args[0].value, cst.Dict):
                yield from self._items(node.args[0].value)
            else:
                given = node.args[1:] if last_name(node.func) == "abort" else node.args
                for each in given:
                    yield each.keyword.value if each.keyword is not None else None, each.value
        else:
            yield None, node

    def _is_text(self, value: cst.BaseExpression) -> bool:
        body = self._bodies.fold(Value(value))
        return body is not None and body.kind == "text"


def _written(shape: str, said: _Said, status: int) -> str:
    error = f'{{"code": {said.code}, "message": {said.message}}}'
    if shape == "detail":
        return f'{{"detail": {said.message}}}'
    if shape == "problem+json":
        title = HTTPStatus(status).phrase
        return f'{{"type": "about:blank", "title": "{title}", "status": {status}, "detail": {said.message}}}'
    return f'{{"success": False, "error": {error}}}' if shape == "envelope" else f'{{"error": {error}}}'
