"""Where nodes stand: computed only for the nodes that findings name, in the file's own lines and bytes."""

from __future__ import annotations

import ast
import bisect
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import cached_property
from typing import Any, NamedTuple

import libcst as cst
from libcst._nodes.internal import CodegenState

from backend_lint.model import Place
from backend_lint.semantics.file import SourceFile, split_lines
from backend_lint.semantics.index import Index
from backend_lint.semantics.interpreter import parse
from backend_lint.semantics.outline import first_line
from backend_lint.semantics.printed import NEWLINE, Position, blanks, in_text

_NOTHING = nullcontext()
#: Statements that begin where `ast` says so, with their own word, and end with their last statement.
_COMPOUND = (cst.If, cst.For, cst.While, cst.With, cst.Try, cst.TryStar)

#: How often a statement is printed for the nodes that are asked for; then it is for all in it, as it may hold thousands.
_SEVERAL = 3


class _AllFoundError(Exception):
    """Every wanted node is printed: what follows them is of no interest."""


class _Recorder(CodegenState):
    """Prints a node up to the last of the wanted nodes and notes where these begin and end (1-based line, 0-based
    character column), whitespace around them left out where LibCST knows better. Nodes are known by their ids:
    LibCST hashes them in Python, which is three times as dear."""

    def __init__(self, module: cst.Module, wanted: Iterable[cst.CSTNode], line: int = 1) -> None:
        super().__init__(default_indent=module.default_indent, default_newline=module.default_newline)
        self.found: dict[int, tuple[Position, Position]] = {}
        self._wanted = {id(node) for node in wanted}
        self._left = set(self._wanted)
        self._line, self._column, self._seen = line, 0, 0
        self._open: dict[int, Position] = {}

    def print(self, node: cst.CSTNode) -> str:
        """Print a node; its text up to where the last wanted node ends."""
        with suppress(_AllFoundError):
            node._codegen(self)
        return "".join(self.tokens)

    def _position(self) -> Position:
        for token in self.tokens[self._seen :]:
            pieces = NEWLINE.split(token)
            if len(pieces) > 1:
                self._line += len(pieces) - 1
                self._column = 0
            self._column += len(pieces[-1])
        self._seen = len(self.tokens)
        return (self._line, self._column)

    def before_codegen(self, node: cst.CSTNode) -> None:
        if id(node) in self._wanted:
            self._open[id(node)] = self._position()

    def after_codegen(self, node: cst.CSTNode) -> None:
        if id(node) not in self._wanted:
            return
        if id(node) not in self.found:
            self.found[id(node)] = (self._open[id(node)], self._position())
        self._left.discard(id(node))
        if not self._left:
            raise _AllFoundError

    def record_syntactic_position(  # type: ignore[override]
        self, node: cst.CSTNode, *, start_node: cst.CSTNode | None = None, end_node: cst.CSTNode | None = None
    ) -> AbstractContextManager[None]:
        # Asked for at nearly every node: a generator for each would be a tenth of the printing.
        return self._recorded(node, start_node, end_node) if id(node) in self._wanted else _NOTHING

    @contextmanager
    def _recorded(
        self, node: cst.CSTNode, start_node: cst.CSTNode | None, end_node: cst.CSTNode | None
    ) -> Iterator[None]:
        ends = {id(each) for each in (start_node, end_node) if each is not None}
        self._wanted |= ends
        start = self._position()
        yield
        end = self._position()
        if start_node is not None and id(start_node) in self.found:
            start = self.found[id(start_node)][0]
        if end_node is not None and id(end_node) in self.found:
            end = self.found[id(end_node)][1]
        self.found[id(node)] = (start, end)


class _Start(NamedTuple):
    """The 1-based line in the text on which a statement begins, and the white space before it, a piece for each
    body around it."""

    line: int
    indent: tuple[str, ...]


