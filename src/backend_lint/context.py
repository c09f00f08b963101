"""The author's verbs: what a rule may ask of a file, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import libcst as cst

from backend_lint.drafts import Change, Draft, Spot, Stretch
from backend_lint.frameworks.databases import Databases, Handle
from backend_lint.frameworks.requests import tainted
from backend_lint.frameworks.routes import Handler, Routes
from backend_lint.model import Applicability, Confidence, Severity
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.calls import argument
from backend_lint.semantics.imports import Imports
from backend_lint.semantics.text import Text

Node = TypeVar("Node", bound=cst.CSTNode)
Known = TypeVar("Known")


class Context:
    """One file as a rule sees it. Every question can be answered None, not known."""

    def __init__(
        self, analysis: Analysis, roles: frozenset[str], options: Mapping[str, Any], strict: bool = True
    ) -> None:
        self._analysis = analysis
        self.path = analysis.path
        #: The file's roles (catalogue 1.2): "test", "migration", "settings", "handler", "service", …
        self.roles = roles
        #: The rule's own options, by name.
        self.options = options
        #: Whether findings of severity "strict" are shown: a rule may save itself the trouble.
        self.strict = strict

    # -- Python -----------------------------------------------------------------------------------

    def qualname(self, node: cst.CSTNode | None) -> str | None:
        """The dotted name under which a library knows `node`: "bcrypt.gensalt". ".name" is this file's own."""
        return self._analysis.names.qualname(node)

    def argument(self, call: cst.Call, name: str, position: int | None = None) -> cst.BaseExpression | None:
        """The expression a call passes as `name` or, 0-based, at `position`; None when it is absent or may
        hide behind `*args`."""
        return argument(call, name, position)

    def value(self, node: cst.CSTNode | None) -> Any:
        """The one constant that `node` is, folded; None when it is not known."""
        return self._analysis.values.value(node)

    def texts(self, node: cst.BaseExpression) -> list[Text]:
        """The texts `node` can have, as known parts and holes."""
        return self._analysis.texts.texts(node)

    def inside(self, node: cst.CSTNode, *types: type[Node]) -> Node | None:
        """The nearest node of these types around `node`."""
        return self._analysis.index.enclosing(node, *types)

    def ancestors(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """The nodes around `node`, nearest first."""
        return self._analysis.index.ancestors(node)

    def parent(self, node: cst.CSTNode) -> cst.CSTNode:
        """The node directly around `node`."""
        return self._analysis.index.parents[node]

    def function(self, node: cst.CSTNode) -> cst.FunctionDef | None:
        """The function in whose body `node` stands."""
        return self._analysis.index.function(node)

    def calls(self, name: str) -> Sequence[cst.Call]:
        """Every call of something whose last name is `name`."""
        return self._analysis.index.calls.get(name, ())

    def lines(self, nodes: Sequence[cst.CSTNode]) -> list[int]:
        """The 1-based lines that nodes begin on (one pass over the file for all: for messages only)."""
        places = self._analysis.places
        places.locate(nodes)
        return [places.place(node).line for node in nodes]

    def source(self, node: cst.CSTNode) -> str:
        """The source of `node` on one line, for a message."""
        return " ".join(self._analysis.module.code_for_node(node).split())

    # -- other people's libraries -----------------------------------------------------------------

    def know(self, knowledge: Callable[[Analysis], Known]) -> Known:
        """What is known of the file about one subject: `know(SqlTexts).holes`. `knowledge` is a class of `frameworks/`
        that `backend_lint.rule` names; all rules share the file's one instance of it."""
        return self._analysis.know(knowledge)

    def database(self, node: cst.BaseExpression) -> Handle | None:
        """Which driver's session, connection or cursor `node` is."""
        return self._analysis.know(Databases).handle(node)

    def handler(self, node: cst.CSTNode) -> Handler | None:
        """The request handler in whose body `node` stands."""
        return self._analysis.know(Routes).of(node)

    def from_request(self, node: cst.CSTNode | None) -> bool:
        """Whether text that a client sent reaches `node` in its function; False also means not known."""
        return tainted(self._analysis, node)

    # -- saying -----------------------------------------------------------------------------------

    def finding(
        self,
        at: cst.CSTNode | Spot,
        message: str,
        *,
        severity: Severity | None = None,
        confidence: Confidence = "high",
        hint: str = "",
        related: Sequence[tuple[cst.CSTNode, str]] = (),
        fix: Change | Sequence[Change] = (),
    ) -> Draft:
        """A fault at `at`. `hint` says what to do; `severity` differs from the rule's only where the
        catalogue says so."""
        changes = (fix,) if isinstance(fix, Change) else tuple(fix)
        return Draft(at, message, severity, confidence, hint, tuple(related), changes)

    def replace(
        self, at: cst.CSTNode | Spot | Stretch, text: str, *, title: str = "", safe: bool = False, suggest: bool = False
    ) -> Change:
        """A fix: `text` in the place of a node, a part of a literal, or a stretch from node to node. `safe` only where
        the rule's docstring argues it; `suggest` where a person must look at it first."""
        applicability: Applicability = "suggest" if suggest else "safe" if safe else "unsafe"
        return Change(at, text, title or f"Replace with `{text}`", applicability)

    def import_name(self, module: str, name: str = "", *, before: cst.CSTNode) -> tuple[str, tuple[Change, ...]] | None:
        """How code at `before` can name a module, or a name of one: `import_name("os", before=node)` is `os` and, where
        the file does not import it yet, the changes that do (unsafe or not, as the fix they belong to: see `finding`).
        None where the name means something else in this file, or the file cannot be read by this interpreter."""
        found = self._analysis.know(Imports).named(module, name, self._analysis.places.place(before).line)
        if found is None:
            return None
        if not found.statement:
            return found.name, ()
        at = Spot(self._analysis.module, found.offset, 0)
        return found.name, (Change(at, found.statement, f"Import `{module}`", "safe"),)
