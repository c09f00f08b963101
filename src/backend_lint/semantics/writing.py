"""A text as it is written in a file: characters in literals, values between them, and what joins these."""

from __future__ import annotations

import libcst as cst
import msgspec

from backend_lint.semantics.fillings import Filling


class Literal(msgspec.Struct, frozen=True, eq=False):
    """One string literal; `start`, `end` and `body` (its first character behind the quote) are 0-based characters of the
    file's text."""

    node: cst.SimpleString | cst.FormattedString
    start: int
    end: int
    body: int
    prefix: str
    quote: str


class Letter(msgspec.Struct, frozen=True, eq=False):
    """One character of the text (none for a line that is only continued), written by the file's characters
    `start:end` in a literal. `filling` is the `%` or `format()` that reads the literal."""

    text: str
    start: int = -1
    end: int = -1
    literal: Literal | None = None
    filling: Filling | None = None


class Value(msgspec.Struct, frozen=True, eq=False):
    """A value that enters the text at the file's characters `start:end`: `{x}`, `%s`, or an operand of `+` (then `literal`
    is None). `number` counts what a `%` or `format()` fills in. `mixed`: some of what it can be is constant text, and no
    placeholder may stand for that outside of quotes. `text` is what it is where that is constant."""

    expression: cst.BaseExpression
    start: int
    end: int
    literal: Literal | None = None
    filling: Filling | None = None
    number: int = -1
    conversion: str = ""
    spec: bool = False
    mixed: bool = False
    text: str | None = None


Unit = Letter | Value


class Operand(msgspec.Struct, frozen=True, eq=False):
    """One operand of a sum, or one literal of several side by side, or a whole expression, with what it writes. `start:end`
    are the file's characters with the parentheses around it, `line` those of the lines of a whole statement that may go
    with it."""

    start: int
    end: int
    units: tuple[Unit, ...]
    line: tuple[int, int] | None = None


class Writing:
    """How one text is written: its units in order, and what they are written with."""

    def __init__(self) -> None:
        self.units: tuple[Unit, ...] = ()
        self.literals: list[Literal] = []
        self.fillings: list[Filling] = []
        #: The whole expressions that make it, one a statement.
        self.roots: list[Operand] = []
        #: The operands of each sum, and the literals of each row of them.
        self.sums: list[tuple[Operand, ...]] = []
