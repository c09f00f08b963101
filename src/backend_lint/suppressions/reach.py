"""Knows where the comments of a file stand, and which lines each of their directives speaks for."""

from __future__ import annotations

import bisect
import io
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from backend_lint.model import Place
from backend_lint.semantics.file import split_lines
from backend_lint.semantics.languages import PYTHON
from backend_lint.suppressions.directives import Directive, read
from backend_lint.suppressions.events import Event, events

_TAB = 8  # Python's own: a tab goes on to the next column that this divides


class Comment(msgspec.Struct, frozen=True):
    """A comment: 1-based line and column in characters, the indentation of its line in columns. `alone`: nothing else is on its line; `inside`: it stands
    between the first and the last line of a statement. `text` begins with `#`, which stands for the last character of
    another language's mark: `before` and `after` are the characters of the marks that `text` lacks."""

    line: int
    column: int
    text: str
    indent: int
    alone: bool
    inside: bool
    before: int = 0
    after: int = 0


class Request(msgspec.Struct, frozen=True, eq=False):
    """A directive where it stands. `first` and `last` are set for those that speak for a range of lines (1-based,
    both included); `close` is the `enable` that ends it. What its place makes of it is in `fault`."""

    comment: Comment
    directive: Directive
    first: int = 0
    last: int = 0
    close: Request | None = None
    fault: str = ""

    @property
    def wrong(self) -> str:
        """What is wrong with it, in its words or with its place."""
        return self.directive.fault or self.fault

    @property
    def place(self) -> Place:
        """Where the directive itself stands."""
        line, column = self.comment.line, self.comment.column
        return Place(line, column + self.directive.start, line, column + self.directive.end)


class Unit(msgspec.Struct):
    """A logical line, or a line that holds only a comment: the lines (1-based, both included) that a directive in
    it speaks for. `above` are the requests of own-line comments directly above it, `head` those of the `def` or `class`
    line that a decorator belongs to; many units share one list."""

    first: int
    last: int
    indent: int
    code: bool = True
    decorator: bool = False
    requests: list[Request] = []
    head: list[Request] = []
    above: list[Request] = []

    @property
    def groups(self) -> tuple[list[Request], ...]:
        """The requests that speak for it, the nearest first."""
        return self.requests, self.head, self.above


class Reach(msgspec.Struct, frozen=True):
    """What the comments of a file ask for, in the order of the file. `unfit` are lines (1-based) at whose end no
    comment can stand."""

    requests: tuple[Request, ...]
    units: tuple[Unit, ...]
    unfit: frozenset[int]

    def unit(self, line: int) -> Unit | None:
        """The statement, or the comment, that a line belongs to."""
        at = bisect.bisect_right(self.units, line, key=lambda unit: unit.first) - 1
        return self.units[at] if at >= 0 and line <= self.units[at].last else None


@lru_cache(maxsize=1)  # an editor asks for an edit against each finding of a text
def reach(text: str, language: str = PYTHON, *, respect_nosec: bool = False) -> Reach:
    """Read the comments of a file. `text` is the decoded file. Not to be changed: who asks next about the same text gets
    the same. Never raises."""
    source = io.StringIO(text, newline=None).getvalue()
    found = events(source, language)
    lines = split_lines(source)
    builder = _Builder(lines, respect_nosec)
    for event in found:
        builder.take(event)
    commented = {comment.line for comment in builder.comments}
    unfit = {line for event in found if event.kind == "code" for line in range(event.line, event.last)}
    unfit |= {
        number for number, line in enumerate(lines, 1) if line.rstrip("\n").endswith("\\") and number not in commented
    }
    return Reach(_ranged(builder, len(lines)), tuple(builder.units), frozenset(unfit))


