"""Our own engine for Python: scout, guard, elide, LibCST, index, rules, findings; one file at a time."""

from __future__ import annotations

import ast
import warnings
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import libcst as cst

from backend_lint.context import Context
from backend_lint.drafts import Draft
from backend_lint.engines.findings import (
    analysis_failed,
    finding,
    nodes,
    not_analysed,
    project_finding,
    rule_failed,
    rule_late,
    without_secrets,
)
from backend_lint.engines.reparse import Reparser
from backend_lint.facts import FileFacts, collect
from backend_lint.frameworks.roles import (
    CLASS_ROLES,
    class_roles,
    content_roles,
    glob_roles,
    path_roles,
    roles,
)
from backend_lint.frameworks.routetables import ROUTE_DECORATORS
from backend_lint.hooks import BoundRule, Hook, Rule
from backend_lint.model import FileResult, Finding, Place
from backend_lint.project import Project
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.elide import Elided, elide
from backend_lint.semantics.file import NotAnalysed, SourceFile, decode
from backend_lint.semantics.guard import refuse
from backend_lint.semantics.identifiers import as_read
from backend_lint.semantics.interpreter import reads
from backend_lint.semantics.scout import Scout

_TOP = Place(1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class _Bound:
    """A selected rule and its hooks by what starts them."""

    bound: BoundRule
    by_type: Mapping[type[cst.CSTNode], Sequence[Hook]]
    by_call: Mapping[str, Sequence[tuple[str, Hook]]]


@dataclass
class Engine:
    """Checks files with a selection of rules. A file never plays a role of `roles_off`. `scouting` and
    `eliding` exist so that tests can prove that findings are the same without them. `again`: the same files are checked
    again and again, as in an editor."""

    selection: Sequence[BoundRule]
    role_globs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    roles_off: frozenset[str] = frozenset()
    scouting: bool = True
    eliding: bool = True
    again: bool = False
    #: Told the code of each rule before it runs, and "" when none does.
    begins: Callable[[str], object] = lambda _: None

    def __post_init__(self) -> None:
        self._rules = {bound.rule.code: _bind(bound) for bound in self.selection}
        self._by_roles: dict[tuple[frozenset[str], frozenset[str]], frozenset[str]] = {}
        self._reparser = Reparser() if self.again else None
        per_file = [bound for bound in self.selection if bound.rule.info.per_file or bound.rule.project_hooks]
        self._scout = Scout({bound.rule.code: bound.triggers if self.scouting else () for bound in per_file})

    def check(self, path: str, data: bytes, late: Collection[str] = ()) -> FileResult:
        """The findings and facts of one file. Never raises: what cannot be analysed is a finding, and so is each rule of
        `late`, which came to no end on this file before and does not run."""
        self.begins("")
        try:
            return self._check(decode(path, data), late)
        except NotAnalysed as refusal:
            return FileResult(path, (not_analysed(path, refusal),))
        except Exception as error:  # a file that the analysis fails on costs itself only (design, section 6.6)
            return FileResult(path, (analysis_failed(path, error),), failed=True)

    def check_project(self, facts: Sequence[FileFacts], late: Collection[str] = ()) -> tuple[Finding, ...]:
        """The findings that need the facts of all files. The rules of `late` came to no end before, and do not run."""
        found: list[Finding] = []
        for code, item in self._rules.items():
            rule = item.bound.rule
            if code in late:
                found.append(rule_late(".", item.bound))
                continue
            self.begins(code)
            project = Project(facts, item.bound.options)
            try:
                drafts = [draft for hook in rule.project_hooks for draft in hook(project)]
                found += [project_finding(draft, rule) for draft in drafts]
            except Exception as error:  # a rule that fails costs itself only (design, section 6.6)
                found.append(rule_failed(".", item.bound, error))
        self.begins("")
        return tuple(found)

    def _check(self, source: SourceFile, late: Collection[str]) -> FileResult:
        read = as_read(source)
        hits = self._scout.hits(read.data, self._unwanted(read) if self.scouting else frozenset())
        if not hits.rules:
            _must_parse(source)
            return FileResult(source.path, (), FileFacts(source.path))
        whole = hits.whole or not self.eliding
        elided = _whole(read.text) if whole else elide(read.text, hits.lines, hits.needing, ROUTE_DECORATORS)
        if elided.idle:
            return FileResult(source.path, (), FileFacts(source.path))
        analysis = Analysis(source, parse(source, elided, self._reparser), elided.text, elided.lines)
        file_roles = roles(analysis, self.role_globs) - self.roles_off
        selected = [self._rules[code] for code in sorted(hits.rules) if _speaks(self._rules[code], file_roles)]
        in_time = [item for item in selected if item.bound.rule.code not in late]
        findings = self._run(in_time, analysis, file_roles)
        findings += [rule_late(source.path, item.bound) for item in selected if item.bound.rule.code in late]
        return FileResult(source.path, tuple(findings), collect(analysis, file_roles))

    def _unwanted(self, source: SourceFile) -> frozenset[str]:
        """Rules that the file's path and the names that it binds rule out. Its classes can add a role: a rule for
        services stays when one is named like that."""
        globs = glob_roles(source.path, self.role_globs)
        known = (path_roles(source.path) | content_roles(source.data) | globs) - self.roles_off
        if self._ruled_out(known, frozenset()) == self._ruled_out(known, CLASS_ROLES):
            return self._ruled_out(known, frozenset())  # most files: no need to look for names of classes
        return self._ruled_out(known, class_roles(source.data))

    def _ruled_out(self, known: frozenset[str], of_classes: frozenset[str]) -> frozenset[str]:
        """Rules that roles rule out. There are a few sets of them: of 4,338 files, seven."""
        if (known, of_classes) not in self._by_roles:
            self._by_roles[known, of_classes] = frozenset(
                code
                for code, item in self._rules.items()
                if item.bound.rule.silent_in & known
                or (item.bound.rule.only_in and not item.bound.rule.only_in & (known | of_classes))
            )
        return self._by_roles[known, of_classes]

    def _run(self, selected: Sequence[_Bound], analysis: Analysis, file_roles: frozenset[str]) -> list[Finding]:
        """The findings of all rules. Places are looked up once for all: a look-up costs a pass over the tree."""
        findings: list[Finding] = []
        drafts: list[tuple[Draft, _Bound]] = []
        for item in selected:
            context = Context(analysis, file_roles, item.bound.options, item.bound.strict)
            self.begins(item.bound.rule.code)
            try:
                found = [draft for hook, node in _matches(item, analysis) for draft in hook(node, context)]
            except Exception as error:  # a rule that fails costs itself only (design, section 6.6)
                findings.append(rule_failed(analysis.path, item.bound, error))
            else:
                drafts += [(draft, item) for draft in found if _wanted(draft, item.bound)]
        self.begins("")
        analysis.places.locate(node for draft, _ in drafts for node in nodes(draft))
        made: list[tuple[Finding, Rule]] = []
        for draft, item in drafts:
            try:
                made.append((finding(draft, item.bound, analysis), item.bound.rule))
            except Exception as error:  # a draft that names no node of the file: as above
                findings.append(rule_failed(analysis.path, item.bound, error))
        return findings + without_secrets(made, analysis)


def _speaks(item: _Bound, file_roles: frozenset[str]) -> bool:
    rule = item.bound.rule
    return not rule.silent_in & file_roles and (not rule.only_in or bool(rule.only_in & file_roles))


def parse(source: SourceFile, elided: Elided, reparser: Reparser | None = None) -> cst.Module:
    """The tree of the (elided) file. Raises NotAnalysed with the place of the fault."""
    refused = refuse(elided.text)
    if refused is not None:
        raise NotAnalysed(f"too complex to parse safely: {refused}", "Split the expression, or exclude the file.")
    try:
        with _unvalidated():
            return reparser.parse(source.path, elided.text) if reparser is not None else cst.parse_module(elided.text)
    except cst.ParserSyntaxError as error:
        raise _syntax_error(source, error.raw_line, error.raw_column + 1) from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # LibCST 1.9 lets a Rust panic through, a BaseException (promises 3.6)
        raise NotAnalysed(
            f"the parser failed: {type(error).__name__}", "Report this file's construct to backend-lint."
        ) from None


@contextmanager
def _unvalidated() -> Iterator[None]:
    """Nodes made inside are not validated: those of the parser are valid, and the check is a fifth of its time."""
    validate = cst.CSTNode.__post_init__
    cst.CSTNode.__post_init__ = _nothing  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        cst.CSTNode.__post_init__ = validate  # type: ignore[method-assign]


def _nothing(node: cst.CSTNode) -> None:
    pass


def _whole(text: str) -> Elided:
    """A file of which nothing is left out: its lines are its own."""
    return Elided(text, (), True)


def _must_parse(source: SourceFile) -> None:
    """A file that no rule concerns is still reported when it is not Python: nothing that was not analysed
    is reported as clean. LibCST reads syntax that is newer than this interpreter's."""
    if not reads(source.text):
        parse(source, _whole(source.text))


def _syntax_error(source: SourceFile, line: int, column: int) -> NotAnalysed:
    """LibCST's tokenizer errors all say line 1: the interpreter's own parser knows better (promises 3.6)."""
    cause = "invalid syntax"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source.text)
    except SyntaxError as error:
        line, column = error.lineno or line, error.offset or column
        cause = error.msg if error.msg.startswith(cause) else f"{cause}: {error.msg}"
    except (ValueError, RecursionError, MemoryError) as error:
        cause = f"{cause}, which this Python's own parser cannot place ({type(error).__name__})"
    else:
        cause = "syntax that this Python reads, and LibCST does not"
    # Behind a backslash, Python names columns that its line does not have.
    line = min(max(line, 1), max(len(source.lines), 1))
    text = source.lines[line - 1].rstrip("\r\n") if source.lines else ""
    column = min(max(column, 1), len(text) + 1)
    return NotAnalysed(cause, "Fix the syntax, or exclude the file.", Place(line, column, line, column + 1))


def _bind(bound: BoundRule) -> _Bound:
    by_type: dict[type[cst.CSTNode], list[Hook]] = defaultdict(list)
    by_call: dict[str, list[tuple[str, Hook]]] = defaultdict(list)
    for kind, hook in bound.rule.node_hooks:
        by_type[kind].append(hook)
    for name, hook in bound.rule.call_hooks:
        by_call[name.rpartition(".")[2]].append((name, hook))
    return _Bound(bound, by_type, by_call)


def _matches(item: _Bound, analysis: Analysis) -> Iterable[tuple[Hook, cst.CSTNode]]:
    index = analysis.index
    for kind, hooks in item.by_type.items():
        for node in index.nodes.get(kind, ()):
            for hook in hooks:
                yield hook, node
    aliases = analysis.names.aliases if item.by_call else {}
    for last, named in item.by_call.items():
        for local in (last, *aliases.get(last, ())):
            for call in index.calls.get(local, ()):
                for name, hook in named:
                    if name.startswith(".") or analysis.names.qualname(call.func) == name:
                        yield hook, call


def _wanted(draft: Draft, bound: BoundRule) -> bool:
    return bound.strict or draft.severity != "strict"
