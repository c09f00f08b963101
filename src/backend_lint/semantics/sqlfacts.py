"""What can be known about a piece of SQL text with holes: the frozen values `semantics.sql` answers with."""

from __future__ import annotations

from typing import Literal

import msgspec

Position = Literal["value", "identifier", "fragment", "placeholder", "unknown"]
StarKind = Literal["star", "table-star", "returning-star", "insert-select-star"]
#: What the columns of a star are the columns of. Those of all but a table are listed elsewhere.
StarSource = Literal["table", "cte", "subquery", "table-function"]
PlaceholderStyle = Literal["qmark", "numeric", "format", "pyformat", "named", "dollar", "at"]


class HoleSite(msgspec.Struct, frozen=True):
    """Where one hole stands. `part` is its 0-based index into the parts.

    - value: a literal or a bound parameter could stand there (also inside a single-quoted string);
    - identifier: a table, column, type, direction or other name;
    - fragment: a clause, a condition, an operator, a list of assignments or a whole statement;
    - placeholder: the name of a bound parameter, or a part of it (`:{x}`, `%({x})s`);
    - unknown: a comment, a dollar-quoted body, or glued to a word (`FROM users{x}`: suffix or clause?).

    `quote` is the SQL quote around it (`'`, `"`, a backtick, `[`, `$$`) or "". `before` is the keyword or
    operator that governs it, upper case (`=`, `LIMIT`, `IN (`, `VALUES (`, `ORDER BY`, `COALESCE(`;
    `ASC` for a direction of sorting).
    `like` says that it is, or is part of, the pattern of a LIKE or ILIKE.
    """

    part: int
    position: Position
    quote: str
    before: str
    like: bool


class Star(msgspec.Struct, frozen=True):
    """A `*` that reads every column of a table; `offset` counts characters into `parts[part]`, to the
    first character of `text`. Not `certain` when the table is a catalogue of the database
    itself, when no row is read (`LIMIT 0`), or when the star reads a hole in parentheses."""

    part: int
    offset: int
    kind: StarKind
    text: str
    certain: bool
    over: StarSource = "table"


class Placeholder(msgspec.Struct, frozen=True):
    """A bind parameter in the known text: `name` without its marker ("" for `?` and `%s`), `quote` the SQL
    quote it stands in (then it is text, not a parameter) or "", `offset` characters into `parts[part]`."""

    style: PlaceholderStyle
    name: str
    quote: str
    part: int
    offset: int
    like: bool


class Statement(msgspec.Struct, frozen=True):
    """The facts about one SQL text. Holes, stars and placeholders come from every statement in it, in order
    of appearance; `verb` and the three flags describe the first statement.

    `verb` is the first keyword, upper case, or "" when the text begins with a hole. `aggregate_only`: the
    query returns one row. `selects_by_key`: its WHERE pins `id`, `uuid`, `pk` or `*_uuid` by `=` or `IN`.
    `derived_stars` read no table but a query or a function of the statement.
    """

    verb: str
    holes: tuple[HoleSite, ...]
    stars: tuple[Star, ...]
    placeholders: tuple[Placeholder, ...]
    has_limit: bool
    aggregate_only: bool
    selects_by_key: bool
    derived_stars: tuple[Star, ...] = ()