class _Builder:
    """Puts events together to units."""

    def __init__(self, lines: list[str], respect_nosec: bool) -> None:
        self.units: list[Unit] = []
        self.comments: list[Comment] = []
        self.requests: list[Request] = []
        self._lines = lines
        self._respect_nosec = respect_nosec
        self._pending: list[Request] = []
        self._decorators: list[Unit] = []
        self._current: Unit | None = None

    def take(self, event: Event) -> None:
        """Read on by one event."""
        current = self._current
        if event.kind == "code":
            if current is None:
                indent = _width(self._lines[event.line - 1])
                # What is further right stands below the end of a block, and not above this statement.
                above = [each for each in self._pending if each.comment.indent <= indent]
                current = Unit(event.line, event.last, indent, decorator=event.text == "@", above=above)
                self._current, self._pending = current, []
                self.units.append(current)
            current.last = max(current.last, event.last)
        elif event.kind == "comment":
            self._comment(event)
        elif event.kind == "blank" and current is None:
            self._pending = []
        elif event.kind == "end" and current is not None:
            if current.decorator:
                self._decorators.append(current)
            else:
                _join_head(self._decorators, current)
                self._decorators = []
            self._current = None

    def _comment(self, event: Event) -> None:
        alone = not self._lines[event.line - 1][: event.column].strip()
        indent = _width(self._lines[event.line - 1])
        inside = alone and self._current is not None
        column = event.column + event.before + 1
        comment = Comment(event.line, column, event.text, indent, alone, inside, event.before, event.after)
        self.comments.append(comment)
        found = [Request(comment, each) for each in read(event.text, respect_nosec=self._respect_nosec)]
        self.requests += found
        spoken = [each for each in found if each.directive.verb not in ("disable", "enable", "file-ignore")]
        if self._current is not None:
            self._current.requests += spoken
            self._current.last = max(self._current.last, event.line)
        else:
            self._pending += spoken  # shared by the whole run of comments and by what it stands above
            self.units.append(Unit(event.line, event.line, indent, code=False, requests=self._pending))


def _join_head(decorators: list[Unit], header: Unit) -> None:
    """A comment above a decorated function speaks for its whole head; one on the `def` line speaks for the
    decorators too; one on a decorator's own line only for that decorator."""
    above = [request for unit in (*decorators, header) for request in unit.above]
    for unit in decorators:
        unit.head = header.requests
        unit.above = above
    header.above = above


class _Ranges:
    """Finds out where `disable` ends: at the `enable` of the same rules in the same block, else with the block, as
    ruff has it. A block is known by its indentation."""

    def __init__(self, lines: int) -> None:
        self.told: list[Request] = []
        self._end = lines + 1
        self._blocks = [0]
        self._open: dict[int, dict[frozenset[str], list[int]]] = {}  # by indentation and entries: numbers in `told`

    def pass_by(self, statement: Unit) -> None:
        """Go on behind the first line of a statement."""
        while self._blocks[-1] > statement.indent:
            for numbers in self._open.pop(self._blocks.pop(), {}).values():
                for number in numbers:
                    self.told[number] = replace(self.told[number], last=statement.first - 1)
        if self._blocks[-1] < statement.indent:
            self._blocks.append(statement.indent)

    def take(self, request: Request, following: Unit | None) -> None:
        """Place one request; `following` is the next statement."""
        comment, verb = request.comment, request.directive.verb
        if request.directive.fault or verb not in ("disable", "enable", "file-ignore"):
            self.told.append(request)
            return
        fault = ""
        if not comment.alone:
            fault = f"`{verb}` must stand on a line of its own"
        elif comment.inside:
            fault = f"`{verb}` must not stand inside of a statement"
        elif verb == "file-ignore" and comment.indent:
            fault = "`file-ignore` must not be indented"
        elif verb != "file-ignore" and comment.indent not in self._blocks:
            if following is not None and following.indent == comment.indent > self._blocks[-1]:
                self._blocks.append(comment.indent)
            else:
                fault = f"`{verb}` is indented unlike the code around it"
        if fault:
            self.told.append(replace(request, fault=fault))
        elif verb == "enable":
            self._close(request)
        else:
            self.told.append(replace(request, first=comment.line if verb == "disable" else 1, last=self._end))
            if verb == "disable":
                block = self._open.setdefault(comment.indent, {})
                block.setdefault(_named(request), []).append(len(self.told) - 1)

    def _close(self, request: Request) -> None:
        opened = self._open.get(request.comment.indent, {}).get(_named(request))
        if opened:
            number = opened.pop()
            self.told[number] = replace(self.told[number], last=request.comment.line, close=request)
            self.told.append(request)
        else:
            names = ", ".join(entry.text for entry in request.directive.entries)
            self.told.append(replace(request, fault=f"No `disable[{names}]` stands before it in this block"))


def _named(request: Request) -> frozenset[str]:
    return frozenset(entry.text for entry in request.directive.entries)


def _ranged(builder: _Builder, lines: int) -> tuple[Request, ...]:
    """All requests, those for ranges of lines with their ends."""
    ranges = _Ranges(lines)
    statements = iter([unit for unit in builder.units if unit.code])
    following = next(statements, None)
    for request in builder.requests:
        while following is not None and following.first <= request.comment.line:
            ranges.pass_by(following)
            following = next(statements, None)
        ranges.take(request, following)
    while following is not None:
        ranges.pass_by(following)
        following = next(statements, None)
    return tuple(ranges.told)


def _width(line: str) -> int:
    """The indentation of a line in columns."""
    return len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(_TAB))
