"""Proves that a fixed file is the file it was but for its edits: it can be read, and the syntax tree outside of them is the same.

Every node has a place. One that no edit touches must stand, equal, where the edits before it have moved it to, and no
node may be there besides. A node around an edit keeps its kind and its ends. A string literal counts as a whole."""

from __future__ import annotations

import ast
import bisect
import codecs
import itertools
import sys
import warnings
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import libcst as cst

from backend_lint.model import Edit
from backend_lint.semantics.file import NotAnalysed, SourceFile, decode, split_lines
from backend_lint.semantics.guard import refuse
from backend_lint.semantics.languages import PYTHON

_LITERALS = ("Constant NoneType", "JoinedStr NoneType")
_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


class _Node(NamedTuple):
    """A node of a tree with its 0-based offsets in the UTF-8 text. `kind` is its type, with its operator; `own` what it says
    besides its children; `opens` where the brackets of a call or subscript open, and beyond every offset for an attribute,
    which has none, else -1; `around` the offsets of the node directly around it."""

    kind: str
    start: int
    end: int
    own: str
    literal: bool
    opens: int
    around: tuple[int, int]


class _Span(NamedTuple):
    """An edit: what it replaces in the text before, and where its text stands in the text after."""

    start: int
    end: int
    new_start: int
    new_end: int


def refusal(before: SourceFile, after: bytes, edits: Sequence[Edit]) -> str | None:
    """Why a file must not become `after` by these edits (sorted, apart from each other); None when nothing speaks against
    it. Files in other languages than Python are only read. To be called on a big stack: it parses."""
    try:
        result = decode(before.path, after)
    except NotAnalysed as error:
        return f"it could not be read afterwards: {error.cause}"
    if (before.encoding, before.data[:3] == codecs.BOM_UTF8) != (result.encoding, after[:3] == codecs.BOM_UTF8):
        return "it would be in another encoding"
    if before.language != PYTHON:
        return None
    tree = _parsed(before.text)
    if tree is None:
        return "this Python does not read its syntax, so the fix cannot be checked"
    fixed = _parsed(result.text)
    if fixed is None or not _read_by_libcst(result.text):
        return "it would not parse"
    try:
        old, new = [*_nodes(tree, before.text)], [*_nodes(fixed, result.text)]
    except ValueError:  # Python prints no number of more than 4,300 digits, and a hexadecimal one may be that long
        return "it holds a number of more than 4,300 digits, so the fix cannot be checked"
    return None if _compare(old, new, _spans(before, edits)) else "its syntax tree would change outside of the edits"


def _parsed(text: str) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text)
        except _UNREADABLE:
            return None


def _read_by_libcst(text: str) -> bool:
    if refuse(text) is not None:
        return False
    try:
        cst.parse_module(text)
    except (cst.ParserSyntaxError, cst.CSTLogicError, *_UNREADABLE):
        return False
    return True


def _spans(source: SourceFile, edits: Sequence[Edit]) -> list[_Span]:
    """The edits, whose offsets are bytes of the file, by offsets in its text as UTF-8, which `ast` counts in."""
    starts = _line_starts(source.text)
    spans: list[_Span] = []
    moved = 0
    for edit in edits:
        start, end = (_utf8_offset(source, starts, offset) for offset in (edit.start, edit.end))
        length = len(edit.text.encode())
        spans.append(_Span(start, end, start + moved, start + moved + length))
        moved += length - (end - start)
    return spans


def _utf8_offset(source: SourceFile, starts: Sequence[int], offset: int) -> int:
    line, column = source.position(offset)
    text = source.lines[line - 1] if line <= len(source.lines) else ""
    return starts[line - 1] + len(text[: column - 1].encode())


def _line_starts(text: str) -> list[int]:
    return [0, *itertools.accumulate(len(line.encode()) for line in split_lines(text))]


def _nodes(tree: ast.Module, text: str) -> Iterator[_Node]:
    """The nodes that have a place. Of literals with holes the inside is not looked at: older interpreters misplace it."""
    starts = _line_starts(text)
    pending: list[tuple[ast.AST, tuple[int, int]]] = [(tree, (-1, sys.maxsize))]
    while pending:
        node, around = pending.pop()
        holed = isinstance(node, ast.JoinedStr) or type(node).__name__ == "TemplateStr"
        literal = holed or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))
        if isinstance(node, ast.expr | ast.stmt | ast.excepthandler | ast.arg | ast.keyword | ast.alias | ast.pattern):
            start, end = starts[node.lineno - 1] + node.col_offset, _end(node, starts)
            kind = f"{type(node).__name__} {type(getattr(node, 'op', None)).__name__}"
            own = ast.dump(node) if literal else _own(node)
            yield _Node(kind, start, end, own, literal, _opens(node, starts), around)
            around = start, end
        if not holed:
            pending.extend((child, around) for child in ast.iter_child_nodes(node))


