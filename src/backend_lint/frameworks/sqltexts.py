"""Every SQL text of a file with what is known of it: at a database call, or confirmed as SQL where it is built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import libcst as cst
import msgspec

from backend_lint.frameworks.builttexts import BuiltTexts
from backend_lint.frameworks.databases import Databases, Query, QueryKind
from backend_lint.frameworks.drivers import UNKNOWN
from backend_lint.frameworks.placeholders import fills_in
from backend_lint.frameworks.requests import tainted
from backend_lint.frameworks.trust import Trusts
from backend_lint.frameworks.trusttables import QUOTING, Trust
from backend_lint.frameworks.typedvalues import TypedValues
from backend_lint.model import CONFIDENCE_RANK, Confidence
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.sql import HoleSite, Statement, analyse
from backend_lint.semantics.text import Hole, Known, Text
from backend_lint.semantics.texts import arguments_of

_SQL_VERBS = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "CREATE", "ALTER", "DROP", "TRUNCATE", "REPLACE", "MERGE",
                        "SET", "EXPLAIN", "CALL", "EXEC", "EXECUTE", "COPY", "GRANT", "REVOKE", "PRAGMA", "VACUUM", "ANALYZE",
                        "LISTEN", "NOTIFY", "UNLISTEN", "LOCK", "SHOW", "USE", "BEGIN", "DECLARE", "REFRESH", "COMMENT", "REINDEX",
                        "ATTACH", "DETACH", "OPTIMIZE", "KILL", "VALUES", "DO", "IMPORT", "LOAD", "UNLOAD", "MSCK"})  # fmt: skip


#: Statements in which databases take no parameters.
_UNBOUND = frozenset({"CREATE", "ALTER", "DROP", "TRUNCATE", "GRANT", "REVOKE", "SET", "PRAGMA", "DO", "COMMENT", "LISTEN", "NOTIFY",
                      "USE", "KILL", "INSTALL", "LOAD", "VACUUM", "REFRESH"})  # fmt: skip
#: Names of parts of statements, which code composes from parts of its own: a whole condition cannot be bound.
_CLAUSE_NAME = regex(
    r"(?i)(clauses?|where|filter|cond(ition)?s?|predicate|constraint|order_?by|order|sort|join|joins|columns?|fields?|sql|query|stmt"
    r"|statement|suffix|prefix|limit|having|select|from|expr(ession)?|placeholders?|script)$|(^|_)clauses?_"
)
_QUERY_NAME = regex(r"(?i)(^|_)(sql|query|stmt|statement|subquery|cte)$")


class SqlText(msgspec.Struct, frozen=True, eq=False):
    """One text that is SQL. `query` is the call it reaches, None when it is only built here."""

    query: Query | None
    expression: cst.BaseExpression
    text: Text
    statement: Statement

    @property
    def placeholder(self) -> str | None:
        """How a parameter of this statement is written, `%s`: "" when that is not known, None when databases take
        no parameters in it and the driver does not fill them in itself."""
        driver = self.query.advised if self.query is not None else UNKNOWN
        if self.statement.verb in _UNBOUND and not fills_in(driver):
            return None
        return placeholder_of(driver.placeholders)


class SqlHole(msgspec.Struct, frozen=True, eq=False):
    """A value put into SQL text that is neither constant nor bound. `site` is None when the whole text is
    a request's."""

    sql: SqlText
    hole: Hole
    site: HoleSite | None
    trust: Trust
    confidence: Confidence
    anchor: cst.CSTNode

    @property
    def kind(self) -> QueryKind:
        """What the text is for the library that takes it; text that only is built counts as a statement."""
        return self.sql.query.kind if self.sql.query is not None else "statement"

    @property
    def names_something(self) -> bool:
        """Whether the value stands where SQL wants a name, which no parameter can supply."""
        return self.site is not None and self.site.position == "identifier"