class Places:
    """Positions of nodes of one (elided) module in the file it came from."""

    def __init__(self, index: Index, source: SourceFile, text: str, lines: Sequence[int]) -> None:
        """`text` is what was parsed, `lines` the 1-based file line of each of its lines."""
        self._index = index
        self._module = index.module
        self._source = source
        self._text = text
        self._lines = lines
        self._places: dict[cst.CSTNode, Place] = {}
        #: By identity, how often a statement was printed.
        self._printed: Counter[int] = Counter()

    def locate(self, nodes: Iterable[cst.CSTNode]) -> None:
        """Find many nodes in one pass; `place` then answers without another."""
        wanted = [node for node in nodes if node not in self._places and node is not self._module]
        lasts = {node: last for node in wanted if (last := self._last(node)) is not None}
        by_statement: dict[cst.CSTNode, list[cst.CSTNode]] = defaultdict(list)
        for node in wanted:
            node = lasts.get(node, node)
            by_statement[self._statement(node)].append(node)
        for statement, inside in by_statement.items():
            if not self._locate_in(statement, inside):
                self._locate_anywhere(wanted)
                return
        for node, last in lasts.items():
            start, end = self._starts[id(node)], self._places[last]
            begin = self._offsets[start.line - 1]
            column = blanks(self._text[begin : self._offsets[start.line]]) + 1
            self._places[node] = Place(self._file_line(start.line), column, end.end_line, end.end_column)

    def _last(self, node: cst.CSTNode) -> cst.CSTNode | None:
        """The simple statement with which a compound one ends; None where printing all of it is needed to know its end."""
        if not isinstance(node, _COMPOUND) or id(node) not in self._starts:
            return None
        block: Any = node
        while not isinstance(block, cst.SimpleStatementLine):
            handlers = getattr(block, "handlers", None)
            end = (
                getattr(block, "finalbody", None)
                or getattr(block, "orelse", None)
                or (handlers[-1] if handlers else None)
            )
            if end is not None:
                block = end
                continue
            body = getattr(block, "body", None)
            if not isinstance(body, cst.IndentedBlock) or not body.body:
                return None
            block = body.body[-1]
        return block if id(block) in self._starts else None

    def _statement(self, node: cst.CSTNode) -> cst.CSTNode:
        """The innermost statement around `node` of which it is known where it begins; the module where none is."""
        starts = self._starts
        around = (each for each in (node, *self._index.ancestors(node)) if id(each) in starts)
        return next(around, self._module)

    @cached_property
    def _starts(self) -> dict[int, _Start]:
        """Where the statements of the module and of all bodies in it (those of `match` apart) begin, by identity; empty
        where the interpreter cannot tell."""
        tree = parse(self._text)
        starts: dict[int, _Start] = {}
        pending: list[tuple[Sequence[cst.CSTNode], list[ast.stmt], tuple[str, ...]]] = []
        pending.append((self._module.body, tree.body if tree else [], ()))
        while pending:
            statements, known, indent = pending.pop()
            found = iter(known)
            for statement in statements:
                first = next(found, None)
                if first is None:
                    return {}
                starts[id(statement)] = _Start(first_line(first), indent)
                if type(statement) is cst.SimpleStatementLine:
                    # Its other statements follow. Three of four are of this kind, and hold no bodies to look for.
                    for _ in statement.body[1:]:
                        next(found, None)
                    continue
                for body, inner in _bodies(statement, first):
                    deeper = body.indent or self._module.default_indent
                    pending.append((body.body, inner, (*indent, deeper)))
        return starts

    def _locate_in(self, statement: cst.CSTNode, nodes: Iterable[cst.CSTNode]) -> bool:
        """Find nodes by printing only their statement, half as dear as parsing it; False where LibCST does not print
        it as it stands in the text."""
        start = self._starts.get(id(statement))
        if start is None:
            return False
        self._printed[id(statement)] += 1
        if self._printed[id(statement)] == _SEVERAL:
            nodes = self._index.all_inside(statement)
        line = start.line - len(statement.leading_lines)  # type: ignore[attr-defined]
        recorder = _Recorder(self._module, nodes, line)
        recorder.indent_tokens.extend(start.indent)
        if not self._text.startswith(recorder.print(statement), self._offsets[line - 1]):
            return False
        self._take(recorder, nodes)
        return True

    @cached_property
    def _offsets(self) -> list[int]:
        """The 0-based characters at which the lines of the text begin."""
        return [0, *itertools.accumulate(map(len, split_lines(self._text)))]

    def _locate_anywhere(self, nodes: Iterable[cst.CSTNode]) -> None:
        nodes = [*nodes]
        recorder = _Recorder(self._module, [*nodes, self._module])  # to its end: lines are compared with the text's
        self._take(recorder, nodes, in_text(self._text, recorder.print(self._module)))

    def _take(
        self,
        recorder: _Recorder,
        nodes: Iterable[cst.CSTNode],
        stands: Callable[[Position], Position] = lambda position: position,
    ) -> None:
        for node in nodes:
            if id(node) not in recorder.found:
                continue  # not of this file: asking for its place is the caller's fault
            (line, column), (end_line, end_column) = map(stands, recorder.found[id(node)])
            self._places[node] = Place(self._file_line(line), column + 1, self._file_line(end_line), end_column + 1)

    def place(self, node: cst.CSTNode) -> Place:
        """Where `node` stands in the file; of the module, its start."""
        if node is self._module:
            return Place(1, 1, 1, 1)
        if node not in self._places:
            self.locate([node])
        return self._places[node]

    def inside(self, node: cst.CSTNode, offset: int, length: int) -> Place:
        """The place of `length` characters at `offset` (0-based characters) of the source text of `node`, a
        string or a part of one, or of the file where `node` is the module."""
        start = self.place(node)
        line, column = self._advance(start.line, start.column, offset)
        return Place(line, column, *self._advance(line, column, length))

    def _advance(self, line: int, column: int, characters: int) -> tuple[int, int]:
        """The line and column that many characters further on."""
        starts = self._source.line_starts
        at = starts[line - 1] + column - 1 + characters
        line = max(line, bisect.bisect_right(starts, at, hi=len(starts) - 1))
        return line, at - starts[line - 1] + 1

    def span(self, place: Place) -> tuple[int, int]:
        """The 0-based byte offsets of a place in the file as read."""
        return (
            self._source.byte_offset(place.line, place.column),
            self._source.byte_offset(place.end_line, place.end_column),
        )

    def _file_line(self, line: int) -> int:
        return self._lines[min(line, len(self._lines)) - 1] if self._lines else line


def _bodies(statement: cst.CSTNode, known: ast.AST) -> Iterator[tuple[cst.IndentedBlock, list[ast.stmt]]]:
    """The indented bodies of a statement as LibCST has them, each with its statements as `ast` has them."""
    blocks: list[tuple[object, object]] = [(statement, getattr(known, "body", None))]
    blocks += [(getattr(statement, "finalbody", None), getattr(known, "finalbody", None))]
    handlers = [handler.body for handler in getattr(known, "handlers", ())]
    blocks += zip(getattr(statement, "handlers", ()), handlers, strict=False)
    after, otherwise = getattr(statement, "orelse", None), getattr(known, "orelse", None)
    if isinstance(after, cst.If) and otherwise:
        yield from _bodies(after, otherwise[0])  # an `elif`
    else:
        blocks.append((after, otherwise))
    for block, inner in blocks:
        body = getattr(block, "body", None)
        if isinstance(body, cst.IndentedBlock) and isinstance(inner, list):
            yield body, inner
