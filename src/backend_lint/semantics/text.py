"""A text as known parts and holes, and what can be done with one: cut, fill, glue, choose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import libcst as cst
import msgspec

from backend_lint.semantics.bindings import Binding
from backend_lint.semantics.names import Names
from backend_lint.semantics.values import Values

#: Alternatives of one text that are followed: 2 arms of 4 branches.
MAX_TEXTS = 16
#: Longest chain of assignments, calls and operators that is followed.
MAX_DEPTH = 24
#: How many pieces of a list, the last ones, are known that are added one by one: each use of the list asks for them.
MAX_CHAIN = 50
#: Most expressions that are looked at for the texts of one: a name in a loop may have five values that are made of its others, and
#: each of theirs. In 4,283 public files, one in a thousand needs more than 20 of them, and none more than 200.
MAX_STEPS = 500


class Known(str):
    """Known text. `node` is the literal (or the text part of an f-string) it was written in and `exact`
    says that character i of it is character `start + i` of the node's own source."""

    __slots__ = ("exact", "node", "start")
    node: cst.CSTNode | None
    exact: bool
    start: int

    def __new__(cls, text: str, node: cst.CSTNode | None = None, start: int = 0, exact: bool = False) -> Known:
        known = super().__new__(cls, text)
        known.node, known.start, known.exact = node, start, exact
        return known

    def cut(self, start: int, end: int) -> Known:
        """A slice that still knows where it came from."""
        return Known(str(self)[start:end], self.node, self.start + start, self.exact)


class Hole(msgspec.Struct, frozen=True, eq=False):
    """A place in a text whose content is decided when the program runs. `via` is how the value gets in:
    "f-string", "%", "format", "+", "+=", "join", "replace", "template", "t-string", or "" for a whole text
    that is not known. `spec` is True when a conversion or a format specification changes the value."""

    expression: cst.BaseExpression
    via: str
    spec: bool = False


Part = Known | Hole
Text = tuple[Part, ...]


class Frame:
    """Arguments of a followed call: parameter name to its text in the caller."""

    def __init__(
        self, function: cst.FunctionDef, arguments: Mapping[str, cst.BaseExpression], caller: Frame | None
    ) -> None:
        self.function = function
        self.arguments = arguments
        self.caller = caller
        self.depth: int = caller.depth + 1 if caller else 1


class Builder(Protocol):
    """What builds texts: the expressions of one file and what is known of them."""

    names: Names
    values: Values
    #: Evaluations under way, so that a loop in the data flow ends.
    active: set[tuple[int, int]]
    #: How often something was left out since it was under way or too deep: what is made without it holds on this way only.
    left_out: int

    def texts(self, node: cst.BaseExpression, frame: Frame | None = None, depth: int = 0) -> list[Text]:
        """Every text `node` can have."""

    def inserted(self, node: cst.BaseExpression, via: str, frame: Frame | None, depth: int) -> Text:
        """What `node` puts into a text by `via`."""

    def definition(self, node: cst.BaseExpression, kinds: Any) -> cst.BaseExpression:
        """`node`, or the one expression of these kinds that it is a name for."""

    def strongest(self, bindings: Sequence[Binding]) -> Sequence[Binding]:
        """Bindings without those that others extend."""


def through(text: Text, via: str, spec: bool = False) -> Text:
    """`text` put into another by `via`: a wholly unknown text becomes a hole made that way."""
    return tuple(
        msgspec.structs.replace(part, via=part.via or via, spec=part.spec or spec) if isinstance(part, Hole) else part
        for part in text
    )


def capped(texts: Sequence[Text]) -> list[Text]:
    """At most MAX_TEXTS alternatives; those with holes first, for they are what a rule asks about."""
    if len(texts) <= MAX_TEXTS:
        return list(texts)
    return sorted(texts, key=lambda text: not any(isinstance(part, Hole) for part in text))[:MAX_TEXTS]


def richest(texts: Sequence[Text]) -> Text:
    """The alternative with the most holes, then the most parts."""
    return max(texts, key=lambda text: (sum(isinstance(part, Hole) for part in text), len(text)))


def has_known(texts: Iterable[Text]) -> bool:
    """Whether any alternative has known text that is more than white space."""
    return any(isinstance(part, Known) and part.strip() for text in texts for part in text)


def glued(glue: Known, items: Sequence[Text]) -> Text:
    """`glue.join(items)`."""
    parts: list[Part] = []
    for number, item in enumerate(items):
        if number and glue:
            parts.append(glue)
        parts.extend(item)
    return tuple(parts)


def substituted(text: Text, pattern: re.Pattern[str], fill: Callable[[re.Match[str]], Iterable[Part]]) -> Text:
    """`text` with every match of `pattern` in a known part replaced by what `fill` gives."""
    parts: list[Part] = []
    for part in text:
        if isinstance(part, Hole):
            parts.append(part)
            continue
        end = 0
        for match in pattern.finditer(part):
            if match.start() > end:
                parts.append(part.cut(end, match.start()))
            parts.extend(fill(match))
            end = match.end()
        if end < len(part):
            parts.append(part.cut(end, len(part)))
    return tuple(parts)


def unescaped(raw: str, start: str) -> str:
    """The text of an f-string part as Python reads it: escapes resolved unless the prefix has an r."""
    if "r" in start.lower() or "\\" not in raw:
        return raw
    try:
        return str(cst.SimpleString('"""' + raw.replace('"', '\\"') + '"""').evaluated_value)
    except (SyntaxError, ValueError, cst.CSTValidationError):
        return raw
