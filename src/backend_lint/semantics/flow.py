"""Which of a name's bindings can reach a use, statement by statement, inside one function or module."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

import libcst as cst

from backend_lint.semantics.bindings import Binding
from backend_lint.semantics.index import SCOPES, Index


class Reaching(NamedTuple):
    """The bindings that can reach a place, nearest first. `open` is True when a path exists on which
    none of them was executed (a parameter or an outer scope may then supply the value)."""

    bindings: tuple[Binding, ...]
    open: bool


#: A name that is bound under a thousand conditions is judged by what it is bound to last: each use would else ask all.
MOST_REACHING = 100
_NOTHING = Reaching((), True)
_UNREACHABLE = Reaching((), False)


def block(body: cst.BaseSuite | cst.Module | None) -> list[cst.CSTNode]:
    """The statements of a body, small statements of one line listed one by one."""
    if body is None:
        return []
    found: list[cst.CSTNode] = []
    for statement in body.body:
        if isinstance(statement, cst.SimpleStatementLine):
            found.extend(statement.body)
        else:
            found.append(statement)
    return found


class _Block:
    """The statements of one body, by their identity too: LibCST's nodes hash in Python."""

    def __init__(self, statements: Sequence[cst.CSTNode]) -> None:
        self.statements = statements
        self.positions = {id(statement): position for position, statement in enumerate(statements)}
        self._among: dict[int, list[int]] = {}

    @cached_property
    def leaving(self) -> list[int]:
        """The positions of the statements at which control leaves the function, in order."""
        return [position for position, statement in enumerate(self.statements) if _leaves(statement)]

    def among(self, nodes: frozenset[int]) -> list[int]:
        """The positions in order of the statements that are among these nodes, which are kept for as long as this is."""
        known = self._among.get(id(nodes))
        if known is None:
            positions = self.positions
            if len(nodes) < len(positions):
                known = sorted(positions[one] for one in nodes if one in positions)
            else:
                known = [position for one, position in positions.items() if one in nodes]
            self._among[id(nodes)] = known
        return known


