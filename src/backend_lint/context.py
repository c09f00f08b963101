"""The author's verbs: what a rule may ask of a file, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import libcst as cst
import msgspec

from backend_lint.drafts import Change, Draft, Spot, Stretch
from backend_lint.frameworks.databases import Databases, Handle, Query
from backend_lint.frameworks.envfallbacks import Fallback
from backend_lint.frameworks.fallbackdrops import FallbackDrops
from backend_lint.frameworks.owntexts import Correction
from backend_lint.frameworks.parameterised import ParameterChanges
from backend_lint.frameworks.repairs import ENVIRON, Repair, is_local
from backend_lint.frameworks.requests import tainted
from backend_lint.frameworks.routes import Handler, Routes
from backend_lint.frameworks.secretmoves import Move
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
        if found is None or is_local(found.name.partition(".")[0], before, self._analysis.index):
            return None
        if not found.statement:
            return found.name, ()
        at = Spot(self._analysis.module, found.offset, 0)
        return found.name, (Change(at, found.statement, f"Import `{module}`", "safe"),)

    def move(self, move: Move) -> tuple[Change, ...]:
        """The changes that read a variable of the environment in the place of a literal (see `SecretMoves`); nothing where
        the file cannot name `os`, or inside of an f-string, whose quotes they would end in older Pythons."""
        named = self._named(ENVIRON, move.node)
        if named is None or any(isinstance(around, cst.FormattedString) for around in self.ancestors(move.node)):
            return ()
        lookup = move.form.format(f'{named[0]}["{move.variable}"]')
        title = f"Read `{move.variable}` from the environment"
        return (self.replace(move.node, lookup, title=title, suggest=not move.sure), *named[1])

    def drop(self, fallback: Fallback, *, suggest: bool = False) -> tuple[Change, ...]:
        """The changes that take out the fallback of a missing variable; nothing where none are known (see
        `FallbackDrops`)."""
        repair = self._analysis.know(FallbackDrops).of(fallback)
        if repair is not None and suggest:
            repair = msgspec.structs.replace(repair, applicability="suggest")
        return self.repaired(repair, before=fallback.value)

    def repaired(self, repair: Repair | None, *, before: cst.CSTNode) -> tuple[Change, ...]:
        """The changes that a framework's knowledge asks for at the node `before`; nothing where a part of them cannot be
        made, as when the file cannot name what they need."""
        if repair is None:
            return ()
        title = repair.title
        safe, suggest = repair.applicability == "safe", repair.applicability == "suggest"
        changes: list[Change] = []
        imports: dict[tuple[str, str], tuple[Change, ...]] = {}
        for cut in repair.cuts:
            text = cut.text
            if cut.named is not None:
                named = self._named(cut.named, before)
                if named is None:
                    return ()
                text, imports[cut.named] = f"{cut.head}{named[0]}{text}", named[1]
            at = Stretch(cut.first, cut.last, after=cut.after, before=cut.before)
            changes.append(self.replace(at, text, title=title, safe=safe, suggest=suggest))
        parts: list[Sequence[Change]] = []
        if repair.removed is not None:
            parts.append(self.remove_argument(*repair.removed, title=title, safe=safe, suggest=suggest))
        if repair.added is not None:
            parts.append(self.add_argument(*repair.added, title=title, safe=safe, suggest=suggest))
        if repair.above is not None:
            above = self.before_statement(*repair.above, title=title, suggest=suggest)
            parts.append((above,) if above is not None else ())
        if not all(parts):
            return ()
        return (*changes, *(change for part in (*parts, *imports.values()) for change in part))

    def _named(self, wanted: tuple[str, str], before: cst.CSTNode) -> tuple[str, tuple[Change, ...]] | None:
        """As `import_name`; the environment is `os.environ` where the file can name `os`."""
        module = self.import_name("os", before=before) if wanted == ENVIRON else None
        return (f"{module[0]}.environ", module[1]) if module is not None else self.import_name(*wanted, before=before)

    def parameterised(self, query: Query | None) -> Sequence[Change]:
        """The changes that pass the values in the text of a query as its parameters; none where that is not sure to keep
        what the code does (see `ParameterChanges`)."""
        return self.corrected(self._analysis.know(ParameterChanges).of(query))

    def corrected(self, correction: Correction | None) -> Sequence[Change]:
        """The changes of a correction of a query."""
        if correction is None:
            return ()
        module, title, safe = self._analysis.module, correction.title, correction.safe
        spots = ((Spot(module, each.start, each.end - each.start), each.text) for each in correction.splices)
        return [self.replace(at, text, title=title, safe=safe) for at, text in spots]

    def remove_argument(
        self, call: cst.Call, argument: cst.Arg, *, title: str, safe: bool = False, suggest: bool = False
    ) -> tuple[Change, ...]:
        """The changes that take one argument out of a call; nothing where a comment would go with it."""
        number = call.args.index(argument)
        code = self._analysis.module.code_for_node
        if number + 1 < len(call.args):
            at, lost, text = Stretch(argument, call.args[number + 1], before=True), argument, ""
        elif number:
            at, lost, text = Stretch(call.args[number - 1], argument, after=True), call.args[number - 1], ""
        else:
            at, lost, text = Stretch(call.func, call, after=True), argument, "()"
        between = [lost.comma, lost.whitespace_after_arg]
        if any("#" in code(each) for each in between if isinstance(each, cst.CSTNode)) or call.func.lpar:
            return ()
        return (self.replace(at, text, title=title, safe=safe, suggest=suggest),)

    def add_argument(
        self, call: cst.Call, text: str, *, title: str = "", safe: bool = False, suggest: bool = False
    ) -> tuple[Change, ...]:
        """The changes that give a call one more argument, `text`, at its end; nothing where a generator without
        parentheses of its own is its only one."""
        title = title or f"Add `{text}`"
        if not call.args:
            source = self._analysis.module.code_for_node(call.with_changes(lpar=(), rpar=()))
            inside = Spot(call, source.rindex(")"), 0)
            return () if "#" in source else (self.replace(inside, text, title=title, safe=safe, suggest=suggest),)
        last = call.args[-1]
        if isinstance(last.value, cst.GeneratorExp) and not last.value.lpar:
            return ()
        behind = Stretch(last, last, after=True)
        return (self.replace(behind, f", {text}", title=title, safe=safe, suggest=suggest),)

    def before_statement(
        self, statement: cst.CSTNode, text: str, *, title: str, suggest: bool = False
    ) -> Change | None:
        """The change that puts a small statement on a line above a statement, in its indentation; on the same line where the
        statement shares one with others. None where something else than white space stands before a compound one."""
        place = self._analysis.places.place(statement)
        indent = self._analysis.source.lines[place.line - 1][: place.column - 1]
        if indent.strip():
            if not isinstance(statement, cst.BaseSmallStatement):
                return None
            text, indent = f"{text}; ", ""
        else:
            text = f"{text}\n"
        return self.replace(Stretch(statement, statement, before=True), f"{text}{indent}", title=title, suggest=suggest)
