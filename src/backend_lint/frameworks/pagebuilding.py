"""Which statements build a page with context managers: `with tag.div(): text("…")`."""

from __future__ import annotations

import libcst as cst

from backend_lint.frameworks.thintables import RESOURCE
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.flow import block
from backend_lint.semantics.index import last_name


class PageBuilding:
    """The pages that one file's functions build (`analysis.know(PageBuilding)`)."""

    def __init__(self, analysis: Analysis) -> None:
        self._index = analysis.index
        self._known: dict[cst.With, bool] = {}

    def renders(self, statement: cst.CSTNode) -> bool:
        """Whether a statement builds a page: `with tag.div(): text("…")`,
        and loops and branches over such."""
        if not isinstance(statement, cst.With):
            return False
        if statement not in self._known:
            self._known[statement] = all(
                item.asname is None
                and isinstance(item.item, cst.Call)
                and not RESOURCE.search(last_name(item.item.func))
                for item in statement.items
            ) and all(self._is_part(inner) for inner in block(statement.body))
        return self._known[statement]

    def holds(self, node: cst.CSTNode) -> bool:
        """Whether `node` only decides what a page shows."""
        around = self._index.enclosing(node, cst.With)
        while around is not None:
            if self.renders(around):
                return True
            around = self._index.enclosing(around, cst.With)
        return False

    def _is_part(self, statement: cst.CSTNode) -> bool:
        if isinstance(statement, cst.For | cst.If | cst.Else):
            rest = statement.orelse if isinstance(statement, cst.For | cst.If) else None
            return all(map(self._is_part, block(statement.body))) and (rest is None or self._is_part(rest))
        return isinstance(
            statement, cst.Expr | cst.Pass | cst.Continue | cst.Assign | cst.AnnAssign | cst.AugAssign
        ) or self.renders(statement)
