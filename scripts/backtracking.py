"""Looks for regular expressions of the package that take more than linear time, with texts that are made to be dear for them:
words that their repeated parts take, over and over.

    python scripts/backtracking.py

A pattern that tries every way to share out such a text takes a time that grows with the square of its length, or worse. Nothing is
proved: a pattern is held to be linear when no text that is built from its own parts shows otherwise. Patterns that are asked of
short texts only stand in `BOUNDED`, each with the reason."""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
import pkgutil
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import backend_lint
from backend_lint import catalog
from backend_lint.semantics import regexes
from backend_lint.semantics.scout import LONGEST_LINE, WINDOW, Line

parser: Any = re._parser  # type: ignore[attr-defined]
compiler: Any = re._compiler  # type: ignore[attr-defined]

#: A part that is repeated up to this often costs at most so many times what a linear one does.
FEW = 250
#: Words of the first text, which is done with in a second even where each doubles the time, and characters of the second. The third is
#: `size` characters long and the fourth four times that: a linear pattern then takes four times as long, and one that grows with the
#: square 16 times. `GROWTH` stands between them.
WORDS, LEAST, GROWTH = 22, 250, 8
#: Seconds for `size` characters below which a pattern is not measured further: the square of 1,000 characters takes 1 ms or more.
CHEAP = 0.000_5
#: Seconds for the first three texts above which it is not, either: a linear pattern takes 0.2 ms, 0.2 ms and 3 ms at most.
HOPELESS = (0.005, 0.005, 0.1)
#: Seconds that a trigger's pattern may take for the longest line that it is asked of: the square of its bytes takes 0.03 s.
TRIGGER_LIMIT = 0.3
#: Why some may take more than linear time, by what they are written as.
BOUNDED: Mapping[str, str] = {
    "semantics.redact._NAMED": "asked of the 120 characters before a literal",
    "semantics.patterns._BRACKET": "asked of what pathspec writes, where every bracket that is not escaped is closed",
    "settings.files._PROBLEM": "asked of msgspec's messages, which end in a backquote, so that the first try fits",
    "suppressions.directives._CODE": "searched only in what `_NOQA` has matched, where digits stand behind all letters",
    "frameworks.debugmode._DEVELOPMENT_PATH": "asked of a path, which systems keep below 4,096 characters",
    r"^(.*_)?(settings|config|configuration|env)(_.*)?\.py$|^__config__\.py$": "asked of a file's name, which systems keep below 256",
}
CHARACTERS = "".join(map(chr, range(9, 127))) + "é١\u2028"
ATOMS = {"LITERAL", "NOT_LITERAL", "IN", "ANY", "CATEGORY", "RANGE"}
REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
LOOKS = {"ASSERT", "ASSERT_NOT"}


