"""How a query and its parameters come to fit: the driver's own placeholders, a tuple, values passed and not formatted."""

from __future__ import annotations

import re

import libcst as cst

from backend_lint.frameworks.databases import Query
from backend_lint.frameworks.owntexts import Correction, OwnText, OwnTexts, spread
from backend_lint.frameworks.placeholders import driver_for
from backend_lint.frameworks.sqlparameters import SqlParameters
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.fillings import NotWrittenOutError
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.rewriting import Splice
from backend_lint.semantics.writtentexts import WrittenTexts

_BY_POSITION = ("format", "qmark", "dollar", "numeric")
_BY_NAME = ("pyformat", "named")
_PERCENT = ("format", "pyformat")
#: What the placeholders of a style begin with.
_MARKS = {"format": "%", "pyformat": "%", "qmark": "?", "dollar": "$", "numeric": ":", "named": ":"}
#: Methods that take the values after the text.
_WITH_PARAMETERS = frozenset(
    {"execute", "mogrify", "raw", "stream", "fetch", "fetchrow", "fetchval", "execute_fetchall", "execute_insert"}
)
#: Names that hold a collection sooner than one value.
_COLLECTION_NAME = regex(r"(?i)(^|_)(params?|parameters|args|arguments|values|binds|data|row)$")


class PlaceholderFixes:
    """What could be done about queries of one file that always fail. Nothing where numbers of placeholders and values
    differ, where the text is not the call's own, or where it is not clear what its `%` mean."""

    def __init__(self, analysis: Analysis) -> None:
        self._parents = analysis.index.parents
        self._own = analysis.know(OwnTexts)
        self._parameters = analysis.know(SqlParameters)
        self._written = analysis.know(WrittenTexts)

    # -- another style ----------------------------------------------------------------------------

    def restyled(self, query: Query) -> Correction | None:
        """The placeholders of `query` written as its driver reads them: all by position, or all by name."""
        try:
            own = self._own.of(query.sql)
            was, styles = _style(own), driver_for(query).placeholders
            style = next((style for style in styles if (style in _BY_NAME) == (was in _BY_NAME)), "named")
            if query.via is not None or style not in styles or not _is_plain(own, style):
                return None
            names = [each.name for each in own.placeholders]
            if style == "named" and was in _BY_POSITION:
                names, passing = self._named(query, len(names))
            else:
                passing = self._passing(query, own)
            percents = _percents(own, doubled=was in _PERCENT, wanted=style in _PERCENT)
            written = [_written(style, number, name) for number, name in enumerate(names, 1)]
            marks = [
                own.splice(each.offset, each.offset + len(own.mark(each)), text)
                for each, text in zip(own.placeholders, written, strict=True)
            ]
        except NotWrittenOutError:
            return None
        return Correction((*marks, *percents, *passing), f"Write the placeholders as `{written[0]}`")

    def _passing(self, query: Query, own: OwnText) -> tuple[Splice, ...]:
        """The changes of the parameters that go with another style, mostly none. Raises `NotWrittenOutError` where they do not
        fit the placeholders."""
        found, number = self._parameters.of(query), len(own.placeholders)
        if found.kind == "named" and own.placeholders[0].style in _BY_NAME:
            if found.names is not None and {each.name for each in own.placeholders} <= found.names:
                return ()
        elif found.kind == "positional" and own.placeholders[0].style in _BY_POSITION:
            if query.driver.name == "asyncpg":
                return self._spread(query, number)
            if found.number == number:
                return ()
        raise NotWrittenOutError

    def _named(self, query: Query, number: int) -> tuple[list[str], tuple[Splice, ...]]:
        """Names for values that are passed by position, and the change that passes them by name."""
        found = self._parameters.of(query)
        node = found.node if found.kind == "positional" else None
        values = [each.value for each in node.elements] if isinstance(node, cst.Tuple | cst.List) else []
        names = [last_name(each) if isinstance(each, cst.Name | cst.Attribute) else "" for each in values]
        if node is None or len(names) != number or len({*names, ""}) != number + 1:
            raise NotWrittenOutError
        items = (f'"{name}": {self._written.source(value)}' for name, value in zip(names, values, strict=True))
        return names, (Splice(*self._written.span(node), f"{{{', '.join(items)}}}"),)

    def _spread(self, query: Query, number: int) -> tuple[Splice, ...]:
        """asyncpg takes the values as further arguments: a tuple of them, as other drivers want it, is opened. A list
        of one may be a value itself, for `= ANY($1)`."""
        given = spread(query)
        if len(given) == number and not any(map(self._is_collection, given)):
            return ()
        one = given[0] if len(given) == 1 else None
        if isinstance(one, cst.Tuple) or (isinstance(one, cst.List) and number > 1):
            return self._opened(one, number)
        raise NotWrittenOutError

    def _opened(self, value: cst.Tuple | cst.List, number: int) -> tuple[Splice, ...]:
        """`a, b` for `(a, b)`. Raises `NotWrittenOutError` where these are not as many, or comments stand between them."""
        if len(value.elements) != number:
            raise NotWrittenOutError
        start, end = self._written.span(value)
        first, last = (self._written.span(value.elements[at].value) for at in (0, -1))
        ends = self._written.text[start : first[0]], self._written.text[last[1] : end]
        if not re.fullmatch(r"[(\[]\s*", ends[0]) or not re.fullmatch(r"\s*,?\s*[)\]]", ends[1]):
            raise NotWrittenOutError
        return Splice(start, first[0], ""), Splice(last[1], end, "")

    def _is_collection(self, value: cst.BaseExpression) -> bool:
        named = isinstance(value, cst.Name) and _COLLECTION_NAME.search(value.value) is not None
        collected = isinstance(value, cst.Tuple | cst.List | cst.Dict)
        return named or collected or self._parameters.read(value).kind in ("positional", "named")

    # -- a collection -----------------------------------------------------------------------------

    def collected(self, node: cst.CSTNode) -> Correction:
        """`(x,)` for `(x)` or `x`."""
        start, end = self._written.span(node, parentheses=False)
        behind = Splice(end, end, "," if getattr(node, "lpar", ()) else ",)")
        around = (behind,) if behind.text == "," else (Splice(start, start, "("), behind)
        return Correction(around, "Make the parameter a tuple")

    # -- passed instead of formatted --------------------------------------------------------------

    def passed_instead(self, query: Query, call: cst.Call) -> Correction | None:
        """`execute("… %s", (x,))` for `execute("… %s".format(x))`."""
        argument, func = self._parents[call], call.func
        if call is not query.sql or call.lpar or query.via is not None or query.arguments:
            return None
        if not isinstance(func, cst.Attribute) or not isinstance(argument, cst.Arg) or argument.keyword is not None:
            return None
        if query.driver.name == "bigquery" or last_name(query.call.func) not in _WITH_PARAMETERS:
            return None
        try:
            own = self._own.of(func.value)
            style = _style(own)
            if style not in _BY_POSITION or style not in driver_for(query).placeholders or not _is_plain(own, style):
                return None
            if len(call.args) != len(own.placeholders) or any(given.star or given.keyword for given in call.args):
                return None
            # The driver reads `%` only now that values are passed.
            percents = _percents(own, doubled=False, wanted=style in _PERCENT)
            return Correction((*percents, self._moved(query, call, func)), "Pass the values as parameters")
        except NotWrittenOutError:
            return None

    def _moved(self, query: Query, call: cst.Call, func: cst.Attribute) -> Splice:
        """`, (x,)` for `.format(x)`; a list for Django, further arguments where the driver wants them so."""
        (_, start), (_, end) = self._written.span(func.value), self._written.span(call)
        (first, _), (_, last) = self._written.span(call.args[0].value), self._written.span(call.args[-1].value)
        head = re.fullmatch(r"\s*\.format\(\s*", self._written.text[start:first])
        tail = re.fullmatch(r"\s*,?\s*\)", self._written.text[last:end])
        if head is None or tail is None:
            raise NotWrittenOutError
        values = self._written.text[first:last].replace("\r\n", "\n")
        if query.driver.spread:
            return Splice(start, end, f", {values}")
        if driver_for(query).name == "django":
            return Splice(start, end, f", [{values}]")
        return Splice(start, end, f", ({values}{',' if len(call.args) == 1 else ''})")