class Flow:
    """Reaching definitions over one index; results are remembered per name and statement."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._after: dict[tuple[str, int], Reaching] = {}
        self._events: dict[cst.CSTNode, dict[tuple[str, cst.CSTNode], list[Binding]]] = {}
        self._blocks: dict[int, _Block] = {}
        self._binding: dict[tuple[str, int], frozenset[int]] = {}

    def reaching(self, name: str, at: cst.CSTNode) -> Reaching:
        """The bindings of `name` in its scope that can reach `at`."""
        scope = self._index.scope(at)
        if name not in scope.bindings:
            return _NOTHING
        return self.before(name, self._index.statement(at), scope.node)

    def before(self, name: str, statement: cst.CSTNode, scope: cst.CSTNode) -> Reaching:
        """The bindings that can be in force just before `statement` runs."""
        found: list[Binding] = []
        current = statement
        while current is not scope:
            owner, siblings = self._location(current)
            position = siblings.positions.get(id(current), 0)
            earlier = self._backwards(name, siblings, scope, 0, position)
            found.extend(earlier.bindings)
            if not earlier.open:
                return Reaching(_unique(found), False)
            if owner is scope:
                break
            entering = self._entering(name, owner, siblings, position, scope)
            found.extend(entering.bindings)
            if not entering.open:
                return Reaching(_unique(found), False)
            current = _statement_of(self._index, owner)
        found.extend(self._bound_at(name, scope, scope))
        return Reaching(_unique(found), True)

    def _entering(self, name: str, owner: cst.CSTNode, siblings: _Block, position: int, scope: cst.CSTNode) -> Reaching:
        """What the head of the compound statement `owner` binds before the statement at `position` of its block."""
        header = self._bound_at(name, owner, scope)
        if isinstance(owner, cst.For | cst.While):
            again = self._backwards(name, siblings, scope, position).bindings
            return Reaching((*header, *again), not header)
        if isinstance(owner, cst.ExceptHandler):
            attempt = self._index.parents[owner]
            inside = self._anywhere(name, self._block(attempt.body), scope) if isinstance(attempt, cst.Try) else ()
            return Reaching((*header, *inside), not header)
        if isinstance(owner, cst.Finally | cst.Else):
            attempt = self._index.parents[owner]
            if isinstance(attempt, cst.Try):
                tried = self._backwards(name, self._block(attempt.body), scope)
                if isinstance(owner, cst.Else):
                    return tried
                handled = [self._backwards(name, self._block(handler.body), scope) for handler in attempt.handlers]
                return _join([tried, *handled, Reaching((), True)])
        return Reaching(header, not header)

    def _backwards(
        self, name: str, siblings: _Block, scope: cst.CSTNode, first: int = 0, end: int | None = None
    ) -> Reaching:
        """What the statements of a block from position `first` up to `end` bind, the last one first."""
        end = len(siblings.statements) if end is None else end
        bound = self._statements_binding(name, scope)
        leaving = siblings.leaving
        left = bisect_left(leaving, end) - 1
        while left >= 0 and id(siblings.statements[leaving[left]]) in bound:
            left -= 1
        last_left = leaving[left] if left >= 0 and leaving[left] >= first else -1
        binding = siblings.among(bound)
        found: list[Binding] = []
        for number in range(bisect_left(binding, end) - 1, bisect_left(binding, max(first, last_left)) - 1, -1):
            position = binding[number]
            made = self._after_statement(name, siblings.statements[position], scope)
            found.extend(made.bindings)
            if not made.open or len(found) >= MOST_REACHING:
                return Reaching(_unique(found), False)
        return Reaching(tuple(found), last_left < 0)

    def _after_statement(self, name: str, statement: cst.CSTNode, scope: cst.CSTNode) -> Reaching:
        key = (name, id(statement))
        known = self._after.get(key)
        if known is None:
            self._after[key] = _NOTHING
            known = self._after[key] = self._made_by(name, statement, scope)
        return known

    def _statements_binding(self, name: str, scope: cst.CSTNode) -> frozenset[int]:
        """The identities of the nodes of a scope that bind a name or hold one that does."""
        key = (name, id(scope))
        known = self._binding.get(key)
        if known is None:
            bindings = self._index.scopes[scope].bindings.get(name, ())
            known = self._binding[key] = self._index.around(binding.statement for binding in bindings)
        return known

    def _block(self, body: cst.BaseSuite | cst.Module) -> _Block:
        found = self._blocks.get(id(body))
        if found is None:
            found = self._blocks[id(body)] = _Block(block(body))
        return found

    def _made_by(self, name: str, node: cst.CSTNode, scope: cst.CSTNode) -> Reaching:
        own = self._bound_at(name, node, scope)
        if isinstance(node, cst.If):
            other = self._other_branch(name, node.orelse, scope)
            return _then(_join([self._branch(name, node.body, scope), other]), Reaching(own, not own))
        if isinstance(node, cst.For | cst.While):
            return _join([self._branch(name, node.body, scope), Reaching(own, True)])
        if isinstance(node, cst.With):
            inside = self._branch(name, node.body, scope)
            return Reaching((*inside.bindings, *own), inside.open and not own)
        if isinstance(node, cst.Try | cst.TryStar):
            body = self._branch(name, node.body, scope)
            if node.orelse is not None:
                body = _then(self._branch(name, node.orelse.body, scope), body)
            ends = [body, *(self._branch(name, handler.body, scope) for handler in node.handlers)]
            joined = _join(ends)
            return _then(self._branch(name, node.finalbody.body, scope), joined) if node.finalbody else joined
        if isinstance(node, cst.Match):
            return _join([*(self._branch(name, case.body, scope) for case in node.cases), Reaching((), True)])
        return Reaching(tuple(reversed(own)), not own)

    def _other_branch(self, name: str, orelse: cst.If | cst.Else | None, scope: cst.CSTNode) -> Reaching:
        if orelse is None:
            return _NOTHING
        if isinstance(orelse, cst.If):
            return _join([self._branch(name, orelse.body, scope), self._other_branch(name, orelse.orelse, scope)])
        return self._branch(name, orelse.body, scope)

    def _branch(self, name: str, body: cst.BaseSuite, scope: cst.CSTNode) -> Reaching:
        inside = self._block(body)
        if inside.leaving and inside.leaving[-1] == len(inside.statements) - 1:
            return _UNREACHABLE
        return self._backwards(name, inside, scope)

    def _anywhere(self, name: str, body: _Block, scope: cst.CSTNode) -> tuple[Binding, ...]:
        inside = set(body.statements)
        return tuple(
            binding
            for (bound, _), bindings in self._of_scope(scope).items()
            if bound == name
            for binding in bindings
            if binding.statement in inside or any(a in inside for a in self._index.ancestors(binding.statement))
        )

    def _location(self, statement: cst.CSTNode) -> tuple[cst.CSTNode, _Block]:
        """The node that owns the block `statement` stands in, and the block's statements."""
        parent: Any = self._index.parents[statement]
        kind = type(parent)  # isinstance() asks LibCST's ABCs, five times as slowly
        if kind is cst.SimpleStatementLine:
            parent = self._index.parents[parent]
            kind = type(parent)
        if kind is cst.IndentedBlock or kind is cst.SimpleStatementSuite:
            return self._index.parents[parent], self._block(parent)
        if kind is cst.Module:
            return parent, self._block(parent)
        return parent, _Block([statement])

    def _of_scope(self, scope: cst.CSTNode) -> dict[tuple[str, cst.CSTNode], list[Binding]]:
        events = self._events.get(scope)
        if events is None:
            events = self._events[scope] = {}
            for name, bindings in self._index.scopes[scope].bindings.items():
                for binding in bindings:
                    events.setdefault((name, binding.statement), []).append(binding)
        return events

    def _bound_at(self, name: str, statement: cst.CSTNode, scope: cst.CSTNode) -> tuple[Binding, ...]:
        return tuple(self._of_scope(scope).get((name, statement), ()))


