"""Queries whose placeholders and parameters do not meet: another style, another number, missing names, quotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import libcst as cst

from backend_lint.frameworks.databases import Databases, Query
from backend_lint.frameworks.drivers import UNKNOWN
from backend_lint.frameworks.owntexts import Correction
from backend_lint.frameworks.placeholderfixes import PlaceholderFixes
from backend_lint.frameworks.placeholders import checked, driver_for, foreign, live, mark, needed, rejects_scalar
from backend_lint.frameworks.quotedplaceholders import QuotedPlaceholders
from backend_lint.frameworks.sqlparameters import Parameters, SqlParameters
from backend_lint.frameworks.sqlplaces import SqlPlaces
from backend_lint.frameworks.sqltexts import SqlText, SqlTexts
from backend_lint.model import Confidence
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.sql import Placeholder, analyse
from backend_lint.semantics.text import Hole, Known

_BY_NAME = frozenset({"named", "pyformat", "at"})
_BY_POSITION = frozenset({"format", "qmark", "dollar", "numeric"})


class Mismatch(NamedTuple):
    """One fault, told at `node`. By `kind`: "style" (`found` is the mark that the driver does not read), "count"
    (`wanted` placeholders, `given` parameters), "names" (`found` lists those that are missing), "scalar" (one value
    where a collection is due), "format" (`.format()` fills nothing, `found` is left unbound). `correction` makes it work."""

    kind: Literal["style", "count", "names", "scalar", "format"]
    node: cst.CSTNode
    query: Query
    found: str = ""
    wanted: int = 0
    given: int = 0
    correction: Correction | None = None


class Quoted(NamedTuple):
    """A placeholder in quotes: `length` characters at the 0-based `offset` of the source of `node`, or all of
    `node` when its escapes hide the place (`offset` -1). `correction` takes it out of them."""

    node: cst.CSTNode
    offset: int
    mark: str
    like: bool
    confidence: Confidence
    correction: Correction | None


class ParameterFaults:
    """The queries of one file whose placeholders and parameters do not meet."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._values = analysis.values
        self._parameters = analysis.know(SqlParameters)
        self._places = analysis.know(SqlPlaces)
        self._fixes = analysis.know(PlaceholderFixes)
        self._quotes = analysis.know(QuotedPlaceholders)

    def mismatches(self) -> Iterator[Mismatch]:
        """Every query that its driver would reject; each call once."""
        found: dict[cst.CSTNode, Mismatch] = {}
        for sql in self._analysis.know(SqlTexts).texts:
            query = sql.query
            if query is not None and checked(query) and self._places.beside(query, sql.text):
                for placeholder in foreign(query, sql.text, sql.statement):
                    text = mark(str(sql.text[placeholder.part]), placeholder)
                    if (call := query.via or query.call) not in found:
                        correction = self._fixes.restyled(query)
                        found[call] = Mismatch("style", query.sql, query, text, correction=correction)
        for query in self._analysis.know(Databases).queries:
            fault = self._idle_format(query) or self._mismatch(query)
            if fault is not None:
                found.setdefault(query.via or query.call, fault)
        yield from found.values()

    def _mismatch(self, query: Query) -> Mismatch | None:
        text = self._values.value(query.sql)
        if not isinstance(text, str) or not checked(query) or query.via is not None:
            return None
        wanted = needed(query, text)
        if wanted is None or not self._places.beside(query, self._analysis.texts.texts(query.sql)[0]):
            return None
        given = self._parameters.of(query)
        if given.kind == "scalar":
            return self._scalar(query, given, wanted.number)
        if given.kind == "none":
            statement = analyse((text,), assume_sql=True)
            marks = live(query, statement) if statement is not None else []
            return Mismatch("count", query.sql, query, wanted=len(marks)) if marks else None
        if wanted.names is not None and given.kind == "named" and given.names is not None:
            missing = sorted(wanted.names - given.names)
            return Mismatch("names", given.node, query, ", ".join(missing)) if missing else None
        if wanted.number is not None and given.kind == "positional" and given.number not in (None, wanted.number):
            return Mismatch("count", given.node, query, wanted=wanted.number, given=given.number or 0)
        return None

    def _scalar(self, query: Query, given: Parameters, wanted: int | None) -> Mismatch | None:
        """A text of as many characters as there are placeholders happens to work."""
        value = self._values.value(given.node)
        if not rejects_scalar(query) or not wanted or (isinstance(value, str) and len(value) == wanted):
            return None
        return Mismatch(
            "scalar", given.node, query, correction=self._fixes.collected(given.node) if wanted == 1 else None
        )

    def _idle_format(self, query: Query) -> Mismatch | None:
        call = self._parameters.idle_format(query)
        if call is None or not isinstance(call.func, cst.Attribute) or self._parameters.of(query).kind != "none":
            return None
        text = self._values.value(call.func.value)
        statement = analyse((text,), assume_sql=query.certain)
        if statement is None or not statement.placeholders:
            return None
        if not self._places.beside(query, self._analysis.texts.texts(call.func.value)[0]):
            return None
        found, correction = mark(text, statement.placeholders[0]), self._fixes.passed_instead(query, call)
        return Mismatch("format", query.sql, query, found, correction=correction)

    def quoted(self) -> Iterator[Quoted]:
        """Every placeholder in quotes in a query that is sent with parameters."""
        seen: set[tuple[cst.CSTNode, int]] = set()
        for sql in self._analysis.know(SqlTexts).texts:
            query = sql.query
            if query is None or not self._has_parameters(query) or not self._places.beside(query, sql.text):
                continue
            for placeholder in sql.statement.placeholders:
                part = sql.text[placeholder.part]
                if (
                    not placeholder.quote
                    or not self._is_read(query, sql, placeholder)
                    or isinstance(part, Hole)
                    or part.node is None
                ):
                    continue
                place = part.start + placeholder.offset if part.exact else -1
                if (part.node, place) not in seen:
                    seen.add((part.node, place))
                    confidence: Confidence = "high" if query.certain else "medium"
                    text, correction = mark(part, placeholder), self._quotes.unquoted(query, sql, placeholder)
                    yield Quoted(part.node, place, text, placeholder.like, confidence, correction)

    def _has_parameters(self, query: Query) -> bool:
        """Whether parameters are surely passed. Further arguments of a wrapper may be anything else."""
        found = self._parameters.of(query)
        if found.kind != "unknown":
            return found.kind != "none"
        given = [argument.value for argument in query.arguments if argument.keyword is None]
        if query.via is not None:
            return any(isinstance(value, cst.Tuple | cst.List | cst.Dict) for value in given)
        return bool(given) and query.kind != "fragment" and query.api not in ("SQL()", ".extra()")

    def _is_read(self, query: Query, sql: SqlText, placeholder: Placeholder) -> bool:
        """Whether the driver would have read the placeholder outside of the quotes, or fills it in there."""
        driver = driver_for(query)
        part = sql.text[placeholder.part]
        if placeholder.style not in (self._styles(query, sql) if driver is UNKNOWN else driver.placeholders):
            return False
        if placeholder.like or not isinstance(part, Known) or placeholder.style not in ("format", "pyformat"):
            return True
        # `INTERVAL '%s days'` works where the driver fills in numbers without quotes.
        after = placeholder.offset + len(mark(part, placeholder))
        return part[placeholder.offset - 1 : placeholder.offset] in ("'", '"') and part[after : after + 1] in ("'", '"')

    def _styles(self, query: Query, sql: SqlText) -> frozenset[str]:
        """The styles that an unknown driver can read: those that the text uses outside of quotes, else those
        that fit the parameters."""
        used = frozenset(each.style for each in sql.statement.placeholders if not each.quote)
        if used:
            return used
        passed = self._parameters.of(query).kind
        return _BY_NAME if passed == "named" else _BY_POSITION if passed == "positional" else _BY_NAME | _BY_POSITION
