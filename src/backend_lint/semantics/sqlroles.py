"""What a word of SQL stands for where it stands: a value, a name, a condition, a clause."""

from __future__ import annotations

from typing import Literal

import msgspec

from backend_lint.semantics.sqlfacts import Position
from backend_lint.semantics.sqllexer import Token
from backend_lint.semantics.sqlwords import (
    AGGREGATED,
    COMPARE,
    CONDITION_AFTER,
    DDL,
    DDL_NAME_AFTER,
    DIRECTIONS,
    FROM_INSIDE,
    LIKE,
    NAME_AFTER,
    OPERATORS,
    RESERVED,
    VALUE_AFTER,
)

#: What an operand is for. `compared` is the name at the left of a condition whose WHERE stands in a piece that
#: is not known; `rows` follows IN or VALUES without parenthesis; `query` is a whole SELECT;
#: `assign` the list after SET; `operator` a comparison; `clause` anything that may be left out.
Role = Literal[
    "value", "rows", "name", "compared", "direction", "condition", "operator", "query", "assign", "clause", "start"
]

POSITIONS: dict[Role, Position] = {
    "value": "value", "rows": "value", "name": "identifier", "compared": "identifier", "direction": "identifier",
    "condition": "fragment", "operator": "fragment", "query": "fragment", "assign": "fragment",
    "clause": "fragment", "start": "fragment",
}  # fmt: skip


class Frame(msgspec.Struct):
    """One level of parentheses (or the statement itself) while it is being read."""

    kind: Literal["statement", "query", "call", "list", "columns", "group", "index"]
    label: str = ""  # what opened it: "IN (", "COALESCE("; "" for plain grouping
    verb: str = ""
    clause: str = ""  # the keyword of the clause being read, "" before the first
    parent: Frame | None = None
    previous: Token | None = None
    earlier: Token | None = None  # the one before `previous`
    comparing: str = ""  # the comparison whose right side is being read
    between: int = 0  # BETWEENs that wait for their AND
    expect_source: bool = False  # after FROM, JOIN or a comma between sources
    condition: Literal["", "start", "left", "right"] = ""
    words: set[str] = set()

    def like(self) -> bool:
        """Is a LIKE pattern being read here or outside these parentheses?"""
        frame: Frame | None = self
        while frame is not None and frame.kind != "query":
            if frame.comparing in LIKE:
                return True
            frame = frame.parent if not frame.comparing else None
        return False


def is_operand(token: Token | None) -> bool:
    """Could `token` stand alone as a value, a name or an expression?"""
    if token is None:
        return False
    if token.kind in ("hole", "placeholder", "string", "number", "name", "body"):
        return True
    return token.kind == "word" and not is_reserved(token)


def _is_literal(token: Token | None) -> bool:
    return token is not None and token.kind in ("placeholder", "string", "number")


def _is_dot(token: Token | None) -> bool:
    return token is not None and token.upper == "."


def is_reserved(token: Token | None) -> bool:
    """Is `token` one of the words that shape a statement? (Words such as `name` or `key` are not.)"""
    return token is not None and token.kind == "word" and token.upper in RESERVED


def role_of(frame: Frame, token: Token, following: Token | None, third: Token | None) -> tuple[Role, str]:
    """What `token`, an operand, is for, and the keyword or operator that governs it (`HoleSite.before`);
    `following` and `third` are the tokens after it."""
    pieces = following is not None and following.kind == "hole" and _is_literal(third)
    role, before = _role(frame, following, third)
    if token.quote == "'" or token.kind == "body":
        return "value", before
    if role == "condition" and pieces:  # WHERE {column} {operator} %s
        return "name", before
    if token.quote:  # "…", `…`, […]: a name, except where MySQL and SQLite read a double quote as a string
        text = token.quote == '"' and role in ("value", "rows") and not _is_dot(following)
        return ("value" if text and frame.kind != "call" else "name"), before
    if following is not None and (_is_dot(following) or (following.upper == "(" and following.glued)):
        return "name", before
    return role, before


def _role(frame: Frame, following: Token | None, third: Token | None) -> tuple[Role, str]:
    previous = frame.previous
    while frame.kind == "group" and frame.parent and previous is not None and previous.upper == "(":
        frame = frame.parent
        previous = frame.previous
    if previous is None or previous.upper == ";":
        return _first_in(frame, following)
    word = previous.upper
    if previous.kind == "op":
        if word == ",":
            return _listed(frame, following), frame.label or clause_of(frame)
        if word == ".":
            return "name", "."
        if word == "::":
            return "name", "::"
        if word == "*" and frame.clause in ("SELECT", "RETURNING") and not is_operand(frame.earlier):
            return "clause", frame.clause
        if word in OPERATORS or word in "[:":
            setting = frame.verb == "SET" and bool(frame.words & {"SEARCH_PATH", "ROLE", "SCHEMA"})
            return ("name" if setting else "value"), word
        if word == "(":
            return _first_in(frame, following)
        return _after_operand(frame, following)
    if previous.kind == "word" and not previous.holes:
        return _after_word(frame, word, following, third)
    return _after_operand(frame, following)


