"""What a value is for, told from the names around it: where it goes, what takes it, what it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.children import children
from backend_lint.semantics.index import last_name
from backend_lint.semantics.literals import said
from backend_lint.semantics.regexes import regex

#: Variables that a value is followed through.
_STEPS: Final = 3
#: Calls around a value whose names count: `cache.set(key(md5(x)), 1)` has two.
_CALLS: Final = 3
_WORD = regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_THROUGH = (
    cst.Attribute, cst.Subscript, cst.BinaryOperation, cst.FormattedString, cst.FormattedStringExpression, cst.Element,
    cst.List, cst.Tuple, cst.Dict, cst.IfExp, cst.BooleanOperation, cst.Await, cst.Index, cst.Slice,
    cst.SubscriptElement, cst.StarredElement, cst.Set,
)  # fmt: skip


def words(name: str) -> tuple[str, ...]:
    """The words of an identifier, in lower case: `newPassword_hash2` is new, password, hash, 2."""
    return tuple(word.lower() for word in _WORD.findall(name))


class Purposes:
    """The names around the values of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._index = analysis.index
        self._values = analysis.values
        self._uses: dict[str, list[cst.Name]] | None = None

    def names(self, node: cst.CSTNode) -> frozenset[str]:
        """Identifiers (and keys) that tell what the value of `node` is for: targets it is assigned to, keywords
        and functions ("name()") it is passed to, the function that returns it, and those that hold it."""
        found: set[str] = set()
        self._follow(node, found, set(), 0)
        for around in self._index.ancestors(node):
            if isinstance(around, cst.FunctionDef | cst.ClassDef):
                found.add(around.name.value)
        return frozenset(found)

    def mentioned(self, node: cst.CSTNode) -> Iterator[str]:
        """The identifiers and string keys inside an expression."""
        stack: list[cst.CSTNode] = [node]
        while stack:
            current = stack.pop()
            if isinstance(current, cst.Name):
                yield current.value
            elif isinstance(current, cst.SimpleString):
                text = said(current)
                if isinstance(text, str) and text.replace("-", "_").isidentifier():
                    yield text
            else:
                stack.extend(children(current))

    def uses(self, name: cst.Name) -> list[cst.Name]:
        """The other places of the same function (or of the module's own statements) that read `name`."""
        if self._uses is None:
            self._uses = {}
            for use in self._index.of(cst.Name):
                self._uses.setdefault(use.value, []).append(use)
        function = self._index.function(name)
        return [
            use
            for use in self._uses.get(name.value, ())
            if use is not name and self._index.function(use) is function and not self._is_bound(use)
        ]

    def _is_bound(self, name: cst.Name) -> bool:
        parent = self._index.parents[name]
        return isinstance(parent, cst.AssignTarget | cst.Param | cst.Arg) and getattr(parent, "value", None) is not name

    def _follow(self, node: cst.CSTNode, found: set[str], seen: set[cst.CSTNode], step: int) -> None:
        current, calls = node, 0
        while current not in seen:
            seen.add(current)
            parent = self._index.parents.get(current)
            if isinstance(parent, cst.Call):
                if current is parent.func:  # a method of the value: h.update(data)
                    for argument in parent.args:
                        found.update(self.mentioned(argument.value))
            elif isinstance(parent, cst.Arg):
                call = self._index.parents[parent]
                calls += 1
                if calls > _CALLS or not isinstance(call, cst.Call):
                    return
                found.update(_called(call))
                if parent.keyword is not None:
                    found.add(parent.keyword.value)
                    if parent.keyword.value in ("key", "default"):
                        return
                parent = call
            elif isinstance(parent, cst.DictElement):
                found.update(self.mentioned(parent.key))
            elif isinstance(parent, cst.Comparison | cst.ComparisonTarget):
                comparison = parent if isinstance(parent, cst.Comparison) else self._index.parents[parent]
                found.update(self.mentioned(comparison))
                return
            elif isinstance(parent, cst.Assign | cst.AnnAssign | cst.AugAssign | cst.NamedExpr):
                self._assigned(parent, found, seen, step)
                return
            elif not isinstance(parent, _THROUGH):
                return  # a statement: what it returns is named by the function around it
            current = parent

    def _assigned(
        self,
        node: cst.Assign | cst.AnnAssign | cst.AugAssign | cst.NamedExpr,
        found: set[str],
        seen: set[cst.CSTNode],
        step: int,
    ) -> None:
        targets = [target.target for target in node.targets] if isinstance(node, cst.Assign) else [node.target]
        for target in targets:
            found.update(self.mentioned(target))
            if isinstance(target, cst.Name) and step < _STEPS:
                for use in self.uses(target):
                    self._follow(use, found, seen, step + 1)


def _called(call: cst.Call) -> Iterator[str]:
    """`cache` and `set()` of `self.cache.set(…)`."""
    yield f"{last_name(call.func)}()"
    # The database's `session` says nothing of what is added to it.
    if isinstance(call.func, cst.Attribute) and last_name(call.func.value) not in ("session", "db"):
        yield last_name(call.func.value)
