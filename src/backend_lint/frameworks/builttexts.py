"""Where a file builds text, and whether the text goes anywhere but before people's eyes."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import Index, last_name

#: Calls that only show a text to people: SQL that goes nowhere else is not run.
_SHOWING = frozenset({
    "print", "debug", "info", "warning", "warn", "error", "exception", "critical", "log", "fatal", "fail", "skip", "echo", "secho",
    "write_line", "add_argument", "HTTPException", "JSONResponse", "jsonify", "Response", "gettext", "_", "ValueError", "TypeError",
    "RuntimeError", "Exception", "assertEqual", "assertIn", "assertRaises", "add_option", "ugettext_lazy", "gettext_lazy", "success",
    "capture_message", "add_note", "style", "message_user", "abort", "flash", "notice", "trace",
})  # fmt: skip
_TEXT_METHODS = frozenset(
    {
        "format",
        "format_map",
        "join",
        "strip",
        "replace",
        "upper",
        "lower",
        "rstrip",
        "lstrip",
        "encode",
        "substitute",
    }
)


class BuiltTexts:
    """The text expressions of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._index = analysis.index
        self._names = analysis.names
        self._tops: dict[int, cst.BaseExpression] = {}

    def whole(self) -> Iterator[cst.BaseExpression]:
        """Every expression that is a whole text: no piece of a larger one, no docstring."""
        index, outermost = self._index, self._outermost
        for node in (*index.of(cst.FormattedString), *index.of(cst.BinaryOperation), *index.of(cst.SimpleString),
                     *index.of(cst.ConcatenatedString)):  # fmt: skip
            if outermost(node) is node and not isinstance(index.parents[node], cst.Expr):
                yield node
        for method in ("format", "join", "format_map", "substitute", "replace"):
            for call in index.calls.get(method, ()):
                if outermost(call) is call:
                    yield call
        for value in (
            *(kept.value for kept in index.of(cst.Return)),
            *(kept.value for kept in index.of(cst.Arg)),
        ):
            if isinstance(value, cst.Name):
                found = self._names.lookup(value)
                if found is not None and any(binding.kind == "augment" for binding in found.bindings):
                    yield value

    def _outermost(self, node: cst.BaseExpression) -> cst.BaseExpression:
        """The whole text expression that `node` is a piece of. Kept for all on the way: 3,000 pieces of one text stand as deep."""
        passed: list[cst.BaseExpression] = []
        current = node
        while (found := self._tops.get(id(current))) is None:
            passed.append(current)
            around = _around(self._index, current)
            if around is None:
                found = current
                break
            current = around
        self._tops.update((id(each), found) for each in passed)
        return found

    def is_used(self, node: cst.BaseExpression) -> bool:
        """Whether a text goes anywhere but before people's eyes."""
        index = self._index
        for ancestor in index.ancestors(node):
            if isinstance(ancestor, cst.Raise | cst.Assert):
                return False
            if isinstance(ancestor, cst.Call) and last_name(ancestor.func) in _SHOWING:
                return False
            if isinstance(ancestor, cst.Comparison):
                return False
            if isinstance(ancestor, cst.Assign) and isinstance(ancestor.targets[0].target, cst.Name):
                name = ancestor.targets[0].target
                uses = [n for n in index.of(cst.Name) if n.value == name.value and n is not name]
                local = [n for n in uses if index.function(n) is index.function(name)]
                shown = [n for n in local if not self._is_shown(n)]
                return bool(shown) or not local
            if isinstance(ancestor, cst.BaseSmallStatement):
                return True
        return True

    def _is_shown(self, name: cst.Name) -> bool:
        for ancestor in self._index.ancestors(name):
            if isinstance(ancestor, cst.Call) and last_name(ancestor.func) in _SHOWING:
                return True
            if isinstance(ancestor, cst.Raise | cst.Assert | cst.Comparison):
                return True
            if isinstance(ancestor, cst.BaseSmallStatement):
                return False
        return False


def _around(index: Index, node: cst.BaseExpression) -> cst.BaseExpression | None:
    """The larger text expression that `node` is directly a piece of."""
    parent = index.parents[node]
    if isinstance(parent, cst.BinaryOperation | cst.ConcatenatedString | cst.FormattedString):
        return parent
    around: cst.CSTNode | None = None
    if isinstance(parent, cst.FormattedStringExpression):
        around = index.parents[parent]
    elif isinstance(parent, cst.Attribute) and parent.attr.value in _TEXT_METHODS:
        outer = index.parents[parent]
        around = outer if isinstance(outer, cst.Call) else None
    return around if isinstance(around, cst.BaseExpression) else None
