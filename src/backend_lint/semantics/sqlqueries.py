"""What one SELECT (or RETURNING) reads: its sources, its stars, how many rows it can give."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from backend_lint.semantics.regexes import regex
from backend_lint.semantics.sqlfacts import Star, StarKind, StarSource
from backend_lint.semantics.sqllexer import Token
from backend_lint.semantics.sqlroles import Frame, is_reserved
from backend_lint.semantics.sqlwords import AFTER_STAR, SELECT_MODIFIERS

#: Columns that identify one row.
_KEY = regex(r"(?:id|uuid|pk|\w+_uuid)\Z", re.IGNORECASE)
#: The database describing itself: few rows, and a stable set of columns is not ours to choose.
_CATALOGUE = regex(
    r"(?:information_schema|pg_catalog|sys|mysql|performance_schema|system)\.|pg_\w+\Z|sqlite_(?:master|schema)\Z"
    r"|svv_|stl_|all_(?:tables|tab_columns)\Z|user_tables\Z",
    re.IGNORECASE,
)


class Source(msgspec.Struct):
    """One thing in a FROM: a named table, a sub-query, a function, or a hole in parentheses."""

    kind: Literal["table", "query", "function", "unknown"]
    name: str = ""
    alias: str = ""
    query: Query | None = None


class RawStar(msgspec.Struct):
    """A star as it was read, before it is known what its table is."""

    part: int
    offset: int
    text: str
    qualifier: str


class Query(msgspec.Struct):
    """One SELECT while it is read and after."""

    top: bool = False  # not in parentheses
    inserted: bool = False  # INSERT INTO … SELECT
    returning: bool = False
    ignored: bool = False  # EXISTS (…), EXPLAIN: nobody receives the columns
    sources: list[Source] = []
    stars: list[RawStar] = []
    ctes: dict[str, Query] = {}
    head: Query | None = None  # the first arm of the UNION it belongs to
    arms: list[Query] = []  # the other arms, at the first
    limited: bool = False
    empty: bool = False  # LIMIT 0
    reads: bool = False  # has a FROM
    grouped: bool = False
    aggregated: bool = False
    windowed: bool = False
    plain: bool = False  # an item of the list is a bare column
    by_key: bool = False
    alternatives: bool = False  # OR at the top of the WHERE
    holes: bool = False

    def cte(self, name: str) -> Query | None:
        """The WITH query called `name` that is visible here."""
        return self.ctes.get(name.lower())

    def bounded(self, depth: int = 0) -> bool:
        """Has it a LIMIT of its own, or does it only read one query that has?"""
        if self.arms:  # a LIMIT after the last arm is that of the whole
            return self.arms[-1].limited
        if self.limited or depth > 8:
            return self.limited
        if len(self.sources) != 1 or self.returning:
            return False
        inner = self._inner(self.sources[0])
        return inner is not None and inner is not self and inner.bounded(depth + 1)

    def one_row(self) -> bool:
        """Does the select list hold aggregates only, without GROUP BY, or nothing of a table at all?"""
        return all(
            (query.aggregated or not (query.reads or query.holes))
            and not (query.grouped or query.windowed or query.plain or query.stars or query.returning)
            for query in (self, *self.arms)
        )

    def ignore_counted(self) -> None:
        """`SELECT COUNT(*) FROM (SELECT * FROM t)`: nobody receives the columns of the sub-query."""
        if self.aggregated and not (self.plain or self.stars or self.grouped):
            for source in self.sources:
                if source.query is not None:
                    source.query.ignored = True

    def _inner(self, source: Source) -> Query | None:
        return source.query if source.query is not None else self.cte(source.name)

    def _read_by(self, star: RawStar) -> list[Source]:
        if not star.qualifier:
            return self.sources
        wanted = star.qualifier.rpartition(".")[2].lower()
        return [
            source
            for source in self.sources
            if wanted in (source.alias.lower(), source.name.rpartition(".")[2].lower() if not source.alias else "")
        ]

    def found_stars(self) -> list[Star]:
        """The stars of the list, with what they read: a table, or only queries and functions whose columns are
        listed elsewhere."""
        if self.ignored:
            return []
        found = []
        for star in self.stars:
            read = self._read_by(star)
            over = self._derived(read)
            own = [source for source in read if source.kind != "function" and self._inner(source) is None]
            known = bool(own) and all(
                source.kind == "unknown" or _CATALOGUE.match(source.name) is not None for source in own
            )
            kind: StarKind = "table-star" if star.qualifier else "star"
            if self.returning:
                kind = "returning-star"
            elif self.inserted:
                kind = "insert-select-star"
            found.append(Star(star.part, star.offset, kind, star.text, not (known or self.empty), over))
        return found

    def _derived(self, read: list[Source]) -> StarSource:
        """What the first of these sources is when none of them is a table, else "table"."""
        if not read or any(source.kind != "function" and self._inner(source) is None for source in read):
            return "table"
        first = read[0]
        return "table-function" if first.kind == "function" else "subquery" if first.query is not None else "cte"

    def read_star(self, frame: Frame, star: Token, following: Token | None) -> None:
        """Note a `*` that is an item of the list, not a multiplication or the argument of a function."""
        previous, earlier = frame.previous, frame.earlier
        listed = frame.clause in ("SELECT", "RETURNING") and frame.kind in ("statement", "query")
        if not listed or previous is None or not _ends_item(following):
            return
        if previous.upper == "." and earlier is not None:
            if earlier.holes:
                self.stars.append(RawStar(star.part, star.offset, "*", earlier.text))
            else:
                self.stars.append(RawStar(earlier.part, earlier.offset, f"{earlier.text}.*", earlier.text))
            return
        counted = "TOP" in frame.words and (previous.kind in ("number", "hole") or previous.upper == ")")
        distinct_on = previous.upper == ")" and frame.words >= {"DISTINCT", "ON"}
        if previous.upper in SELECT_MODIFIERS | {",", "RETURNING"} or counted or distinct_on:
            self.stars.append(RawStar(star.part, star.offset, "*", ""))

    def read_source(self, frame: Frame, token: Token, following: Token | None) -> None:
        """Note an operand of the FROM: a table, a function, a further part of a dotted name, an alias."""
        called = following is not None and following.upper == "("
        if frame.expect_source:
            self.sources.append(Source("function" if called else "table", token.text))
            frame.expect_source = False
        elif self.sources and frame.previous is not None and frame.previous.upper == ".":
            self.sources[-1].name += f".{token.text}"
            if called:
                self.sources[-1].kind = "function"
        elif self.sources and token.kind in ("word", "name") and not self.sources[-1].alias:
            self.sources[-1].alias = token.text

    def read_item(self, frame: Frame, following: Token | None) -> None:
        """Note a bare column in the select list: the query then gives a row for each row of its table."""
        previous = frame.previous
        begins = previous is None or previous.upper in SELECT_MODIFIERS | {",", "."}
        if begins and not (following is not None and following.upper in ("(", ".")):
            self.plain = True

    def read_comparison(self, frame: Frame, following: Token | None) -> None:
        """Note `id = value` and `id IN (value, …)` in the WHERE: they name the rows."""
        column = frame.previous
        if column is None or following is None or frame.clause != "WHERE" or frame.kind == "group":
            return
        value = following.kind in ("hole", "placeholder", "string", "number")
        before = frame.earlier.upper if frame.earlier is not None else ""
        if (value or following.upper in ("ANY", "(", "CAST")) and before in ("WHERE", "AND", "."):
            self.by_key = self.by_key or _KEY.match(column.text) is not None


def _ends_item(following: Token | None) -> bool:
    if following is None or following.kind == "hole" or is_reserved(following):
        return True
    return following.upper in (",", ")", ";") or following.upper in AFTER_STAR