def _style(own: OwnText) -> str:
    """The one style of the placeholders of a text. Raises `NotWrittenOutError` where there are none, or of several styles, in
    quotes, or numbered in another order than they stand in."""
    found = own.placeholders
    if len({each.style for each in found}) != 1 or any(each.quote for each in found):
        raise NotWrittenOutError
    numbers = [str(number) for number in range(1, len(found) + 1)]
    if found[0].style in ("dollar", "numeric") and [each.name for each in found] != numbers:
        raise NotWrittenOutError
    return found[0].style


def _is_plain(own: OwnText, style: str) -> bool:
    """Whether nothing else in the text looks like a placeholder of its own style or of `style`."""
    rest, end = "", 0
    for each in own.placeholders:
        rest += own.text[end : each.offset] + " "
        end = each.offset + len(own.mark(each))
    rest += own.text[end:]
    return not any(_MARKS[each] in rest for each in (own.placeholders[0].style, style) if each not in _PERCENT)


def _percents(own: OwnText, *, doubled: bool, wanted: bool) -> tuple[Splice, ...]:
    """The changes of the `%` of a text that begin no placeholder: `doubled` as drivers want it that fill in like Python's
    `%`, or not, and to be so or not. Raises `NotWrittenOutError` where they are not what they should be now."""
    if doubled == wanted:
        return ()
    marks = {each.offset for each in own.placeholders if each.style in _PERCENT}
    found = [match for match in re.finditer("%%?", own.text) if match.start() not in marks]
    if any((match[0] == "%%") != doubled for match in found):
        raise NotWrittenOutError
    return tuple(own.splice(*match.span(), "%%" if wanted else "%") for match in found)


def _written(style: str, number: int, name: str) -> str:
    """The placeholder of a style: the `number`th, 1-based, or that of a name."""
    texts = {"format": "%s", "qmark": "?", "dollar": f"${number}", "numeric": f":{number}"}
    return texts.get(style) or (f"%({name})s" if style == "pyformat" else f":{name}")
