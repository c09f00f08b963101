"""The shapes that projects give to error bodies, and where a folded body differs from one of them."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from backend_lint.frameworks.errorbodies import Bodies, Body, Value

#: The shapes a project can choose, as a reader writes them.
SHAPES: dict[str, str] = {
    "nested": "{error: {code, message}}",
    "envelope": "{success: false, error: {code, message}}",
    "detail": "{detail}",
    "problem+json": "{type, title, status}",
}
_LISTED = 5


class Judge(msgspec.Struct, frozen=True):
    """Compares folded bodies with shapes."""

    bodies: Bodies

    def fault(self, body: Body, shape: str, *, inner: bool = False) -> str | None:
        """What is wrong with `body` for the shape of this name, or None when nothing is known to be wrong.
        `inner`: what is judged stands under `error`."""
        if inner:
            return self._inner_fault(body) if shape in ("nested", "envelope") else None
        if body.kind == "validation":
            return "validation errors are passed through as they are"
        if body.kind != "object":
            return f"it is {_SHOWN[body.kind]}"
        return _FAULTS[shape](self, body)

    def _inner_fault(self, body: Body) -> str | None:
        """What is wrong with the object that stands under `error`."""
        if body.kind != "object":
            return f"`error` is {_SHOWN[body.kind]}, not an object"
        for name in ("code", "message"):
            if name not in body.fields:
                if body.complete:
                    return f"`error` lacks `{name}`"
                continue
            kind = self._kind(body.fields[name])
            if kind in ("list", "object", "scalar", "validation"):
                return f"`{name}` is not text"
        details = body.fields.get("details")
        if details is not None and self._kind(details) in ("text", "scalar") and self._certain(details):
            return "`details` is not a list"
        return None

    def describe(self, body: Body, depth: int = 0) -> str:
        """The body as a reader writes it: "{error: {message}}", "a plain string"."""
        if body.kind != "object":
            return _SHOWN[body.kind]
        names: list[str] = []
        for name, value in list(body.fields.items())[:_LISTED]:
            inner = self.bodies.fold(value) if depth == 0 else None
            shown = (
                f": {self.describe(inner, 1)}" if inner is not None and inner.kind == "object" and inner.fields else ""
            )
            names.append(name + shown)
        if len(body.fields) > _LISTED or not body.complete:
            names.append("…")
        return "{" + ", ".join(names) + "}"

    def classify(self, body: Body) -> str | None:
        """The name of the shape that the body has, or how a reader writes it when it has none; None when its
        keys are not known."""
        if body.kind == "object" and not body.complete and not body.fields:
            return None
        for shape, key in (
            ("envelope", "success"),
            ("nested", "error"),
            ("problem+json", "title"),
            ("detail", "detail"),
        ):
            if key in body.fields and self.fault(body, shape) is None:
                return shape
        return self.describe(body)

    def _kind(self, value: Value) -> str | None:
        body = self.bodies.fold(value)
        return body.kind if body is not None else None

    def _certain(self, value: Value) -> bool:
        return not value.annotation and self.bodies.constant(value) is not None

    def _nested(self, body: Body) -> str | None:
        return self._error(body, frozenset({"error"}))

    def _envelope(self, body: Body) -> str | None:
        success = body.fields.get("success")
        if success is None:
            return "no `success: false`" if body.complete else None
        if self.bodies.constant(success) is True:
            return "`success` is true"
        fault = self._error(body, frozenset({"error", "success", "data", "meta"}))
        return fault or self._details(body)

    def _error(self, body: Body, allowed: frozenset[str]) -> str | None:
        error = body.fields.get("error")
        if error is None:
            return "no `error` object" if body.complete else None
        inner = self.bodies.fold(error)
        fault = self._inner_fault(inner) if inner is not None else None
        extra = [name for name in body.fields if name not in allowed]
        return fault or (f"extra top-level `{extra[0]}`" if extra else None)

    def _details(self, body: Body) -> str | None:
        inner = self.bodies.fold(body.fields["error"]) if "error" in body.fields else None
        details = inner.fields.get("details") if inner is not None else None
        found = self.bodies.fold(details) if details is not None else None
        for item in found.items if found is not None else ():
            folded = self.bodies.fold(item)
            if folded is not None and folded.kind == "object" and folded.complete and "field" not in folded.fields:
                return "a `details` item lacks `field`"
        return None

    def _detail(self, body: Body) -> str | None:
        return None if "detail" in body.fields or not body.complete else "no `detail`"

    def _problem(self, body: Body) -> str | None:
        missing = [name for name in ("type", "title", "status") if name not in body.fields]
        return f"no `{missing[0]}`" if missing and body.complete else None


_SHOWN = {
    "text": "a plain string", "list": "a list", "scalar": "a plain value",
    "validation": "raw validation errors",
}  # fmt: skip
_FAULTS: dict[str, Callable[[Judge, Body], str | None]] = {
    "nested": Judge._nested, "envelope": Judge._envelope, "detail": Judge._detail, "problem+json": Judge._problem,
}  # fmt: skip
