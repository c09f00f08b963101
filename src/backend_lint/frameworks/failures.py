"""Which answers say that something failed while their status says that it did not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import libcst as cst

from backend_lint.frameworks.errorbodies import Value
from backend_lint.frameworks.responses import Answer, Answers
from backend_lint.frameworks.routes import Routes
from backend_lint.frameworks.statuses import status_code
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.regexes import regex

#: Keys beside which `errors` is a list of what failed in a batch.
_RESULTS = frozenset({"data", "result", "results", "items", "success", "created", "updated", "deleted", "succeeded", "processed",
                      "imported", "count", "total", "valid", "is_valid", "warnings", "rows"})  # fmt: skip
_FAILURE_WORDS = regex(
    r"(?i)\b(not found|no such|does not exist|doesn't exist|invalid|failed|failure|error|unauthori[sz]ed|forbidden|denied"
    r"|not allowed|already exists|missing|expired|unable to|could not|cannot)\b"
)
_FAILURE_TESTS = regex(r"\bnot\b|\bis None\b|== None|(?i:invalid|error|fail|expired|missing)|<= ?0|== ?0|is False")
_PREVIEW = regex(r"(?i)validat|preview|dry_?run|lint|simulat")


class Failures:
    """The answers of one file that say that something failed while their status says that it did not."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._index = analysis.index
        self._answers = analysis.know(Answers)
        self._routes = analysis.know(Routes)

    @cached_property
    def sent_as_success(self) -> tuple[tuple[Answer, str], ...]:
        """Bodies that read as errors with a status below 300, each with what gives it away."""
        found: list[tuple[Answer, str]] = []
        for answer in self._answers.all:
            if answer.status in (200, 201, 202, 203) and answer.body.kind == "object" and not self._is_preview(answer):
                sign = self._sign(answer)
                if sign is not None:
                    found.append((answer, sign))
        return tuple(found)

    @cached_property
    def ignored_tuples(self) -> tuple[tuple[cst.Tuple, int], ...]:
        """`return body, 404` in handlers of FastAPI, which knows no such tuples."""
        return tuple(self._tuples())

    def _tuples(self) -> Iterator[tuple[cst.Tuple, int]]:
        for statement in self._index.of(cst.Return):
            value = statement.value
            if not isinstance(value, cst.Tuple) or len(value.elements) != 2:
                continue
            handler = self._routes.of(statement)
            if (
                handler is None
                or handler.framework != "fastapi"
                or handler.function is not self._index.function(statement)
            ):
                continue
            status = status_code(value.elements[1].value, self._analysis)
            body = self._answers.bodies.fold(Value(value.elements[0].value))
            if status is not None and (body is None or body.kind in ("object", "text", "list")):
                yield value, status

    def _sign(self, answer: Answer) -> str | None:
        fields, constant = answer.body.fields, self._answers.bodies.constant
        if "success" in fields and constant(fields["success"]) is False:
            return "`success` is false"
        if "ok" in fields and constant(fields["ok"]) is False and "error" in fields:
            return "`ok` is false"
        if "status" in fields and constant(fields["status"]) in ("error", "fail"):
            return f'`status` is "{constant(fields["status"])}"'
        if _RESULTS.isdisjoint(fields):
            for name in ("error", "errors"):
                if name in fields and self._is_failure(fields[name], name, answer):
                    return f"`{name}` is set"
        if fields.keys() <= {"message", "msg", "detail", "code"}:
            for name in ("message", "msg", "detail"):
                if name in fields and self._speaks_of_failure(fields[name], answer):
                    return f"`{name}` speaks of a failure"
        return None

    def _is_failure(self, value: Value, name: str, answer: Answer) -> bool:
        """Whether the value is known to be there: text, an object, or anything inside an `except`."""
        if value.annotation:
            return False
        followed = self._answers.bodies.follow(value).node
        if isinstance(followed, cst.Name) and followed.value in ("None", "False"):
            return False
        constant = self._answers.bodies.constant(value)
        if constant is not None:
            return bool(constant)
        body = self._answers.bodies.fold(value)
        if body is not None and body.kind == "text":
            return True
        if body is not None and body.kind == "object":
            return bool(body.fields)
        if body is not None and body.kind == "list":
            return bool(body.items) and not isinstance(followed, cst.ListComp)
        return self._index.enclosing(answer.node, cst.ExceptHandler) is not None and not isinstance(followed, cst.Name)

    def _speaks_of_failure(self, value: Value, answer: Answer) -> bool:
        text = self._analysis.module.code_for_node(self._answers.bodies.follow(value).node)
        if not text.lstrip("fF").startswith(('"', "'")) or not _FAILURE_WORDS.search(text):
            return False
        child: cst.CSTNode = answer.node
        function = self._index.function(answer.node)
        for around in self._index.ancestors(answer.node):
            if around is function:
                return False
            if isinstance(around, cst.ExceptHandler):
                return True
            if isinstance(around, cst.If) and child is around.body:
                return _FAILURE_TESTS.search(self._analysis.module.code_for_node(around.test)) is not None
            child = around
        return False

    def _is_preview(self, answer: Answer) -> bool:
        handler = self._routes.of(answer.node)
        function = self._index.function(answer.node)
        names = (
            handler.path if handler is not None else None,
            function.name.value if function is not None else None,
        )
        return any(name is not None and _PREVIEW.search(name) for name in names)