class SqlTexts:
    """The SQL of one file: what reaches a database call, and what is confirmed as SQL where it is built."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._index = analysis.index
        self._names = analysis.names
        self._trusts = analysis.know(Trusts)
        self._types = analysis.know(TypedValues)
        self._databases = analysis.know(Databases)
        self._built_texts = analysis.know(BuiltTexts)

    @cached_property
    def texts(self) -> tuple[SqlText, ...]:
        """All SQL texts; alternatives of one expression are texts of their own."""
        at_queries = [text for query in self._databases.queries for text in self._at(query)]
        covered = {part.node for text in at_queries for part in text.text if isinstance(part, Known)}
        return (*at_queries, *self._built(covered))

    @cached_property
    def holes(self) -> tuple[SqlHole, ...]:
        """All values that enter SQL text without being bound, quoted, guarded or constant, each expression once."""
        found: dict[cst.BaseExpression, SqlHole] = {}
        for sql in self.texts:
            for hole in self._unbound(sql):
                known = found.get(hole.hole.expression)
                if known is None or CONFIDENCE_RANK[hole.confidence] > CONFIDENCE_RANK[known.confidence]:
                    found[hole.hole.expression] = hole
        return tuple(found.values())

    def _at(self, query: Query) -> Iterator[SqlText]:
        template = self._analysis.texts.definition(query.sql, cst.TemplatedString)
        if isinstance(template, cst.TemplatedString) and (query.driver.templates or not query.certain):
            return
        for text in self._analysis.texts.texts(query.sql):
            statement = analyse(text, assume_sql=True)
            if statement is None:
                continue
            if not query.certain and not self._convinces(query, text, statement):
                continue
            yield SqlText(query, query.sql, text, statement)

    def _convinces(self, query: Query, text: Text, statement: Statement) -> bool:
        """Whether a text is SQL when only a name says that its receiver is a database."""
        if len(text) == 1 and isinstance(text[0], Hole):
            return query.kind == "statement"
        return statement.verb in _SQL_VERBS and (query.kind != "raw" or analyse(text, assume_sql=False) is not None)

    def _built(self, covered: set[cst.CSTNode | None]) -> Iterator[SqlText]:
        """SQL that is built and handed on without a database call in this file."""
        for node in self._built_texts.whole():
            texts = self._analysis.texts.texts(node)
            for text in texts:
                if any(isinstance(part, Known) and part.node in covered for part in text):
                    continue
                statement = analyse(text, assume_sql=False)
                if statement is not None and self._built_texts.is_used(node):
                    yield SqlText(None, node, text, statement)

    def _unbound(self, sql: SqlText) -> Iterator[SqlHole]:
        if len(sql.text) == 1 and isinstance(sql.text[0], Hole) and not sql.text[0].via:
            yield from self._wholly_unknown(sql, sql.text[0])
            return
        sites = {site.part: site for site in sql.statement.holes}
        for number, part in enumerate(sql.text):
            if not isinstance(part, Hole):
                continue
            trust = self._trusts.of(part)
            site = sites.get(number)
            if trust.kind in ("constant", "inert", "quoted") or site is None or self._only_constants(part):
                continue
            if (_is_whole_query(part, site) or site.position == "placeholder") and not trust.tainted:
                continue
            if self._is_quoted(part, sql):
                continue
            if trust.kind == "guarded":
                if site.position == "identifier" or site.position == "fragment":
                    continue
                trust = Trust("dynamic", "medium")
            confidence = self._confidence(sql, part, site, trust)
            yield SqlHole(sql, part, site, trust, confidence, self._anchor(sql, part, trust))

    def _wholly_unknown(self, sql: SqlText, hole: Hole) -> Iterator[SqlHole]:
        """A whole text of which nothing is known is somebody else's business, unless a request brings it."""
        if sql.query is not None and sql.query.kind != "fragment" and tainted(self._analysis, hole.expression):
            confidence: Confidence = "high" if sql.query.certain else "medium"
            yield SqlHole(sql, hole, None, Trust("dynamic", "high", True), confidence, sql.expression)

    def _anchor(self, sql: SqlText, hole: Hole, trust: Trust) -> cst.CSTNode:
        """Where to report. What a request brings is reported where it enters the text, and so is what
        enters it in the statement that sends it; anything else at the SQL argument that is sent, for there
        the parameter has to be passed."""
        index = self._index
        if trust.tainted:
            return hole.expression
        around = index.statement if sql.query is not None else index.function
        return hole.expression if around(hole.expression) is around(sql.expression) else sql.expression

    def _is_quoted(self, hole: Hole, sql: SqlText) -> bool:
        """Whether the value stands in a function that quotes, and that is called for the text."""
        function = self._index.function(hole.expression)
        if function is None or function is self._index.function(sql.expression):
            return False
        return QUOTING.match(function.name.value) is not None

    def _confidence(self, sql: SqlText, hole: Hole, site: HoleSite, trust: Trust) -> Confidence:
        """Sure of the database, of the place in the SQL and of the value: high. The weakest of them decides."""
        ranks = [trust.confidence]
        if sql.query is None or not sql.query.certain:
            ranks.append("medium")
        if not trust.tainted:
            if site.position in ("fragment", "unknown"):
                composed = site.quote == "$$" or any(map(_CLAUSE_NAME.search, self._called(hole.expression)))
                ranks.append("low" if composed else "medium")
            elif site.position == "identifier" and isinstance(hole.expression, cst.Name):
                ranks.append("low" if self._types.is_foreign(hole.expression) else "high")
        return min(ranks, key=lambda confidence: CONFIDENCE_RANK[confidence])

    def _called(self, node: cst.BaseExpression) -> Iterator[str]:
        """What a value is called: its last name, that of the function that makes it, and that of the
        collection that it is an element of."""
        while isinstance(node, cst.Await | cst.Subscript):
            node = node.expression if isinstance(node, cst.Await) else node.value
        yield last_name(node.func if isinstance(node, cst.Call) else node)
        binding = self._names.single(node) if isinstance(node, cst.Name) else None
        if binding is not None and binding.kind == "for" and binding.value is not None:
            yield last_name(binding.value)

    def _only_constants(self, hole: Hole) -> bool:
        """Whether the hole is a parameter that a private function of this file is only given constants for."""
        return isinstance(hole.expression, cst.Name) and self._given_constants(hole.expression, 0)

    def _given_constants(self, name: cst.Name, depth: int) -> bool:
        binding = self._names.single(name)
        if (
            depth > 3
            or binding is None
            or binding.kind != "param"
            or not isinstance(binding.statement, cst.FunctionDef)
        ):
            return False
        function = binding.statement
        if not function.name.value.startswith("_") and self._index.function(function) is None:
            return False
        calls = [
            call
            for call in self._index.calls.get(function.name.value, ())
            if self._names.local_function(call.func) is function
        ]
        given = [arguments_of(call, function).get(binding.name, binding.value) for call in calls]
        return bool(given) and all(
            argument is not None and self._is_constant_text(argument, depth) for argument in given
        )

    def _is_constant_text(self, node: cst.BaseExpression, depth: int) -> bool:
        """Whether every text of `node` is made of constants, perhaps through parameters of private functions."""
        return all(
            isinstance(part, Known)
            or self._trusts.of(part).kind in ("constant", "inert", "quoted")
            or (isinstance(part.expression, cst.Name) and self._given_constants(part.expression, depth + 1))
            for text in self._analysis.texts.texts(node)
            for part in text
        )


