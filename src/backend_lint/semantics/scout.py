"""Knows which rules a file may concern, and on which lines, from one pass over its bytes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick

from backend_lint.semantics.needs import Need
from backend_lint.semantics.parts import Part

#: Shorter literals stand in almost every file and would leave nothing out.
MIN_LITERAL = 4
#: What else a function must hold for a hit to count: see `semantics.needs`.
Needs = Need | Callable[[Part], bool]
#: How tables write a trigger: a literal; a literal and a pattern for its line; the same and what it needs.
TriggerSpec = bytes | tuple[bytes, bytes] | tuple[bytes, bytes, Needs]
_FLAGS = re.compile(rb"\A\(\?[a-z]+\)")
#: How many bytes a trigger's pattern may look ahead: a handler of twelve lines or so.
WINDOW = 1_000
#: Longer lines (data, minified code) count without a look: a pattern may take the square of their bytes.
LONGEST_LINE = 2_000


class Trigger(NamedTuple):
    """Text that must be in a file for a rule to have something to say.

    `literal` is lower-case and searched without regard to (ASCII) case; `line`, if given, is a pattern that must
    match somewhere on the line of the hit, whose bytes are as in the file, without its line end. A pattern that
    names `\\n` looks further: its match begins on the line and may go on over WINDOW bytes from the line's
    start, in which every line end is a `\\n`. A hit counts only in functions that hold what it `needs` as well."""

    literal: bytes
    line: bytes | None = None
    needs: Needs = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a file may be about: codes of rules, 1-based numbers of the lines with a confirmed hit,
    whether one of the rules wants the file whole, and the lines that count only in functions that hold what
    is needed."""

    rules: frozenset[str]
    lines: frozenset[int]
    whole: bool
    needing: Mapping[Needs, frozenset[int]] = field(default_factory=dict)


class Scout:
    """Finds the literals of all rules at once.

    A rule without triggers wants every file, whole. Raises ValueError for a literal that is shorter than
    four bytes, not lower-case, or longer than a line."""

    def __init__(self, rules: Mapping[str, Sequence[Trigger]]) -> None:
        self._always = frozenset(code for code, triggers in rules.items() if not triggers)
        wanted: dict[bytes, dict[bytes | None, dict[Needs, set[str]]]] = {}
        for code, triggers in rules.items():
            for literal, line, needs in triggers:
                if len(literal) < MIN_LITERAL or literal != literal.lower() or b"\n" in literal or b"\r" in literal:
                    raise ValueError(f"{code}: {literal!r} is not a lower-case literal of 4 bytes or more")
                wanted.setdefault(literal, {}).setdefault(line, {}).setdefault(needs, set()).add(code)
        self._checks = [
            [
                (
                    Line(line) if line else None,
                    [(needs, frozenset(codes)) for needs, codes in found.items()],
                    frozenset().union(*found.values()),
                )
                for line, found in patterns.items()
            ]
            for patterns in wanted.values()
        ]
        self._automaton = BytesAhoCorasick(list(wanted))

    def hits(self, data: bytes, without: frozenset[str] = frozenset()) -> Hits:
        """The rules and lines that `data`, the bytes of a file in an ASCII-compatible encoding, is about, the
        rules `without` left out.

        Lines end at LF, CRLF or lone CR."""
        rules = set(self._always - without)
        lines: dict[Needs, set[int]] = defaultdict(set)
        # Same length, so that offsets stay true, and one kind of line end to count.
        plain = data.replace(b"\r\n", b" \n").replace(b"\r", b"\n") if b"\r" in data else data
        number, start, end = 1, 0, -1
        settled: set[int] = set()
        for literal, hit, _ in self._automaton.find_matches_as_indexes(plain.lower(), overlapping=True):
            # Matches come in the order of their ends and no literal spans lines: lines only go up.
            if hit > end:
                number += plain.count(b"\n", start, hit)
                start = plain.rfind(b"\n", start, hit) + 1 or start
                end = plain.find(b"\n", hit)
                end = len(plain) if end < 0 else end
                settled.clear()
            # Once per line and literal: a line of a million hits is searched once, not a million times.
            if literal in settled:
                continue
            settled.add(literal)
            for pattern, wanted, codes in self._checks[literal]:
                if codes <= without:
                    continue
                if pattern is None or end - start > LONGEST_LINE or pattern.matches(plain, data, start, end):
                    for needs, some in wanted:
                        if not some <= without:
                            rules |= some - without
                            lines[needs].add(number)
        always = bool(self._always - without)
        unconditional = frozenset(lines.pop("", ()))
        return Hits(frozenset(rules), unconditional, always, {needs: frozenset(n) for needs, n in lines.items()})


class Line:
    """A pattern for the line of a hit, compiled when it is first asked: half of a run's patterns never are."""

    def __init__(self, written: bytes) -> None:
        self._written = written
        self._looks_on = rb"\n" in written

    @cached_property
    def _pattern(self) -> re.Pattern[bytes]:
        if not self._looks_on:
            return re.compile(self._written)
        # Anchored: a search would begin on every line of the window, each of which is a hit of its own.
        flags = _FLAGS.match(self._written)
        return re.compile((flags[0] if flags else b"") + rb"[^\n]*?(?:" + _FLAGS.sub(b"", self._written) + rb")")

    def matches(self, plain: bytes, data: bytes, start: int, end: int) -> bool:
        """Whether it matches on the line from `start` to `end` of `plain` and of `data`."""
        if self._looks_on:
            return self._pattern.match(plain[start : start + WINDOW]) is not None
        return self._pattern.search(data[start:end].rstrip(b"\r")) is not None
