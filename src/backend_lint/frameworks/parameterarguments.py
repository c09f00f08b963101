"""How parameters are written into the call that sends a query: beside those it has, or as new ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import libcst as cst

from backend_lint.frameworks.parameterpassing import Passing
from backend_lint.semantics.fillings import NotWrittenOutError
from backend_lint.semantics.literals import said
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.rewriting import Splice
from backend_lint.semantics.writtentexts import WrittenTexts

_KEYWORDS = frozenset({"params", "parameters", "args", "vars", "values", "binds"})
#: A call that ends on a line of its own, as one does whose arguments all end with a comma.
_CLOSED_BELOW = regex(r"[ \t]*\r?\n\s*\)")
#: Keyword arguments that have nothing to do with parameters.
_OTHERS = frozenset({"timeout", "prepare", "binary", "multi", "column", "record_class", "execution_options", "map_results",
                     "bind_arguments", "translations", "using", "where", "select", "tables", "order_by", "select_params"})  # fmt: skip


class New(NamedTuple):
    """A parameter to add: its name, its expression as it is to be written, and how many of those that the call has
    already come before it."""

    name: str
    source: str
    earlier: int = 0


class Existing(NamedTuple):
    """What a call passes already. `node` is None where it passes nothing, and `sources` are the parameters by position."""

    node: cst.BaseExpression | None
    elements: tuple[cst.BaseElement | cst.Arg, ...] = ()
    names: frozenset[str] = frozenset()


def existing(arguments: Sequence[cst.Arg], passing: Passing) -> Existing:
    """The parameters among the further `arguments` of a call; raises `NotWrittenOutError` where they are not written out."""
    if any(given.star or (given.keyword and given.keyword.value not in _KEYWORDS | _OTHERS) for given in arguments):
        raise NotWrittenOutError
    positional = [given for given in arguments if given.keyword is None]
    named = [given for given in arguments if given.keyword is not None and given.keyword.value in _KEYWORDS]
    if passing.container == "spread":
        if named:
            raise NotWrittenOutError
        if (
            len(positional) != 1
            or not isinstance(positional[0].value, cst.List | cst.Tuple)
            or passing.style == "dollar"
        ):
            return Existing(positional[-1].value if positional else None, tuple(positional))
    given = [*positional[:1], *named]
    if len(given) > 1:
        raise NotWrittenOutError
    node = given[0].value if given else None
    if node is None or (isinstance(node, cst.Name) and node.value == "None"):
        return Existing(node)
    if isinstance(node, cst.List | cst.Tuple):
        if any(isinstance(element, cst.StarredElement) for element in node.elements):
            raise NotWrittenOutError
        return Existing(node, tuple(node.elements))
    if isinstance(node, cst.Dict):
        keys = [each.key for each in node.elements if isinstance(each, cst.DictElement)]
        names = frozenset(str(said(key)) for key in keys if isinstance(key, cst.SimpleString))
        if len(names) != len(node.elements):
            raise NotWrittenOutError
        return Existing(node, (), names)
    raise NotWrittenOutError


class Arguments:
    """Writes parameters into one call behind `sql`, its argument that holds the text."""

    def __init__(self, texts: WrittenTexts, sql: cst.Arg, passing: Passing) -> None:
        self._texts = texts
        self._sql = sql
        self._passing = passing

    def added(self, new: Sequence[New], known: Existing) -> list[Splice]:
        """The edits that pass the `new` parameters as well as the `known` ones."""
        node = known.node
        if isinstance(node, cst.Dict) and node.elements:
            end = self._texts.span(node.elements[-1].value)[1]
            return [Splice(end, end, "".join(f", {_entry(each)}" for each in new))]
        if known.elements:
            return self._between(new, known)
        if node is not None:
            return [Splice(*self._texts.span(node), self._collected(new))]
        return [self._appended(new)]

    def _between(self, new: Sequence[New], known: Existing) -> list[Splice]:
        """Among parameters by position, each at its place."""
        spans = [self._texts.span(element.value) for element in known.elements]
        found = []
        for each in new:
            if each.earlier < len(spans):
                start = spans[each.earlier][0]
                found.append(Splice(start, start, f"{each.source}, "))
            else:
                found.append(Splice(spans[-1][1], spans[-1][1], f", {each.source}"))
        if isinstance(known.node, cst.Tuple) and len(known.elements) == 1:
            behind, close = spans[0][1], self._texts.span(known.node)[1] - 1
            rest = self._texts.text[behind:close]
            if rest.strip() == "," and "\n" not in rest:
                found.append(Splice(behind, close, ""))
        return found

    def _appended(self, new: Sequence[New]) -> Splice:
        """Behind the SQL, as an argument of its own."""
        passing = self._passing
        if self._sql.keyword is not None and not passing.keyword:
            raise NotWrittenOutError
        keyword = f"{passing.keyword}=" if passing.named or self._sql.keyword is not None else ""
        start, end = self._texts.span(self._sql)
        space = self._space(start)
        last = "\n" in space and _CLOSED_BELOW.match(self._texts.text, end)
        return Splice(end, end, f",{space}{keyword}{self._collected(new)}{',' if last else ''}")

    def _space(self, start: int) -> str:
        """What stands between arguments: a line end where the first one begins a line."""
        before = self._texts.text[:start]
        line = before[len(before.rstrip(" \t")) :]
        opened = before[: len(before) - len(line)]
        return f"\n{line}" if opened.endswith("\n") else " "

    def _collected(self, new: Sequence[New]) -> str:
        sources = ", ".join(each.source for each in new)
        if self._passing.container == "spread":
            return sources
        if self._passing.container == "list":
            return f"[{sources}]"
        if self._passing.container == "dict":
            entries = dict.fromkeys(_entry(each) for each in new)
            return f"{{{', '.join(entries)}}}"
        return f"({sources}{',' if len(new) == 1 else ''})"


def _entry(new: New) -> str:
    return f'"{new.name}": {new.source}'
