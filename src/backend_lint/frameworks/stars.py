"""Every `*` that reads all columns: in SQL that is sent, in SQL that a name or a call says is SQL, in an ORM's text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import libcst as cst

from backend_lint.frameworks.databases import Databases
from backend_lint.frameworks.sqlplaces import SqlPlaces
from backend_lint.frameworks.sqltexts import SqlText, SqlTexts
from backend_lint.model import CONFIDENCE_RANK, Confidence
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.literals import said
from backend_lint.semantics.sql import Star, analyse
from backend_lint.semantics.sqlfacts import StarKind, StarSource
from backend_lint.semantics.text import Known


class ReadStar(NamedTuple):
    """One `text` ("*" or "u.*"): at the 0-based character `offset` of the source of `node`, or somewhere in
    `node` when escapes hide the place (`offset` -1). `over` is what it reads the columns of."""

    node: cst.CSTNode
    offset: int
    text: str
    kind: StarKind
    over: StarSource
    confidence: Confidence


#: Calls whose arguments are the columns of a query.
_COLUMNS = frozenset({"select", "query", "with_only_columns", "add_columns", "with_entities", "columns", "returning"})


class Stars:
    """Every `*` in one file's SQL that reads all columns of something."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._places = analysis.know(SqlPlaces)

    def found(self) -> Iterator[ReadStar]:
        """Every star once, however many calls send its text, with the surest knowledge of it."""
        best: dict[tuple[cst.CSTNode, int, str], ReadStar] = {}
        for star in (*self._in_texts(), *self._in_fragments()):
            key = (star.node, star.offset, star.text)
            if key not in best or CONFIDENCE_RANK[star.confidence] > CONFIDENCE_RANK[best[key].confidence]:
                best[key] = star
        yield from best.values()

    def _in_texts(self) -> Iterator[ReadStar]:
        for sql in self._analysis.know(SqlTexts).texts:
            statement = sql.statement
            if not (statement.stars or statement.derived_stars):
                continue
            sent = sql.query is not None and self._places.beside(sql.query, sql.text)
            if sql.query is not None and not sent and analyse(sql.text, assume_sql=False) is None:
                continue
            for star in (*statement.stars, *statement.derived_stars):
                node, offset = _place(sql, star)
                if not (sent or self._places.says_sql(node)):
                    continue
                sure = sent and sql.query is not None and sql.query.certain
                confidence: Confidence = "low" if not star.certain else "high" if sure else "medium"
                yield ReadStar(node, offset, star.text, star.kind, star.over, confidence)

    def _in_fragments(self) -> Iterator[ReadStar]:
        """`select(text("*"))` and `session.query(literal_column("*"))` of SQLAlchemy."""
        index = self._analysis.index
        for query in self._analysis.know(Databases).queries:
            if query.api not in ("text()", "literal_column()") or not isinstance(query.sql, cst.SimpleString):
                continue
            around = index.parents[index.parents[query.call]]
            text = said(query.sql)
            if text == "*" and isinstance(around, cst.Call) and last_name(around.func) in _COLUMNS:
                yield ReadStar(query.sql, len(query.sql.prefix) + len(query.sql.quote), "*", "star", "table", "high")


def _place(sql: SqlText, star: Star) -> tuple[cst.CSTNode, int]:
    part = sql.text[star.part] if star.part < len(sql.text) else None
    if not isinstance(part, Known) or part.node is None:
        return sql.expression, -1
    return part.node, part.start + star.offset if part.exact else -1