def _statement_of(index: Index, owner: cst.CSTNode) -> cst.CSTNode:
    """The statement that stands in a block for `owner`: an `elif`, `else` or handler belongs to its head."""
    current = owner
    while True:
        parent = index.parents.get(current)
        kind = type(current)
        if parent is None or kind in SCOPES:
            return current
        if type(parent) is not cst.If and _is_compound(kind):
            return current
        if kind is cst.If and parent.orelse is not current:  # type: ignore[attr-defined]
            return current
        current = parent


@cache
def _is_compound(kind: type[cst.CSTNode]) -> bool:
    return issubclass(kind, cst.BaseCompoundStatement)


def _leaves(statement: cst.CSTNode) -> bool:
    """Whether control leaves the function at this statement. `break` and `continue` do not count: what
    was bound before them is still seen after the loop."""
    kind = type(statement)
    if kind is cst.Return or kind is cst.Raise:
        return True
    if kind is cst.If:
        orelse = statement.orelse  # type: ignore[attr-defined]
        if orelse is None or not _ends(statement.body):  # type: ignore[attr-defined]
            return False
        return _leaves(orelse) if type(orelse) is cst.If else _ends(orelse.body)
    return kind is cst.With and _ends(statement.body)  # type: ignore[attr-defined]


def _ends(body: cst.BaseSuite) -> bool:
    statements = block(body)
    return bool(statements) and _leaves(statements[-1])


def _join(branches: Sequence[Reaching]) -> Reaching:
    return Reaching(tuple(b for branch in branches for b in branch.bindings), any(branch.open for branch in branches))


def _then(last: Reaching, first: Reaching) -> Reaching:
    return Reaching((*last.bindings, *(first.bindings if last.open else ())), last.open and first.open)


def _unique(bindings: Sequence[Binding]) -> tuple[Binding, ...]:
    return tuple(dict.fromkeys(bindings))[:MOST_REACHING]
