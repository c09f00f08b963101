"""The statements of a function that make what a variable holds, where nothing else uses what they make."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bindings import Binding


class NameChains:
    """The local variables of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._index = analysis.index
        self._names = analysis.names

    def of(self, name: cst.Name) -> list[Binding] | None:
        """The assignment and every `+=` that make what a local variable holds here, first one first; None where they are
        not sure to run one after the other, or where anything else uses what they make."""
        found = self._names.lookup(name)
        function = self._index.function(name)
        last = self._names.single(name)
        if found is None or last is None or function is None or found.scope.node is not function:
            return None
        chain = [last]
        while chain[0].kind == "augment":
            earlier = self._names.earlier(chain[0])
            if len(earlier) != 1 or earlier[0] in chain:
                return None
            chain.insert(0, earlier[0])
        loops = {self._index.enclosing(binding.statement, cst.For, cst.While) for binding in chain}
        if not all(map(_is_plain_statement, chain)) or chain[0].kind != "assign" or len(loops) > 1:
            return None
        return None if self._is_used_elsewhere(name, chain, function) else chain

    def _is_used_elsewhere(self, name: cst.Name, chain: Sequence[Binding], function: cst.FunctionDef) -> bool:
        own = {id(binding.node) for binding in chain}
        for other in self._index.inside(function, cst.Name):
            if other.value != name.value or other is name:
                continue
            parent = self._index.parents[other]
            if isinstance(parent, cst.AssignTarget | cst.Arg | cst.Attribute) and not _is_read(other, parent):
                continue
            if isinstance(parent, cst.AnnAssign | cst.AugAssign) and parent.target is other and id(parent) in own:
                continue
            used = self._names.lookup(other)
            if used is not None and not set(chain).isdisjoint(used.bindings):
                return True
        return False


def _is_plain_statement(binding: Binding) -> bool:
    """Whether a binding is `name = text` or `name += text`."""
    node = binding.node
    if isinstance(node, cst.Assign):
        return len(node.targets) == 1 and isinstance(node.targets[0].target, cst.Name)
    added = isinstance(node, cst.AugAssign) and isinstance(node.operator, cst.AddAssign)
    return binding.value is not None and (added or isinstance(node, cst.AnnAssign))


def _is_read(name: cst.Name, parent: cst.AssignTarget | cst.Arg | cst.Attribute) -> bool:
    """Whether a name in a target, an argument or an attribute is read, rather than bound or the word for something else."""
    if isinstance(parent, cst.Arg):
        return parent.keyword is not name
    return isinstance(parent, cst.Attribute) and parent.attr is not name
