"""The SQL of a call that can be changed without changing anything else, and the values passed with it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import libcst as cst

from backend_lint.frameworks.databases import Query
from backend_lint.frameworks.placeholders import mark
from backend_lint.frameworks.sqlparameters import SqlParameters
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.fillings import NotWrittenOutError
from backend_lint.semantics.literals import said
from backend_lint.semantics.rewriting import Splice
from backend_lint.semantics.sql import Placeholder, analyse
from backend_lint.semantics.writing import Letter
from backend_lint.semantics.writtentexts import WrittenTexts

_TEXT_TYPES = (cst.SimpleString, cst.ConcatenatedString, cst.FormattedString)


class Correction(NamedTuple):
    """The changes of a file that mend a query, and what they do, for a title. `safe`: what the query does is kept for every
    value that is no attack, or it never worked."""

    splices: tuple[Splice, ...]
    title: str
    safe: bool = True


class OwnText:
    """A constant text of which every character is written where the text is used, and for that use alone."""

    def __init__(self, letters: Sequence[Letter]) -> None:
        self._letters = letters
        self.text = "".join(letter.text for letter in letters)
        statement = analyse((self.text,), assume_sql=True)
        self.placeholders: Sequence[Placeholder] = statement.placeholders if statement is not None else ()

    def mark(self, placeholder: Placeholder) -> str:
        """A placeholder as it is written: `%s`, `:name`."""
        return mark(self.text, placeholder)

    def splice(self, start: int, end: int, text: str) -> Splice:
        """`text` in the place of the 0-based characters `start:end` of this one. Raises `NotWrittenOutError` where they do not
        stand side by side in one literal."""
        letters = self._letters[start:end]
        together = all(
            one.literal is other.literal and one.end == other.start for one, other in itertools.pairwise(letters)
        )
        if not letters or not together:
            raise NotWrittenOutError
        return Splice(letters[0].start, letters[-1].end, text)


class Passed(NamedTuple):
    """Parameters that are written out: by 0-based position, or by name."""

    positional: Sequence[cst.BaseExpression] = ()
    named: Mapping[str, cst.BaseExpression] = {}


class OwnTexts:
    """The texts and values of one file that are written where a query is sent."""

    def __init__(self, analysis: Analysis) -> None:
        self._names = analysis.names
        self._parameters = analysis.know(SqlParameters)
        self._written = analysis.know(WrittenTexts)

    def of(self, node: cst.BaseExpression) -> OwnText:
        """The text that `node` is. Raises `NotWrittenOutError` where anything else than literals makes it, or uses them."""
        units = self._written.of([node]).units
        letters = [unit for unit in units if isinstance(unit, Letter) and unit.literal and not unit.filling]
        if len(letters) != len(units):
            raise NotWrittenOutError
        return OwnText([letter for letter in letters if letter.text])

    def passed(self, query: Query) -> Passed:
        """The values passed with `query`; none where not every one of them is written out at the call."""
        found = self._parameters.of(query)
        node = found.node
        if found.kind == "named" and isinstance(node, cst.Dict):
            named = {
                str(said(element.key)): element.value
                for element in node.elements
                if isinstance(element, cst.DictElement) and isinstance(element.key, cst.SimpleString)
            }
            return Passed(named=named if len(named) == len(node.elements) else {})
        if found.kind != "positional":
            return Passed()
        if isinstance(node, cst.Tuple | cst.List) and query.driver.name != "asyncpg":
            return Passed([element.value for element in node.elements])
        return Passed(spread(query) if query.driver.spread else ())

    def is_text(self, node: cst.BaseExpression, depth: int = 0) -> bool:
        """Whether a value is surely text: a literal, `str(x)`, a parameter annotated `str`, a name for one of these."""
        if isinstance(node, _TEXT_TYPES):
            return not (isinstance(node, cst.SimpleString) and "b" in node.prefix.lower())
        if isinstance(node, cst.Call):
            return self._names.qualname(node.func) == "str"
        binding = self._names.single(node) if isinstance(node, cst.Name) and depth < 4 else None
        if binding is None:
            return False
        if isinstance(binding.node, cst.Param):
            annotation = binding.node.annotation
            return annotation is not None and self._names.qualname(annotation.annotation) == "str"
        return binding.kind == "assign" and binding.value is not None and self.is_text(binding.value, depth + 1)


def spread(query: Query) -> list[cst.BaseExpression]:
    """The values of a driver that takes them as further arguments."""
    return [argument.value for argument in query.arguments if argument.keyword is None]
