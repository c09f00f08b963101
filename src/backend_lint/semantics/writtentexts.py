"""How a text is written: each of its characters and values with the place in the file that writes it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

import libcst as cst
import msgspec

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bindings import Binding
from backend_lint.semantics.fillings import Fill, Filling, NotWrittenOutError, format_fills, percent_fills
from backend_lint.semantics.namechains import NameChains
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.text import Hole, Known
from backend_lint.semantics.writing import Letter, Literal, Operand, Unit, Value, Writing

_ESCAPE = regex(
    r"\\(?:\r\n|[\n\r\\'\"abfnrtv]|[0-7]{1,3}|x[0-9a-fA-F]{2}|N\{[^}]*\}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|\r\n|.",
    re.DOTALL,
)
_RAW = regex(r"\r\n|.", re.DOTALL)
_DOUBLED = regex(r"\{\{|\}\}")
#: Calls and methods that hand a text on with nothing but white space changed.
_TRANSPARENT = frozenset({"textwrap.dedent", "inspect.cleandoc"})
_STRIPPING = frozenset({"strip", "lstrip", "rstrip"})
#: An alternative of a value that cannot end the SQL string it stands in.
_PLAIN = regex(r"[\w .@-]*")


class WrittenTexts:
    """How the texts of one file are written."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._index = analysis.index
        self._names = analysis.names
        self._chains = analysis.know(NameChains)
        self.text = analysis.source.text
        self._starts = analysis.source.line_starts

    def of(self, nodes: Sequence[cst.BaseExpression], between: str = " AND ") -> Writing:
        """How the text that `nodes` make, one after the other with `between` in between, is written; raises
        `NotWrittenOutError` where that is not known for sure, or where what writes it is used for something else as well."""
        writing = Writing()
        units: list[Unit] = []
        for number, node in enumerate(nodes):
            units += [*(map(Letter, between) if number else ()), *self._whole(node, writing)]
        writing.units = tuple(units)
        return writing

    def span(self, node: cst.CSTNode, parentheses: bool = True) -> tuple[int, int]:
        """The 0-based characters of the file's text that `node` stands at, with the parentheses around it."""
        place = self._analysis.places.place(node)
        start = self._starts[place.line - 1] + place.column - 1
        end = self._starts[place.end_line - 1] + place.end_column - 1
        for _ in getattr(node, "lpar", ()) if parentheses else ():
            before, behind = self.text[:start].rstrip(), re.compile(r"\s*\)").match(self.text, end)
            if not before.endswith("(") or behind is None:
                raise NotWrittenOutError
            start, end = len(before) - 1, behind.end()
        return start, end

    def source(self, node: cst.CSTNode, parentheses: bool = True) -> str:
        """The file's text of an expression."""
        start, end = self.span(node, parentheses)
        return self.text[start:end]

    # -- expressions ------------------------------------------------------------------------------

    def _whole(self, node: cst.BaseExpression, writing: Writing) -> Iterator[Unit]:
        """The units of a whole text; of a variable, those of the statements that make it."""
        if not isinstance(node, cst.Name):
            yield from self._root(node, writing)
            return
        chain = self._chains.of(node)
        if chain is None:
            raise NotWrittenOutError
        yield from self._bound(chain, writing)

    def _root(self, node: cst.BaseExpression, writing: Writing, line: tuple[int, int] | None = None) -> Iterator[Unit]:
        units = tuple(self._write(node, writing))
        writing.roots.append(Operand(*self.span(node), units, line))
        yield from units

    def _write(self, node: cst.BaseExpression, writing: Writing) -> Iterator[Unit]:
        if isinstance(node, cst.SimpleString):
            yield from self._letters(node, writing)
        elif isinstance(node, cst.FormattedString):
            yield from self._formatted(node, writing)
        elif isinstance(node, cst.ConcatenatedString):
            yield from self._operands(_side_by_side(node), writing)
        elif isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Add) and self._is_built(node):
            yield from self._operands(_summed(node), writing)
        elif isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Modulo):
            yield from self._filled(node, node.left, percent_fills, writing)
        elif isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "format":
            yield from self._filled(node, node.func.value, format_fills, writing)
        elif isinstance(node, cst.Call) and (inner := self._handed_on(node)) is not None:
            yield from self._write(inner, writing)
        elif isinstance(node, cst.Name) and (chain := self._built(node)) is not None:
            yield from self._bound(chain, writing)
        else:
            yield self._value(node, *self.span(node))

    def _operands(self, nodes: Sequence[cst.BaseExpression], writing: Writing) -> Iterator[Unit]:
        operands: list[Operand] = []
        for node in nodes:
            units = tuple(self._write(node, writing))
            operands.append(Operand(*self.span(node), units))
            yield from units
        writing.sums.append(tuple(operands))

    def _letters(self, node: cst.SimpleString, writing: Writing) -> Iterator[Letter]:
        if "b" in node.prefix.lower():
            raise NotWrittenOutError
        start, end = self.span(node, parentheses=False)
        body = start + len(node.prefix) + len(node.quote)
        literal = Literal(node, start, end, body, node.prefix, node.quote)
        writing.literals.append(literal)
        yield from self._decoded(body, end - len(node.quote), literal)

    def _decoded(self, start: int, end: int, literal: Literal) -> Iterator[Letter]:
        pattern = _RAW if "r" in literal.prefix.lower() else _ESCAPE
        braces = "f" in literal.prefix.lower()
        while start < end:
            match = braces and _DOUBLED.match(self.text, start, end)
            if match:
                yield Letter(match[0][0], start, match.end(), literal)
            else:
                match = pattern.match(self.text, start, end)
                assert match is not None  # the pattern takes any character
                yield Letter(_meant(match[0]), start, match.end(), literal)
            start = match.end()

    def _formatted(self, node: cst.FormattedString, writing: Writing) -> Iterator[Unit]:
        start, end = self.span(node, parentheses=False)
        quote, prefix = node.end, node.start[: -len(node.end)]
        literal = Literal(node, start, end, start + len(node.start), prefix, quote)
        writing.literals.append(literal)
        at = literal.body
        for part in node.parts:
            if not isinstance(part, cst.FormattedStringExpression):
                continue
            first, last = self.span(part)
            yield from self._decoded(at, first, literal)
            yield from self._embedded(part, first, last, literal, writing)
            at = last
        yield from self._decoded(at, end - len(quote), literal)

    def _embedded(
        self, part: cst.FormattedStringExpression, first: int, last: int, literal: Literal, writing: Writing
    ) -> Iterator[Unit]:
        inner = part.expression
        plain = part.conversion is None and part.format_spec is None and part.equal is None
        if plain and isinstance(inner, cst.BaseString) and not self._is_plain(inner):
            yield from self._write(inner, writing)
            return
        if plain and isinstance(inner, cst.Name) and (chain := self._built(inner)) is not None:
            yield from self._bound(chain, writing)
            return
        spec = part.format_spec is not None or part.equal is not None
        value = self._value(inner, first, last)
        yield msgspec.structs.replace(value, literal=literal, conversion=part.conversion or "", spec=spec)

    def _value(self, node: cst.BaseExpression, start: int, end: int) -> Value:
        texts = self._analysis.texts.texts(node)
        known = [part for text in texts for part in text if isinstance(part, Known)]
        unknown = any(isinstance(part, Hole) for text in texts for part in text)
        if unknown and not all(map(_PLAIN.fullmatch, known)):
            raise NotWrittenOutError
        text = "".join(known) if len(texts) == 1 and not unknown else None
        return Value(node, start, end, mixed=unknown and bool(known), text=text)

    def _filled(
        self, node: cst.Call | cst.BinaryOperation, template: cst.BaseExpression, fills: Fill, writing: Writing
    ) -> Iterator[Unit]:
        """`template % values`, `template.format(values)`."""
        units = list(self._write(template, writing))
        if not any(isinstance(unit, Letter) and unit.literal for unit in units):
            yield self._value(node, *self.span(node))
            return
        constants = "".join(unit.text or "" for unit in units if isinstance(unit, Value))
        if any(unit.filling for unit in units) or not {"%", "{", "}"}.isdisjoint(constants):
            raise NotWrittenOutError
        filling = Filling(node, self.span(template)[1], self.span(node, parentheses=False)[1])
        writing.fillings.append(filling)
        at = 0
        for field in fills(
            node, "".join(unit.text if isinstance(unit, Letter) and unit.text else "\0" for unit in units)
        ):
            yield from (
                msgspec.structs.replace(u, filling=filling) if isinstance(u, Letter) else u
                for u in units[at : field.start]
            )
            mark = units[field.start : field.end]
            first, last = mark[0], mark[-1]
            if (
                not all(isinstance(unit, Letter) and unit.literal is first.literal for unit in mark)
                or first.literal is None
            ):
                raise NotWrittenOutError
            if field.letter:
                yield Letter(field.letter, first.start, last.end, first.literal, filling)
            else:
                assert field.value is not None  # what is no letter is a value
                yield Value(
                    field.value, first.start, last.end, first.literal, filling, field.number, field.conversion, field.spec
                )  # fmt: skip
            at = field.end
        yield from (msgspec.structs.replace(u, filling=filling) if isinstance(u, Letter) else u for u in units[at:])

    def _handed_on(self, call: cst.Call) -> cst.BaseExpression | None:
        if self._names.qualname(call.func) in _TRANSPARENT and len(call.args) == 1:
            return call.args[0].value
        if isinstance(call.func, cst.Attribute) and call.func.attr.value in _STRIPPING and not call.args:
            return call.func.value if self._is_built(call.func.value) else None
        return None

    def _is_plain(self, node: cst.BaseExpression) -> bool:
        """Whether all that is known of a text could stand in quotes."""
        texts = self._analysis.texts.texts(node)
        return all(_PLAIN.fullmatch(part) for text in texts for part in text if isinstance(part, Known))

    def _is_built(self, node: cst.BaseExpression) -> bool:
        return any(isinstance(part, Known) and part for text in self._analysis.texts.texts(node) for part in text)

    # -- names ------------------------------------------------------------------------------------

    def _built(self, name: cst.Name) -> list[Binding] | None:
        """The statements of this function that make a part of the text; None where the name stands for a mere value."""
        return None if self._is_plain(name) else self._chains.of(name)

    def _bound(self, chain: Sequence[Binding], writing: Writing) -> Iterator[Unit]:
        for binding in chain:
            assert binding.value is not None  # `_is_plain_statement`
            yield from self._root(binding.value, writing, self._line(binding))

    def _line(self, binding: Binding) -> tuple[int, int] | None:
        """The characters of the lines that only a `+=` stands on, where its block has others."""
        around = self._index.parents[binding.node]
        block = getattr(self._index.parents[around], "body", ())
        if not isinstance(around, cst.SimpleStatementLine) or len(around.body) > 1 or len(block) < 2:
            return None
        start, end = self.span(binding.node)
        start = self.text.rfind("\n", 0, start) + 1
        match = re.compile(r"[ \t]*\r?\n").match(self.text, end)
        return (start, match.end()) if match is not None and binding.kind == "augment" else None


def _meant(source: str) -> str:
    """The character that an escape, or a character, of a literal means; raises `NotWrittenOutError` for one that the
    interpreter does not know, as a name of a later Unicode."""
    if source == "\r\n":
        return "\n"
    try:
        return str(ast.literal_eval(f'"{source}"')) if len(source) > 1 else source
    except SyntaxError as error:
        raise NotWrittenOutError from error


def _side_by_side(node: cst.ConcatenatedString) -> list[cst.BaseExpression]:
    """The literals of a row, from left to right."""
    found: list[cst.BaseExpression] = []
    pending: list[cst.BaseExpression] = [node]
    while pending:
        each = pending.pop()
        if isinstance(each, cst.ConcatenatedString):
            pending += [each.right, each.left]
        else:
            found.append(each)
    return found


def _summed(node: cst.BinaryOperation) -> list[cst.BaseExpression]:
    """The operands of a sum, from left to right."""
    found: list[cst.BaseExpression] = [node.right]
    left = node.left
    while isinstance(left, cst.BinaryOperation) and isinstance(left.operator, cst.Add) and not left.lpar:
        found.append(left.right)
        left = left.left
    return [left, *reversed(found)]