def _is_whole_query(hole: Hole, site: HoleSite) -> bool:
    """`EXPLAIN {sql}`: another query as a whole, which is judged where it is built."""
    return site.position in ("fragment", "unknown") and bool(_QUERY_NAME.search(last_name(hole.expression)))


def by_statement(holes: Sequence[SqlHole]) -> list[list[SqlHole]]:
    """The holes of each SQL text together, for one finding per text; doubtful ones only where no other is."""
    groups: dict[cst.CSTNode, list[SqlHole]] = {}
    for hole in holes:
        groups.setdefault(hole.sql.query.call if hole.sql.query else hole.sql.expression, []).append(hole)
    return [[hole for hole in group if hole.confidence != "low"] or group for group in groups.values()]


def strongest(holes: Sequence[SqlHole]) -> Confidence:
    """The confidence of the surest hole: one is enough for a finding."""
    return max((hole.confidence for hole in holes), key=lambda confidence: CONFIDENCE_RANK[confidence])


def placeholder_of(styles: Sequence[str]) -> str:
    """How a driver with these placeholder styles writes one, for a message."""
    texts = {
        "qmark": "?",
        "format": "%s",
        "dollar": "$1",
        "named": ":name",
        "pyformat": "%(name)s",
        "at": "@name",
        "numeric": ":1",
    }
    return texts[styles[0]] if styles else ""
