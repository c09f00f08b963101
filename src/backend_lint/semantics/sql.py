"""SQL text with holes: what every hole, star and placeholder in it is. Knows nothing of Python."""

from __future__ import annotations

from collections.abc import Sequence

from backend_lint.semantics import sqlconfirm
from backend_lint.semantics.sqlfacts import HoleSite, Placeholder, Star, Statement
from backend_lint.semantics.sqllexer import Token, lex
from backend_lint.semantics.sqlroles import POSITIONS
from backend_lint.semantics.sqlwalk import Spot, Walk
from backend_lint.semantics.sqlwords import FORMATS

__all__ = ["HoleSite", "Placeholder", "Star", "Statement", "analyse"]

#: Tables and views that a name glued to a hole may be the whole name of: `FROM users{x}`.
_GLUED_TABLE = frozenset({"FROM", "JOIN", "UPDATE"})


def analyse(parts: Sequence[object], assume_sql: bool) -> Statement | None:
    """The facts about a skeleton: `str` parts are known text, every other object is a hole.

    With `assume_sql` (the text reached a database) every text is read as SQL: None only for an empty text or
    a single word without a hole. Without it None also means that the text could not be confirmed as SQL:
    prose, logs, other query languages.
    """
    if not assume_sql and not sqlconfirm.may_be_sql(parts):
        return None
    tokens, loose = lex(parts)
    if not any(token.kind in ("word", "hole", "placeholder") for token in tokens):
        return None
    if len(tokens) == 1 and not tokens[0].holes and tokens[0].kind != "placeholder":
        return None
    walk = Walk(tokens).run()
    if not assume_sql and not sqlconfirm.is_sql(walk):
        return None
    holes = [
        _site(tokens[spot.index], spot, part, walk.verb)
        for spot in walk.spots.values()
        for part in _parts(tokens, spot)
    ]
    seen = {site.part for site in holes}
    holes += [HoleSite(part, "unknown", "", "--", False) for part in loose]
    holes += [
        HoleSite(part, "unknown", token.quote, "", False)
        for token in tokens
        for part in token.holes
        if part not in seen
    ]
    for query in walk.queries:
        query.ignore_counted()
    stars = sorted((star for query in walk.queries for star in query.found_stars()), key=_place)
    first = next((query for query in walk.queries if query.top and not query.returning), None)
    return Statement(
        walk.verb,
        tuple(sorted(holes, key=lambda site: site.part)),
        tuple(star for star in stars if star.over == "table"),
        tuple(sorted(_placeholders(walk), key=_place)),
        has_limit=first is not None and first.bounded(),
        aggregate_only=first is not None and first.one_row(),
        selects_by_key=first is not None and first.by_key and not first.alternatives,
        derived_stars=tuple(star for star in stars if star.over != "table"),
    )


def _place(found: Star | Placeholder) -> tuple[int, int]:
    return found.part, found.offset


def _parts(tokens: list[Token], spot: Spot) -> tuple[int, ...]:
    return tokens[spot.index].holes


def _site(token: Token, spot: Spot, part: int, verb: str) -> HoleSite:
    position = POSITIONS[spot.role]
    if token.kind == "word" and spot.before in _GLUED_TABLE and token.text.endswith("\0"):
        known = token.text.rstrip("\0")
        if known and not known.endswith(("_", "$")) and part == token.holes[-1]:
            position = "unknown"
    if token.kind == "placeholder":
        position = "placeholder"
    if token.kind == "body" and verb in ("DO", "CREATE"):
        position = "unknown"
    quote = "$$" if token.kind == "body" else token.quote
    return HoleSite(part, position, quote, spot.before, spot.like)


def _placeholders(walk: Walk) -> list[Placeholder]:
    found = []
    for index, token in enumerate(walk.tokens):
        spot = walk.spots.get(index)
        like = spot is not None and spot.like
        if token.style == "at" and token.name.lower() in walk.declared:
            continue
        if token.style is not None:
            found.append(Placeholder(token.style, token.name, "", token.part, token.offset, like))
        if token.kind in ("string", "name") and not (spot is not None and spot.function in FORMATS):
            quote = token.quote
            found += [Placeholder(style, name, quote, part, at, like) for style, name, part, at in token.inner]
    return found