def _after_word(frame: Frame, word: str, following: Token | None, third: Token | None) -> tuple[Role, str]:
    earlier = frame.earlier.upper if frame.earlier is not None else ""
    if word == "BY":
        return "name", f"{earlier} BY" if earlier else "BY"
    if word in ("DATE", "TIMESTAMP", "VALUE", "MATCH", "PASSWORD", "FIRST", "NEXT", "ZONE") and not (
        word in ("PASSWORD", "ZONE") or earlier in ("FETCH", "TIME") or following is None
    ):
        return _after_operand(frame, following)
    if word == "AND" and frame.comparing == "BETWEEN":
        return "value", "AND"
    if frame.verb in DDL and word in DDL_NAME_AFTER and frame.clause not in ("WHERE", "SELECT"):
        return "name", word
    if word == "DISTINCT" and frame.kind == "call":
        return "name", frame.label
    if word == "FROM" and (earlier == "DISTINCT" or frame.label[:-1] in FROM_INSIDE or frame.verb == "COPY"):
        return "value", "FROM"
    if word == "UPDATE" and earlier in ("FOR", "DO", "ON", "KEY"):
        return "clause", word
    if word in ("ALL", "DISTINCT"):
        return ("name" if frame.clause == "SELECT" else "query"), word
    if word == "SET":
        named = frame.verb == "SET" or (following is not None and following.upper == "=")
        return ("name" if named else "assign"), word
    if word == "TO":
        setting = frame.verb == "SET" and not frame.words & {"SEARCH_PATH", "ROLE", "SCHEMA"}
        return ("value" if setting or frame.verb == "COPY" or earlier == "SIMILAR" else "name"), word
    if word in ("ROLE", "AUTHORIZATION", "SCHEMA", "CATALOG") and frame.verb == "SET":
        return "name", word
    if word == "AS" and (frame.verb in DDL or frame.clause == "WITH"):
        return "query", word
    if word in ("EXPLAIN", "UNION", "EXCEPT", "INTERSECT", "EXISTS"):
        return "query", word
    if word in ("IN", "VALUES"):
        return "rows", word
    if word in CONDITION_AFTER:
        return _condition(following, third), word
    if word in VALUE_AFTER or word in COMPARE:
        return "value", word
    if word == "INSERT":  # MySQL and T-SQL leave INTO out
        return ("clause" if following is not None and following.upper == "INTO" else "name"), "INTO"
    if word in NAME_AFTER or word in _NAMED_BY_VERB.get(frame.verb, ()):
        return "name", word
    return _after_operand(frame, following)


def _condition(following: Token | None, third: Token | None = None) -> Role:
    """The first word of a condition: a name when it is compared, also in a row: `({a}) IN`, `({a}, {b}) =`."""
    if following is not None and following.upper == ",":
        return "name"
    if following is not None and following.upper == ")":
        following = third
    return "name" if _is_compared(following) else "condition"


def _is_compared(following: Token | None) -> bool:
    return following is not None and (
        following.upper in COMPARE or following.upper in ("IN", "IS", "BETWEEN", "NOT", "SIMILAR", "<")
    )


def clause_of(frame: Frame) -> str:
    """The clause being read, seen through plain and function parentheses."""
    while not frame.clause and frame.parent is not None and frame.kind in ("group", "call"):
        frame = frame.parent
    return frame.clause


#: SQLite's `PRAGMA table_info(users)` and the like, which take a name.
_PRAGMAS = ("_INFO", "_LIST", "_XINFO", "_CHECK")
#: Words that name something only in statements of this verb; elsewhere they are ordinary column names.
_NAMED_BY_VERB = {
    "INSTALL": ("INSTALL",),
    "LOAD": ("LOAD",),
    "USE": ("WAREHOUSE", "ROLE", "SCHEMA", "DATABASE", "CATALOG"),
}


def _listed(frame: Frame, following: Token | None) -> Role:
    """After a comma."""
    if frame.kind in ("list", "call", "index"):
        return "value"
    if frame.kind == "columns":
        return "name"
    clause = clause_of(frame)
    if clause == "SET" and frame.verb != "SET":
        return "name" if following is not None and following.upper == "=" else "assign"
    if clause in ("VALUES", "LIMIT", "OFFSET", "EXEC", "CALL"):
        return "value"
    return "clause" if clause == "WITH" else "name"


def _first_in(frame: Frame, following: Token | None) -> tuple[Role, str]:
    """At the beginning of a statement or right after an opening parenthesis."""
    if frame.parent is None:  # a text may also be a lone condition: `{column} = :value`
        return ("name" if _condition(following) == "name" else "start"), ""
    if frame.kind == "query":
        return "query", frame.label
    if frame.kind == "columns":
        return "name", frame.label
    if frame.kind == "call":
        named = frame.label[:-1] in AGGREGATED or (frame.verb == "PRAGMA" and frame.label[:-1].endswith(_PRAGMAS))
        return ("name" if named else "value"), frame.label
    return "value", frame.label


def _after_operand(frame: Frame, following: Token | None) -> tuple[Role, str]:
    clause = clause_of(frame)
    previous = frame.previous
    if clause == "ORDER BY" and previous is not None and previous.upper not in DIRECTIONS:
        return "direction", "ASC"
    if frame.condition == "left" and previous is not None:
        if is_operand(following) and (_is_literal(following) or previous.kind != "hole"):
            return "operator", clause
        named = frame.earlier is not None and frame.earlier.kind in ("word", "name") and is_operand(frame.earlier)
        if previous.kind == "hole" and named:
            return "value", clause
    if clause in ("EXEC", "EXECUTE") and previous is not None:
        return "value", clause
    if following is not None and following.upper in ("=", "<>", "!=", ">=", "<=", "LIKE", "ILIKE"):
        return "compared", clause
    return "clause", clause
