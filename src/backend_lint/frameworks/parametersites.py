"""Which values of an SQL text a parameter can stand for, and what it must be then."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

import libcst as cst
import msgspec

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.fillings import NotWrittenOutError
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.sql import HoleSite, Placeholder, Statement, analyse
from backend_lint.semantics.sqllexer import Token, lex
from backend_lint.semantics.text import Hole
from backend_lint.semantics.writing import Letter, Unit, Value, Writing

#: Names of what may be a part of a statement rather than a value.
_FRAGMENT = regex(
    r"(?i)where|clause|filter|cond|sort|order|columns?|fields|table|query|sql|stmt|placeholders|values$|ids$|list$"
)
#: Names of a value all the same: `order_id`.
_VALUE = regex(r"(?i)_(?:id|no|number|uuid|date|status|type|count|key)$")
#: Names of what a `%` may fill in as a whole.
_SEVERAL = regex(r"(?i)(?:params|parameters|args|values|tuple|data|row)$")
#: Only these statements take parameters with every database.
_BOUND = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "REPLACE", "MERGE"})
#: What may stand before a parameter: operators apart, these words.
_BEFORE = frozenset({"LIKE", "ILIKE", "RLIKE", "REGEXP", "GLOB", "MATCH", "AND", "OR", "NOT", "BETWEEN", "LIMIT", "OFFSET",
                     "THEN", "ELSE", "WHEN", "CASE", "ESCAPE"})  # fmt: skip
_NOT_BEFORE = frozenset({".", "::", ";", ")", "]", "[", "}"})
#: After these operators and words a server knows the type of a parameter from what it is compared with.
_COMPARED = frozenset({"=", "<", ">", "<=", ">=", "<>", "!=", "LIKE", "ILIKE", "BETWEEN", "AND"})
_LIMITS = frozenset({"LIMIT", "OFFSET"})


class ParameterSite(msgspec.Struct, frozen=True, eq=False):
    """The units `first:last` of a text, quotes included, for which one parameter can stand. `units` are those in the
    quotes, `quote` is "" where there are none. `before` is the operator or word that governs it; `column` says that it is
    compared with a plain column. `glued` are the characters right before and behind it."""

    first: int
    last: int
    units: tuple[Unit, ...]
    quote: str
    before: str
    like: bool
    column: bool
    glued: tuple[str, str]

    @property
    def values(self) -> list[Value]:
        return [unit for unit in self.units if isinstance(unit, Value)]

    @property
    def quoted(self) -> bool:
        return bool(self.quote)

    @property
    def limits(self) -> bool:
        """Whether it says how many rows are wanted, which some databases take as a number only."""
        return self.before in _LIMITS

    @property
    def compared(self) -> bool:
        return self.before in _COMPARED


class SqlWriting:
    """A written text read as SQL."""

    def __init__(self, writing: Writing, fragment: bool) -> None:
        self.units = writing.units
        self.fragment = fragment
        self._parts: list[object] = []
        #: The number of the unit that each character of each part comes from; of a value, its own.
        self._numbers: list[list[int]] = []
        for opaque, numbered in groupby(enumerate(self.units), lambda each: _is_opaque(each[1])):
            if opaque:
                for number, unit in numbered:
                    self._parts.append(unit)
                    self._numbers.append([number])
                continue
            texts = [(number, unit.text or "") for number, unit in numbered]
            self._parts.append("".join(text for _, text in texts))
            self._numbers.append([number for number, text in texts for _ in text])
        self.statement: Statement | None = analyse(self._parts, assume_sql=True)
        self._tokens, _ = lex(self._parts)
        self._sites: dict[int, HoleSite] = {site.part: site for site in self.statement.holes} if self.statement else {}

    @property
    def takes_parameters(self) -> bool:
        """Whether every database takes parameters in it: one statement that reads or writes rows, or a part of one."""
        ends = [number for number, token in enumerate(self._tokens) if token.upper == ";"]
        verb = self.statement.verb if self.statement is not None else ""
        return (verb in _BOUND or self.fragment) and all(number == len(self._tokens) - 1 for number in ends)

    @property
    def placeholders(self) -> list[tuple[int, Placeholder]]:
        """The parameters that it has already, with the number of the unit at which each begins."""
        found = self.statement.placeholders if self.statement is not None else ()
        return [(self._numbers[each.part][each.offset], each) for each in found]

    def sites(self, wanted: Collection[Value]) -> Iterator[ParameterSite]:
        """Where the wanted values stand, in order; raises `NotWrittenOutError` for one that is not a value of its own."""
        asked = set(wanted)
        for number, token in enumerate(self._tokens):
            if not any(self._parts[part] in asked for part in token.holes):
                continue
            site = self._sites.get(token.holes[0])
            if site is None or site.position != "value" or token.quote == "$$":
                raise NotWrittenOutError
            before = self._tokens[number - 1] if number else None
            after = self._tokens[number + 1] if number + 1 < len(self._tokens) else None
            if not _may_precede(before) or not _may_follow(token, after):
                raise NotWrittenOutError
            yield self._site(number, site)

    def _site(self, number: int, site: HoleSite) -> ParameterSite:
        token, before = self._tokens[number], self._tokens[number - 1]
        first = self._numbers[token.part][token.offset]
        last, inner = first + 1, self.units[first : first + 1]
        if token.quote:
            last = self._closed(first, token.quote)
            inner = self.units[first + 1 : last - 1]
        elif token.kind != "hole":
            raise NotWrittenOutError
        words = before.upper
        if words in ("(", ","):
            alone = before.text == "(" and [each.text for each in self._tokens[number + 1 : number + 2]] == [")"]
            words = f"{site.before} alone" if alone and site.before in ("IN (", "VALUES (") else site.before
        glued = (_letter(self.units[first - 1]) if first else "", "".join(map(_letter, self.units[last : last + 1])))
        return ParameterSite(first, last, inner, token.quote, words, site.like, self._is_of_column(number), glued)

    def _is_of_column(self, number: int) -> bool:
        """Whether the token stands right behind a plain column and the operator that compares it."""
        if number > 3 and self._tokens[number - 3].upper == "BETWEEN":
            number -= 2
        before = self._tokens[max(number - 3, 0) : number]
        if len(before) < 2 or before[-1].upper not in _COMPARED or before[-2].kind not in ("word", "name"):
            return False
        while number > 4 and self._tokens[number - 3].text == ".":
            number -= 2
        earlier = self._tokens[number - 3] if number > 2 else None
        return earlier is None or earlier.kind == "word" or earlier.text in ("(", ",")

    def _closed(self, first: int, quote: str) -> int:
        """The number behind the quote that ends the string that begins with unit `first`."""
        if _letter(self.units[first]) != quote:
            raise NotWrittenOutError  # E'…'
        at = first + 1
        while at < len(self.units):
            unit = self.units[at]
            letter = _letter(unit)
            if letter == "\\" or (isinstance(unit, Value) and quote in (unit.text or "")):
                raise NotWrittenOutError
            if letter == quote:
                if at + 1 == len(self.units) or _letter(self.units[at + 1]) != quote:
                    return at + 1
                at += 1
            at += 1
        raise NotWrittenOutError


def _is_opaque(unit: Unit) -> bool:
    """Whether nothing is known of the text that a unit stands for."""
    return isinstance(unit, Value) and unit.text is None


def _letter(unit: Unit) -> str:
    return unit.text if isinstance(unit, Letter) else ""


def _may_precede(token: Token | None) -> bool:
    if token is None:
        return False
    return token.upper in _BEFORE or (token.kind == "op" and token.text not in _NOT_BEFORE)


def _may_follow(token: Token, after: Token | None) -> bool:
    if after is None:
        return True
    if after.kind == "string" or after.text in (".", "("):
        return False
    return not after.glued or after.kind == "op" or bool(token.quote)


def is_fragment(value: Value, analysis: Analysis) -> bool:
    """Whether a value outside of quotes may be a part of the statement: by its name, or as text that is put together."""
    node = value.expression
    while isinstance(node, cst.Await | cst.Subscript):
        node = node.expression if isinstance(node, cst.Await) else node.value
    defined = analysis.texts.definition(node, cst.Call)
    if isinstance(defined, cst.Call) and last_name(defined.func) == "join":
        return True
    name = last_name(node.func if isinstance(node, cst.Call) else node)
    return _FRAGMENT.search(name) is not None and _VALUE.search(name) is None


def may_be_several(value: Value) -> bool:
    """Whether what `%` fills in by itself may be a tuple, by its name."""
    node = value.filling.node if value.filling is not None else None
    alone = isinstance(node, cst.BinaryOperation) and node.right is value.expression
    return alone and _SEVERAL.search(last_name(value.expression)) is not None


class Dynamic:
    """The expressions that must not stand in a text."""

    def __init__(self, holes: Collection[cst.BaseExpression], analysis: Analysis) -> None:
        self._holes = holes
        self._around = analysis.index.around(holes)
        self._texts = analysis.texts

    def enters(self, value: Value) -> bool:
        """Whether one of them gets into the text through `value`."""
        if id(value.expression) in self._around:
            return True
        texts: Sequence[Sequence[object]] = self._texts.texts(value.expression)
        return any(isinstance(part, Hole) and part.expression in self._holes for text in texts for part in text)
