"""Whether an expression means the same further down in its function: evaluated in the same order, of the same names."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from backend_lint.semantics.analysis import Analysis

_BUILTINS = frozenset({"str", "repr"})


class Moving:
    """Moves of expressions in one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._index = analysis.index
        self._names = analysis.names

    def keeps(self, expressions: Sequence[cst.BaseExpression], to: cst.CSTNode) -> bool:
        """Whether the expressions, which are evaluated in this order, are worth the same in the statement of `to`: that is
        their own, or nothing runs between theirs and it, or they are names that nothing binds again, their
        attributes that nothing in the function assigns, and constants."""
        index = self._index
        statement = index.statement(to)
        if any(index.scope(each).node is not index.scope(to).node for each in expressions):
            return False
        moved = [each for each in expressions if index.statement(each) is not statement]
        if not moved or self._is_next_to(moved, statement):
            return True
        return all(self._is_still(each, statement) for each in moved)

    def _is_next_to(self, moved: Sequence[cst.BaseExpression], statement: cst.CSTNode) -> bool:
        """Whether only the statements of the moved expressions themselves stand before `statement` in one block."""
        lines = [self._line(self._index.statement(each)) for each in moved]
        last = self._line(statement)
        block = getattr(self._index.parents[last], "body", ())
        if not isinstance(block, list | tuple) or isinstance(last, cst.While):
            return False
        numbers = {id(each): number for number, each in enumerate(block)}
        if not all(id(line) in numbers for line in (*lines, last)):
            return False
        first = min(numbers[id(line)] for line in lines)
        return set(map(id, block[first : numbers[id(last)]])) == set(map(id, lines))

    def _line(self, statement: cst.CSTNode) -> cst.CSTNode:
        parent = self._index.parents[statement]
        alone = isinstance(parent, cst.SimpleStatementLine) and len(parent.body) == 1
        return parent if alone else statement

    def _is_still(self, node: cst.BaseExpression, statement: cst.CSTNode) -> bool:
        if isinstance(node, cst.SimpleString | cst.Integer | cst.Float):
            return True
        if isinstance(node, cst.Name):
            return self._names.is_unchanged(node, statement)
        if isinstance(node, cst.Attribute):
            return self._is_still(node.value, statement) and not self._is_assigned(node)
        if isinstance(node, cst.Call) and len(node.args) == 1:
            return self._names.qualname(node.func) in _BUILTINS and self._is_still(node.args[0].value, statement)
        return False

    def _is_assigned(self, node: cst.Attribute) -> bool:
        """Whether the function assigns or deletes an attribute of that name."""
        function = self._index.function(node)
        return function is None or any(
            other.attr.value == node.attr.value
            and isinstance(self._index.parents[other], cst.AssignTarget | cst.AugAssign | cst.AnnAssign | cst.Del)
            for other in self._index.inside(function, cst.Attribute)
        )
