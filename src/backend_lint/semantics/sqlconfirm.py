"""Is this text SQL? A cheap gate, a look for English, then a grammar of commands or a parse by sqlglot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from backend_lint.semantics import sqlcommands
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.sqllexer import HOLE, Token
from backend_lint.semantics.sqlroles import is_operand, is_reserved
from backend_lint.semantics.sqlwalk import Spot, Walk
from backend_lint.semantics.sqlwords import ARTICLES, COMMANDS, COMPARE, ENGLISH, OTHER_VERBS

#: What a statement of each verb must hold besides the verb; other verbs have their grammar in `sqlcommands`.
_SECOND = {
    "SELECT": r"\bFROM\b|\w\s?\(",
    "INSERT": r"\bINTO\b|\bVALUES?\s*\(|\)\s*SELECT\b|\bSELECT\b[\s\S]*\bFROM\b",
    "REPLACE": r"\bINTO\b|\bVALUES?\s*\(",
    "MERGE": r"\bUSING\b",
    "UPDATE": r"\bSET\b",
    "DELETE": r"\bFROM\b",
    "WITH": r"\bAS\s*(?:NOT\s+)?(?:MATERIALIZED\s*)?\(",
}
_GATE = regex(
    r"(?:\s+|--[^\n]*\n|/\*.*?\*/|\(|(?!))*+(?:"
    + "|".join(rf"{verb}\b(?=[\s\S]*(?:{second}))" for verb, second in _SECOND.items())
    + r"|(?:CREATE|ALTER|DROP|TRUNCATE|GRANT|REVOKE|EXEC|EXECUTE|CALL|COPY|SET|EXPLAIN|VACUUM|LISTEN|NOTIFY"
    r"|REFRESH|REINDEX|COMMENT|LOCK|ATTACH)\s)",
    re.IGNORECASE | re.DOTALL,
)
#: MySQL and T-SQL leave INTO out: `INSERT users VALUES (…)`, `INSERT users (a, b) SELECT …`.
_WORD = r'(?:\w+|"[^"]+"|`[^`]+`|\[[^\]]+\])'
_WITHOUT_INTO = regex(
    r"(?:INSERT|REPLACE)\s+(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE)\s+)*"
    rf"(?P<rest>{_WORD}(?:\s*\.\s*{_WORD})*\s*(?:\([^()]*\)\s*)?(?:\bVALUES?\s*\(|\bSELECT\b).*)",
    re.IGNORECASE | re.DOTALL,
)
_COLUMNS_LISTED = regex(r"\)\s*(?:VALUES?|SELECT)\b", re.IGNORECASE)
_NAMES_TABLE = frozenset({"FROM", "INTO", "UPDATE", "JOIN", "TABLE"})
_VERBS = frozenset(_SECOND) | COMMANDS | OTHER_VERBS
_DIALECTS = ("postgres", "mysql", "tsql", "sqlite", "bigquery", "snowflake", "clickhouse")
#: Longer texts are not parsed (a parse is about 1 ms per 1,000 characters and dialect); their look must do.
_PARSED_CHARACTERS = 20_000
#: sqlglot recurses; compiled by mypyc it does so without Python's guard against a stack overflow.
_PARSED_DEPTH = 50


def may_be_sql(parts: Sequence[object]) -> bool:
    """Could the text be a statement? One regular expression over it; most prose ends here."""
    return _GATE.match("".join(part if isinstance(part, str) else HOLE for part in parts)) is not None


def is_sql(walk: Walk) -> bool:
    """Is the text of `walk` SQL beyond reasonable doubt? Only the first statement is parsed; what follows its
    semicolon must begin with a verb."""
    tokens = _first_statement(walk.tokens)
    if tokens and tokens[0].upper == "EXPLAIN":
        skip = next((i for i, token in enumerate(tokens) if token.upper in _SECOND), len(tokens))
        tokens = tokens[skip:]
    if not tokens or any(token.upper in ("{", "}") for token in tokens):
        return False
    verb = next((token for token in tokens if token.upper != "("), tokens[0])
    text = _legal_text(walk, tokens)
    if verb.upper not in _SECOND:
        return sqlcommands.is_command(text)
    shouted = verb.text == verb.upper
    if _english(tokens, verb, shouted) or (not shouted and not _looks_like_sql(tokens, verb)):
        return False
    if verb.upper in ("INSERT", "REPLACE") and all(token.upper != "INTO" for token in tokens):
        without = _WITHOUT_INTO.fullmatch(text)
        plain = all(token.kind != "string" for token in tokens) and not _COLUMNS_LISTED.search(text)
        if without is None or (plain and not shouted):  # `insert new values (…)` is as often a message
            return False
        text = f"INSERT INTO {without['rest']}"  # backend-lint: ignore[sql-dynamic-identifier] read by a grammar, never run
    elif verb.upper == "REPLACE":  # sqlglot knows it as a command only; the grammar is that of INSERT
        text = f"INSERT{text[len(verb.text) :]}"
    if len(text) > _PARSED_CHARACTERS or _nesting(tokens) > _PARSED_DEPTH:
        return True
    return parses(text)


def _nesting(tokens: list[Token]) -> int:
    depth = deepest = 0
    for token in tokens:
        depth += (token.upper in ("(", "[", "CASE")) - (token.upper in (")", "]", "END"))
        deepest = max(deepest, depth)
    return deepest


def _first_statement(tokens: list[Token]) -> list[Token]:
    end = next((i for i, token in enumerate(tokens) if token.upper == ";"), len(tokens))
    rest = tokens[end + 1 :]
    if rest and not (rest[0].upper in _VERBS or rest[0].holes or rest[0].upper == ";"):
        return []
    return tokens[:end]


def _english(tokens: list[Token], verb: Token, shouted: bool) -> bool:
    """Does a word stand where only prose puts it?"""
    words = {token.upper for token in tokens}
    for at, token in enumerate(tokens[:-1]):
        following = tokens[at + 1]
        third = tokens[at + 2] if at + 2 < len(tokens) else None
        foreign = following.upper in ENGLISH
        if following.upper in ARTICLES and third is not None and third.kind == "word":
            table = following.upper == "A" and is_reserved(third) and third is not tokens[-1]
            foreign = not table
        names_table = token.upper in _NAMES_TABLE or (token is verb and token.upper in ("INSERT", "REPLACE"))
        if foreign and (names_table or (token.upper == "SELECT" and not shouted)):
            return True
        if token.upper == "SELECT" and following.upper == "FROM" and not (shouted and "=" in words):
            return True
        if token is verb and verb.upper == "DELETE" and following.upper != "FROM" and "JOIN" not in words:
            return True
    return _loose_alias(tokens, verb, shouted)


def _loose_alias(tokens: list[Token], verb: Token, shouted: bool) -> bool:
    """Does the text end in two names side by side, the second of which nothing uses? `FROM cart failed`."""
    if len(tokens) < 3 or verb.upper not in ("SELECT", "DELETE"):
        return False
    before, last = tokens[-2], tokens[-1]
    if last.kind != "word" or last.holes or is_reserved(last) or before.kind not in ("word", "hole"):
        return False
    if is_reserved(before) or (shouted and before.upper == "FORMAT"):  # ClickHouse: `… LIMIT 1 FORMAT JSON`
        return False
    used = any(first.text == last.text and second.upper == "." for first, second in pairwise(tokens))
    return not used and (len(last.text) > 3 or not shouted)


def _looks_like_sql(tokens: list[Token], verb: Token) -> bool:
    """Text whose verb is not in capitals needs a second clause, or the plainest of forms."""
    title = verb.text[:1].isupper() and not any(
        token.upper in ("FROM", "SET", "INTO") and token.text.isupper() for token in tokens
    )
    words = [token.upper for token in tokens]
    second = any(
        (token.upper in ("WHERE", "ON", "HAVING") and _compares(tokens[at + 1 :]))
        or (token.upper == "BY" and at and words[at - 1] in ("ORDER", "GROUP"))
        or (token.upper == "LIMIT" and at + 1 < len(tokens) and tokens[at + 1].kind != "word")
        for at, token in enumerate(tokens)
    )
    if verb.upper == "UPDATE":
        return "=" in words and (not title or "WHERE" in words)
    if verb.upper in ("INSERT", "REPLACE"):
        return any(word in words for word in ("VALUES", "SELECT", "DEFAULT"))
    if verb.upper in ("WITH", "MERGE"):
        return "SELECT" in words or "MATCHED" in words or "UPDATE" in words or "DELETE" in words
    if "WHERE" in words and not second:
        return False
    if second:
        return not title or not _side_by_side(tokens)
    if verb.upper == "SELECT" and "FROM" not in words:
        return False
    return not title and not _side_by_side(tokens)


def _compares(rest: list[Token]) -> bool:
    """Does a condition begin here that no sentence has: a comparison, or a hole for the whole?"""
    near = rest[:8]
    return bool(near) and (
        near[0].kind in ("hole", "placeholder")
        or any(token.upper in COMPARE or token.upper in ("IN", "BETWEEN", "EXISTS", "NULL") for token in near)
    )


def _side_by_side(tokens: list[Token]) -> bool:
    """Two bare words next to each other, neither of which shapes a statement: `a file`, `date range`."""
    return any(
        first.kind == second.kind == "word" and is_operand(first) and is_operand(second)
        and len(second.text) > 2 and not first.holes and not second.holes
        for first, second in pairwise(tokens)
    )  # fmt: skip


#: Legal text for a hole or placeholder of each role.
_STAND_IN = {
    "value": "1", "rows": "(1)", "name": "hole_0", "compared": "WHERE hole_0", "direction": "ASC", "condition": "1 = 1", "operator": "=",
    "query": "SELECT 1", "assign": "hole_0 = 1", "clause": "", "start": "",
}  # fmt: skip


def _legal_text(walk: Walk, tokens: list[Token]) -> str:
    """The statement with every hole and placeholder replaced by something legal where it stands, open
    parentheses closed and a dangling last word completed."""
    begin = next(i for i, token in enumerate(walk.tokens) if token is tokens[0])
    pieces: list[str] = []
    depth = 0
    for index, token in enumerate(tokens, begin):
        depth += {"(": 1, ")": -1}.get(token.upper, 0)
        piece = _legal_word(token, walk.spots.get(index))
        pieces.append(piece if token.glued and not token.holes else f" {piece}")
    last = tokens[-1]
    if tokens[0].upper in COMMANDS:
        return "".join(pieces).strip()
    if last.upper in ("WHERE", "AND", "OR", "ON", "HAVING"):
        pieces.append(" 1 = 1")
    elif last.upper == "IN":
        pieces.append(" (1)")
    elif last.upper in ("(", ",", "LIKE", "ILIKE", "LIMIT", "OFFSET", "BY") or last.upper in COMPARE:
        pieces.append(" 1")
    return "".join(pieces).strip() + " )" * max(depth, 0)


def _legal_word(token: Token, spot: Spot | None) -> str:
    text = token.text.replace(HOLE, "h")
    if token.quote and token.kind != "body":
        return f"{token.quote}{text}{']' if token.quote == '[' else token.quote}"
    if token.kind == "body":
        return "'body'"
    if text in ("<<=", ">>="):  # PostgreSQL's "contained in or equal", which sqlglot does not know
        return "="
    if token.kind not in ("hole", "placeholder"):
        return text
    if spot is None:
        return "1"
    if spot.role == "query" and not spot.before.endswith("(") and spot.before == "AS":
        return "(SELECT 1)"
    if spot.role == "clause" and spot.before == "INTO":
        return "VALUES (1)"
    if spot.role == "compared" and spot.before in ("WHERE", "ON", "HAVING"):
        return "AND hole_0"
    return _STAND_IN[spot.role]


@lru_cache(maxsize=1024)
def parses(text: str) -> bool:
    """Does sqlglot read `text` as one statement of some dialect, not as a command it does not understand?"""
    # Imported here: 110 ms that a run without an SQL candidate need not spend.
    import logging

    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)  # it warns on stderr of every fallback
    # On text that is no SQL its parsers also run into plain errors of Python (seen by fuzzing: IndexError).
    refused = (SqlglotError, RecursionError, LookupError, ValueError, TypeError, AttributeError)
    statements = (exp.Query, exp.Insert, exp.Update, exp.Delete, exp.Merge)
    for dialect in _DIALECTS:
        try:
            found = sqlglot.parse(text, read=dialect)
        except refused:
            continue
        if len(found) == 1 and isinstance(found[0], statements):
            return True
    return False