def _end(
    node: ast.expr | ast.stmt | ast.excepthandler | ast.arg | ast.keyword | ast.alias | ast.pattern,
    starts: Sequence[int],
) -> int:
    return starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)


def _opens(node: ast.AST, starts: Sequence[int]) -> int:
    match node:
        case ast.Attribute():
            return sys.maxsize
        case ast.Call(func=before) | ast.Subscript(value=before):
            return _end(before, starts)
    return -1


def _own(node: ast.AST) -> str:
    """What a node says itself: names, constants, operators, and which children it has."""
    said: list[str] = []
    for _, value in ast.iter_fields(node):
        if isinstance(value, list):
            said.append(",".join(type(each).__name__ if isinstance(each, ast.AST) else repr(each) for each in value))
        else:
            said.append(type(value).__name__ if isinstance(value, ast.AST) else repr(value))
    return ";".join(said)


def _compare(before: Sequence[_Node], after: Sequence[_Node], spans: Sequence[_Span]) -> bool:
    """Whether the nodes outside of edits, and those around them, are the same."""
    there = {(node.kind, node.start, node.end): node.own for node in after}
    old = [(span.start, span.end) for span in spans]
    inserted = {span.start for span in spans if span.start == span.end}
    known: set[tuple[str, int, int]] = set()
    for node in before:
        touching = _touching(node, old)
        around = bool(touching) and node.start < old[touching[0]][0] and old[touching[-1]][1] < node.end
        wrapped = node.start in inserted and node.end in inserted
        if touching and (node.literal or wrapped or not around):
            continue
        # A sum of literals, of which edits took what stood between them, is one literal.
        kinds = [node.kind, *(_LITERALS if around and node.kind.startswith("BinOp ") else ())]
        places = itertools.product(kinds, _moved(node.start, spans), _moved(node.end, spans))
        grows = around or node.start in inserted or node.end in inserted
        stands = [place for place in places if place in there and (grows or there[place] == node.own)]
        if not stands:
            return False
        known.update(stands)
    new = [(span.new_start, span.new_end) for span in spans]
    removed = {start for start, end in new if start == end}
    edges = {edge for node in after if node.literal for edge in (node.start, node.end)}
    for node in after:
        touching = _touching(node, new)
        shorter = node.start in removed or node.end in removed
        if not touching and not shorter and (node.kind, node.start, node.end) not in known:
            return False
        if not node.literal and any(_crosses(node, spans[at], edges) for at in {*touching[:1], *touching[-1:]}):
            return False
    return True


def _touching(node: _Node, spans: Sequence[tuple[int, int]]) -> range:
    """The spans that a node overlaps; an empty one inside of it counts, one at its edge does not."""
    first = bisect.bisect_right(spans, node.start, key=lambda span: span[1])
    last = bisect.bisect_left(spans, node.end, lo=first, key=lambda span: span[0])
    return range(first, last)


def _crosses(node: _Node, span: _Span, edges: set[int]) -> bool:
    """Whether a node lies half in new text and half outside of it: `not x`, when `x` became `y or z`. A literal may, and
    what begins or ends with one; an edit may go on with `.name`, `(…)` or `[…]`, which bind closer than any operator; and
    one may end an argument and begin another: then what stands around both stands around the edit."""
    if node.around[0] < span.new_start and span.new_end < node.around[1]:
        return False
    ends_inside = node.start < span.new_start < node.end < span.new_end and node.opens < span.new_start
    begins_inside = span.new_start < node.start < span.new_end < node.end
    return (ends_inside and node.end not in edges) or (begins_inside and node.start not in edges)


def _moved(offset: int, spans: Sequence[_Span]) -> set[int]:
    """Where an offset of the text before stands in the text after; at an edit's edge before its text, and behind it."""
    at = bisect.bisect_right(spans, offset, key=lambda span: span.start)
    if at == 0:
        return {offset}
    last = spans[at - 1]
    if offset < last.end:
        return {last.new_start} if offset == last.start else set()
    behind = offset + last.new_end - last.end
    return {behind, last.new_start} if offset == last.start else {behind}
