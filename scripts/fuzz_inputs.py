"""Makes generated input for `fuzz.py`: Python that is broken, Python that is odd, and Python that looks like what rules look for.

Input number N under a seed is always the same, on one version of Python and of the two generators of programs. What is
mutated are the rules' own examples, the cases and fixtures of the tests, and small modules of the standard library."""

from __future__ import annotations

import bisect
import itertools
import random
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import hypothesmith
import pysource_codegen
from fuzz_pieces import Piece, others, own, public, words
from fuzz_words import COMMENTS, PATHS, PREFIXES, SHAPES, STRINGS, VALUES, WRAPPINGS
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis.strategies import SearchStrategy

from backend_lint.semantics.lexis import lexemes, quoted

#: Inputs of each kind among 1,000, in this order. A generator takes 25 ms or 100 ms for a program, and shapes as long to be checked.
KINDS = {"bytes": 330, "tokens": 190, "trees": 240, "strings": 130, "comments": 90, "grammar": 18, "shapes": 2}
BLOCK = sum(KINDS.values())
#: How many inputs are made of one generated program: itself, and some with words of the rules for its names.
VARIANTS = 6
#: Nodes of a generated program, about.
NODES = 50
#: Bytes of the largest input but for shapes.
LARGEST = 6_000
_NAME = re.compile(rb"\bname_\d\b")
_QUOTE = re.compile(r"([A-Za-z]*)(\"{3}|'{3}|\"|')")
_BYTES = (
    *(b"\x00", b"\xff", b"\xef\xbb\xbf", b"\r", b"\n", b"\t", b"\x0c", b"\\", b"\\\n", b'"', b"'", b'"""', b"#", b"{", b"}", b"("),
    *(b")", b"[", b"]", b":", b"=", b"%", b"\xe2\x80\xa8", b"\xc3\xa9", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"\x1b[0m", b"0" * 40),
    *(b"f'", b'rb"', b"\n    ", b";", b"@", b":=", b"->", b"# coding: latin-1\n", b"lambda:", b"await ", b"*", b"**"),
)  # fmt: skip


class Input(NamedTuple):
    """A file to check."""

    kind: str
    path: str
    data: bytes


