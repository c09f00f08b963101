"""How names that enter SQL text are quoted by psycopg: `SQL("… {}").format(Identifier(name))` for an f-string."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import libcst as cst

from backend_lint.frameworks.sqltexts import SqlHole
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.writtentexts import WrittenTexts

#: Drivers with a module `sql` that composes statements.
_COMPOSING = ("psycopg", "psycopg2")
_WORD = regex(r"\w")


class Composition(NamedTuple):
    """The f-string `node` taken apart: a literal of its text with `{}` for each hole, and the source of each name."""

    node: cst.FormattedString
    driver: str
    literal: str
    names: tuple[str, ...]

    def written(self, sql: str) -> str:
        """The composed statement, in a file that calls the driver's module `sql` so."""
        return f"{sql}.SQL({self.literal}).format({', '.join(f'{sql}.Identifier({name})' for name in self.names)})"


class QuotedNames:
    """The f-strings of one file whose every hole is a name of the database."""

    def __init__(self, analysis: Analysis) -> None:
        self._written = analysis.know(WrittenTexts)

    def composed(self, holes: Sequence[SqlHole]) -> Composition | None:
        """The text of these holes, taken apart; None for other drivers, where something else enters the text too, and where
        a hole is a part of a name, stands in quotes, or is a direction of sorting."""
        query, node = holes[0].sql.query, holes[0].sql.expression
        if query is None or not query.certain or query.driver.name not in _COMPOSING or query.via is not None:
            return None
        if not isinstance(node, cst.FormattedString) or last_name(query.call.func) not in ("execute", "executemany"):
            return None
        names = {hole.hole.expression for hole in holes if _is_whole_name(hole)}
        fields = [part for part in node.parts if isinstance(part, cst.FormattedStringExpression)]
        plain = all(not (field.conversion or field.format_spec or field.equal) for field in fields)
        if not plain or any(field.expression not in names for field in fields):
            return None
        start, end = self._written.span(node, parentheses=False)
        spans = [self._written.span(field) for field in fields]
        prefix = node.start.removesuffix(node.end).lower().replace("f", "")
        starts = [start + len(node.start), *(last for _, last in spans)]
        pieces = [
            self._written.text[at:to] for at, to in zip(starts, [*(first for first, _ in spans), end], strict=True)
        ]
        literal = f"{prefix}{node.end}{'{}'.join(pieces)}".replace("\r\n", "\n")
        sources = [self._written.text[slice(*self._written.span(field.expression))] for field in fields]
        return None if "\n" in "".join(sources) else Composition(node, query.driver.name, literal, tuple(sources))


def _is_whole_name(hole: SqlHole) -> bool:
    """Whether the hole is all of a name: not in `logs_{year}`, nor in `"{table}"`."""
    if hole.site is None or hole.site.quote or hole.site.before == "ASC":
        return False
    text, at = hole.sql.text, hole.site.part
    around = (text[at - 1] if at else "", text[at + 1] if at + 1 < len(text) else "")
    ends = [part[edge:][:1] if isinstance(part, str) else "x" for part, edge in zip(around, (-1, 0), strict=True)]
    return not any(map(_WORD.match, ends))