class Costs:
    """The texts that are dear for one pattern."""

    def __init__(self, pattern: str | bytes, flags: int = 0) -> None:
        self._bytes = isinstance(pattern, bytes)
        self._state = parser.parse(pattern, flags)
        self._flags = self._state.state.flags
        self._sets: list[frozenset[str]] = []
        self._repeats: list[tuple[str, list[str]]] = []
        self._walk(self._state, "")

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """What comes first, what is repeated, and what comes last."""
        alphabet = self._alphabet()
        seen = set()
        for lead, words in self._repeats:
            own = dict.fromkeys([*words, *(lead + word for word in words), lead])
            begun = [*product(("", lead), own), *product((lead,), alphabet)]
            for (first, unit), last in product(begun, ("", "\0", "\n")):
                if unit and (first, unit, last) not in seen:
                    seen.add((first, unit, last))
                    yield first, unit, last

    def text(self, parts: tuple[str, str, str], size: int) -> str | bytes:
        """About `size` characters of it."""
        first, unit, last = parts
        made = first + unit * (size // len(unit)) + last
        return made.encode("utf-8") if self._bytes else made

    def _alphabet(self) -> list[str]:
        """One character of each kind that the pattern tells apart."""
        kinds = {tuple(char in each for each in self._sets): char for char in reversed(CHARACTERS)}
        return sorted(kinds.values())

    def _members(self, item: tuple[Any, Any]) -> frozenset[str]:
        """Which characters an atom takes."""
        return members(repr(item), self._bytes, self._flags, lambda: self._part([item]))

    def _part(self, items: Sequence[Any]) -> Any:
        part = parser.SubPattern(self._state.state, list(items))
        return compiler.compile(part, self._flags)

    def _walk(self, items: Any, lead: str) -> str:
        """Note the repeated parts of a sequence that `lead` stands before; a text of the whole sequence."""
        said = ""
        for item in items:
            said += self._word(item, lead + said)
        return said

    def _word(self, item: tuple[Any, Any], lead: str) -> str:
        kind, value = str(item[0]), item[1]
        if kind in ATOMS:
            found = self._members(item)
            self._sets.append(found)
            return min(found, key=lambda char: (not char.isalnum(), char)) if found else ""
        if kind in REPEATS:
            least, most, body = value
            word = self._walk(body, lead)
            if most > FEW:
                self._repeats.append((lead, [each for each in (word, *self._others(body)) if each]))
            return word * max(1, min(least, 40))
        if kind == "BRANCH":
            words = [self._walk(each, lead) for each in value[1]]
            return words[0]
        if kind == "SUBPATTERN":
            return self._walk(value[-1], lead)
        if kind == "ATOMIC_GROUP":
            return self._walk(value, lead)
        if kind in LOOKS:
            self._walk(value[1], lead)
        return ""

    def _others(self, body: Any) -> Iterator[str]:
        """Words of the other alternatives of a repeated part, and two different ones together."""
        options = [self._options(item) for item in body]
        for number in range(1, 4):
            yield "".join(each[number % len(each)] for each in options)
        yield "".join("".join(each[:3]) for each in options)

    def _options(self, item: tuple[Any, Any]) -> list[str]:
        kind, value = str(item[0]), item[1]
        if kind in ATOMS:
            return sorted(self._members(item))[:: max(1, len(self._members(item)) // 4)] or [""]
        if kind == "BRANCH":
            return ["".join(self._options(each)[0] for each in option) for option in value[1]]
        if kind in REPEATS:
            return ["".join(self._options(each)[0] for each in value[2]), ""]
        if kind in ("SUBPATTERN", "ATOMIC_GROUP"):
            inside = value[-1] if kind == "SUBPATTERN" else value
            options = [self._options(each) for each in inside]
            return ["".join(each[number % len(each)] for each in options) for number in range(4)]
        return [""]


_MEMBERS: dict[tuple[str, bool, int], frozenset[str]] = {}


def members(key: str, binary: bool, flags: int, compiled: Callable[[], Any]) -> frozenset[str]:
    """The characters that a part of one character takes."""
    known = _MEMBERS.get((key, binary, flags))
    if known is None:
        one = compiled()
        known = frozenset(
            char
            for char in CHARACTERS
            if (not binary or char.isascii()) and one.fullmatch(char.encode() if binary else char)
        )
        _MEMBERS[key, binary, flags] = known
    return known


def seconds(ask: Callable[[Any], object], text: str | bytes, times: int = 1) -> float:
    """Seconds of processor time, the best of several."""
    found = []
    for _ in range(times):
        begin = time.process_time()
        ask(text)
        found.append(time.process_time() - begin)
    return min(found)


def dear(pattern: str | bytes, flags: int, ask: Callable[[Any], object], size: int) -> str:
    """A text for which `ask` takes more than linear time, as "first + unit * n + last" with the growth; "" when none is known."""
    costs = Costs(pattern, flags)
    for parts in costs.texts():
        few, small, short, long = (costs.text(parts, each) for each in (WORDS * len(parts[1]), LEAST, size, 4 * size))
        for text, limit in zip((few, small, short), HOPELESS, strict=True):
            if seconds(ask, text) > limit and (taken := seconds(ask, text, 3)) > limit:
                return f"{shown(parts)}: {taken:.2f} seconds for {len(text)} characters"
        if seconds(ask, short) < CHEAP or (taken := seconds(ask, short, 3)) < CHEAP:
            continue
        grown = seconds(ask, long, 3) / taken
        if grown > GROWTH:
            return f"{shown(parts)}: {grown:.0f} times as long for 4 times the text"
    return ""


def shown(parts: tuple[str, str, str]) -> str:
    """A text by its parts."""
    first, unit, last = parts
    return f"{first!r} + {unit!r} * n + {last!r}"


# ---------------------------------------------------------------- those of the package

#: Methods that begin at one place of a text only; all others try every place.
ANCHORED = ("match", "fullmatch")
NOT_ASKED = {"pattern", "flags", "groupindex"}


class Asked(NamedTuple):
    """A pattern of the package, by the name that it is bound to or what is written, and the method that it is asked by."""

    name: str
    pattern: str | bytes
    flags: int
    ask: Callable[[Any], object]


@cache
def patterns() -> Sequence[Asked]:
    """All that are written as `regex(…)`, and all that a module compiles by name when it is imported."""
    for module in pkgutil.walk_packages(backend_lint.__path__, "backend_lint."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    gc.unfreeze()  # what runs in this process have frozen is not listed
    bound = {
        id(value): (name, key)
        for name, module in sorted(sys.modules.items())
        if name.startswith("backend_lint.")
        for key, value in vars(module).items()
        if isinstance(value, re.Pattern | regexes._Used)
    }
    used = usage()
    found: dict[tuple[Any, ...], Asked] = {}
    for each in gc.get_objects():
        if isinstance(each, regexes._Used) or (isinstance(each, re.Pattern) and id(each) in bound):
            place = bound.get(id(each))
            written: Any = each
            methods = used[place] - NOT_ASKED if place is not None else set()
            method = min(methods) if methods and methods <= set(ANCHORED) else "search"
            name = ".".join(place).removeprefix("backend_lint.") if place is not None else str(written.pattern)
            flags = written.flags & ~re.UNICODE
            asked = Asked(name, written.pattern, flags, getattr(written, method))
            found.setdefault((written.pattern, flags, method), asked)
    return list(found.values())


def usage() -> Mapping[tuple[str, str], set[str]]:
    """By the module and name that a pattern is bound to, the attributes that it is asked for; "" for what is handed on."""
    used: dict[tuple[str, str], set[str]] = defaultdict(set)
    root = Path(backend_lint.__path__[0])
    for path in sorted(root.rglob("*.py")):
        inside = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix("__init__").rstrip(".")
        name = f"backend_lint.{inside}".rstrip(".")
        tree = ast.parse(path.read_text())
        imported = {
            alias.asname or alias.name: (node.module or "", alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        asked = dict(attributes(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                used[imported.get(node.id, (name, node.id))].add(asked.get(node, ""))
    return used


def attributes(tree: ast.AST) -> Iterator[tuple[ast.Name, str]]:
    """Which names are asked for which attribute: `NAME.match(…)`, and `each.match(…) for each in (NAME, OTHER)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value, node.attr
        elif isinstance(node, ast.GeneratorExp) and isinstance(node.generators[0].iter, ast.Tuple):
            [attribute] = [part.attr for part in ast.walk(node.elt) if isinstance(part, ast.Attribute)][:1] or [""]
            yield from ((name, attribute) for name in node.generators[0].iter.elts if isinstance(name, ast.Name))


def super_linear(found: Iterable[Asked], size: int) -> dict[str, str]:
    """The patterns among these for which a dear text is known."""
    return {each.name: said for each in found if (said := dear(each.pattern, each.flags, each.ask, size))}


def slow_triggers() -> dict[str, str]:
    """The triggers' patterns that take too long for a line of the length that scout asks them of."""
    written = {
        trigger.line: rule.name
        for rule in catalog.rules()
        for trigger in (*rule.triggers, *rule.strict_triggers)
        if trigger.line is not None
    }
    found = {}
    for pattern, name in written.items():
        ask, costs, longest = Line(pattern)._find, Costs(pattern), WINDOW if rb"\n" in pattern else LONGEST_LINE
        for parts in costs.texts():
            if seconds(ask, costs.text(parts, longest // 4)) < CHEAP:
                continue  # the square of a quarter takes 1 ms or more
            text = costs.text(parts, longest)
            if seconds(ask, text) > TRIGGER_LIMIT and seconds(ask, text, 3) > TRIGGER_LIMIT:
                found[f"{name}: {pattern!r}"] = shown(parts)
                break
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=4_000, help="characters of the shorter of two texts")
    given = parser.parse_args()
    found = patterns()
    wrong = {**super_linear([each for each in found if each.name not in BOUNDED], given.size), **slow_triggers()}
    for name, said in wrong.items():
        print(f"{name}: {said}", file=sys.stderr)
    print(
        f"{len(found)} patterns with texts of {given.size:,} and {4 * given.size:,} characters, {len(BOUNDED)} of them for short texts "
        f"only: {len(wrong)} take more than linear time"
    )
    raise SystemExit(int(bool(wrong)))


if __name__ == "__main__":
    main()