class Inputs:
    """All inputs of one seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._starts = [*itertools.accumulate(KINDS.values(), initial=0)]
        self._base: tuple[int, Sequence[bytes]] = (-1, ())

    def make(self, number: int) -> Input:
        """The input of a number, from 0."""
        block, place = divmod(number, BLOCK)
        at = bisect.bisect_right(self._starts, place) - 1
        kind = [*KINDS][at]
        chance = random.Random(f"{self._seed} {number}")
        if kind == "grammar":
            data = self._grammar(chance, block, place - self._starts[at])
            return Input(kind, chance.choice(PATHS), data)
        makers: dict[str, Callable[[random.Random], Input]] = {
            "bytes": self._damaged,
            "tokens": self._tokens,
            "trees": self._trees,
            "strings": self._strings,
            "comments": self._comments,
            "shapes": self._shape,
        }
        made = makers[kind](chance)
        return made if kind == "shapes" else made._replace(data=made.data[:LARGEST])

    # -- what is mutated ----------------------------------------------------------------------------------------

    def piece(self, chance: random.Random) -> Piece:
        """One of them; mostly one that rules look at."""
        return chance.choice(own() if chance.random() < 0.8 else public())

    # -- the kinds ----------------------------------------------------------------------------------------------

    def _damaged(self, chance: random.Random) -> Input:
        """Bytes changed, taken away and put in; files cut off, doubled, and joined in the middle."""
        data = bytearray(self.piece(chance).data)
        for _ in range(chance.choice((1, 1, 2, 3, 8))):
            at = chance.randrange(len(data) + 1)
            end = min(at + chance.choice((1, 1, 2, 8, 60)), len(data))
            match chance.randrange(8):
                case 0 if data:
                    data[at % len(data)] ^= 1 << chance.randrange(8)
                case 1:
                    del data[at:end]
                case 2 | 3:
                    data[at:at] = chance.choice(_BYTES)
                case 4:
                    data[at:end] = chance.choice(_BYTES)
                case 5:
                    other = self.piece(chance).data
                    data[at:] = other[chance.randrange(len(other)) :]
                case 6:
                    del data[at:]
                case _:
                    data[at:at] = data[at : at + chance.randrange(1, 200)] * chance.randrange(1, 4)
        return Input("bytes", chance.choice(PATHS), bytes(data))

    def _tokens(self, chance: random.Random) -> Input:
        """Tokens left out, doubled, exchanged, and replaced by words that rules know."""
        text = self.piece(chance).data.decode()
        tokens = [text[each.start : each.end] for each in _with_gaps(text)]
        solid = [at for at, token in enumerate(tokens) if token.strip()]
        for _ in range(chance.choice((1, 1, 2, 3, 6)) if solid else 0):
            at = chance.choice(solid)
            match chance.randrange(8):
                case 0:
                    tokens[at] = ""
                case 1:
                    tokens[at] += chance.choice((" ", "", "\n")) + tokens[at]
                case 2:
                    other = chance.choice(solid)
                    tokens[at], tokens[other] = tokens[other], tokens[at]
                case 3:
                    tokens[at] = tokens[chance.choice(solid)]
                case _:
                    names = [each for each in solid if tokens[each].isidentifier()]
                    tokens[chance.choice(names or solid)] = chance.choice(words()).decode()
        return Input("tokens", chance.choice(PATHS), "".join(tokens).encode())

    def _trees(self, chance: random.Random) -> Input:
        """Expressions and statements in the place of others, of the same file or another one, and values that nobody passes: mostly
        still Python."""
        piece = self.piece(chance)
        data = piece.data
        for start, end in _apart(piece, chance):
            giver = chance.choice((piece, self.piece(chance)))
            statement = (start, end) in piece.statements
            spans = giver.statements if statement else giver.expressions
            if not spans:
                continue
            first, last = chance.choice(spans)
            new = giver.data[first:last]
            if statement:
                new = _moved(giver.data, first, new, data, start)
            elif chance.random() < 0.1:
                new = chance.choice(VALUES)
            elif b"\n" in new or chance.random() < 0.3:
                new = b"(" + new + b")"
            elif chance.random() < 0.2:
                new = chance.choice(WRAPPINGS).replace(b"_", new)
            data = data[:start] + new + data[end:]
        return Input("trees", chance.choice(PATHS), data)

    def _strings(self, chance: random.Random) -> Input:
        """SQL, URLs, formats and the like inside of the string literals of an example."""
        text = self.piece(chance).data.decode()
        literals = [each for each in quoted(text) if each.kind == "string"]
        picked = chance.sample(literals, min(len(literals), chance.choice((1, 1, 2, 3))))
        for each in sorted(picked, key=lambda each: each.start, reverse=True):
            text = text[: each.start] + _literal(text[each.start : each.end], chance) + text[each.end :]
        return Input("strings", chance.choice(PATHS), text.encode("utf-8", "replace"))

    def _comments(self, chance: random.Random) -> Input:
        """Comments that ask for something, well and badly, in nine languages."""
        other = chance.random() < 0.3 and bool(others())
        path, data = chance.choice(others()) if other else (chance.choice(PATHS), self.piece(chance).data)
        lines = data.split(b"\n")
        mark = chance.choice((b"#", b"//", b"/*", b"--")) if other else b"#"
        for _ in range(chance.choice((1, 1, 2, 4))):
            at = chance.randrange(len(lines))
            said = chance.choice(COMMENTS)
            if chance.random() < 0.5:
                cut = chance.randrange(len(said) + 1)
                said = (
                    said[:cut]
                    + chance.choice((b"", b",", b"[", b"]", b"#", b":", b" BKD101", b"\xc3\xa9"))
                    + said[cut:]
                )
            lines[at] += b"  " + mark + b" " + said + (b" */" if mark == b"/*" else b"")
            if chance.random() < 0.3:
                lines[at : at + 1] = [b" " * chance.choice((0, 4)) + mark + b" " + said, lines[at]]
        return Input("comments", path, b"\n".join(lines))

    def _shape(self, chance: random.Random) -> Input:
        """Something deep or long, up to what the guard lets pass and a little more."""
        before, opening, inner, closing, after, most = chance.choice(SHAPES)
        times = chance.choice((most, most + 1, chance.randrange(1, most + 1), chance.randrange(1, most + 1)))
        filled = [each.replace("~", str(number)) for number in range(times) for each in (opening,)]
        return Input("shapes", "app.py", f"{before}{''.join(filled)}{inner}{closing * times}{after}".encode())

    def _grammar(self, chance: random.Random, block: int, place: int) -> bytes:
        """A program of a generator that knows the grammar; of its variants all but the first speak of what rules know."""
        if self._base[0] != block:
            self._base = block, self._programs(block)
        programs = self._base[1]
        data = programs[place // VARIANTS % len(programs)]
        if place % VARIANTS:
            names = {name: chance.choice(words()) for name in sorted({*_NAME.findall(data)})}
            data = _NAME.sub(lambda found: names[found[0]], data)
        return data

    def _programs(self, block: int) -> Sequence[bytes]:
        count = -(-KINDS["grammar"] // VARIANTS)
        seed = self._seed * 1_000_003 + block
        if block % 4 == 0:
            made = from_grammar(seed, count)
        else:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                made = [_generated(seed * 101 + each) for each in range(count)]
        return [each.encode("utf-8", "replace") for each in made]


def _generated(seed: int) -> str:
    try:
        return pysource_codegen.generate(seed, node_limit=NODES)
    except ValueError:  # some trees cannot be written as text before Python 3.12
        return "pass\n"


@cache
def _grammar() -> SearchStrategy[str]:
    return hypothesmith.from_grammar()  # reading the grammar takes 2 s


def from_grammar(seed: int, most: int) -> list[str]:
    """Different programs of hypothesmith's."""
    found: dict[str, None] = {}

    @seeded(seed)
    @settings(
        max_examples=most, deadline=None, database=None, suppress_health_check=[*HealthCheck], phases=[Phase.generate]
    )
    @given(_grammar())
    def keep(text: str) -> None:
        found[text] = None

    keep()
    return [*found]


def _apart(piece: Piece, chance: random.Random) -> list[tuple[int, int]]:
    """A few spans that do not overlap, the last first."""
    every = piece.expressions * 3 + piece.statements
    picked = sorted(chance.sample(every, min(len(every), chance.choice((1, 1, 2, 3, 5)))), reverse=True)
    kept: list[tuple[int, int]] = []
    for span in picked:
        if not kept or span[1] <= kept[-1][0]:
            kept.append(span)
    return kept


def _moved(giver: bytes, first: int, statement: bytes, taker: bytes, start: int) -> bytes:
    """A statement indented as one of another place is."""
    old = giver[giver.rfind(b"\n", 0, first) + 1 : first]
    new = taker[taker.rfind(b"\n", 0, start) + 1 : start]
    return statement.replace(b"\n" + old, b"\n" + new) if not (old + new).strip() else statement


class _Gap(NamedTuple):
    start: int
    end: int


def _with_gaps(text: str) -> Iterator[_Gap]:
    """The lexemes of a text and what stands between them."""
    last = 0
    for each in lexemes(text):
        yield _Gap(last, each.start)
        yield _Gap(each.start, each.end)
        last = each.end
    yield _Gap(last, len(text))


def _literal(literal: str, chance: random.Random) -> str:
    """A string literal with other text in it."""
    _, prefix, quote, rest = _QUOTE.split(literal, 1)
    body = rest.removesuffix(quote)
    for _ in range(chance.choice((1, 2, 3, 6))):
        at = chance.randrange(len(body) + 1)
        end = at + chance.choice((0, 0, 1, 5, 30))
        body = body[:at] + chance.choice(STRINGS) + body[end:]
    if chance.random() < 0.2:
        body = "".join(chance.choices(STRINGS, k=chance.randrange(1, 12)))
    prefix = chance.choice(PREFIXES) if chance.random() < 0.3 else prefix
    made = f"{prefix}{quote}{body}{quote}"
    match chance.randrange(12):
        case 0:
            return f"{made} + {chance.choice(('x', 'str(x)', literal))}"
        case 1:
            return f"{made} % {chance.choice(('x', '(x, y)', '{}', literal))}"
        case 2:
            return f"{made}.format({chance.choice(('x', 'x=x', '*x', '**x', ''))})"
        case 3:
            return f"({made} {literal})"
        case 4:
            return f"{made}.join([{literal}, x])"
    return made
