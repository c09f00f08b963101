"""Knows which class or function a line of text in braces stands in, without parsing it."""

from __future__ import annotations

from collections.abc import Iterable

from backend_lint.semantics.lexis import lexemes
from backend_lint.semantics.regexes import regex

#: Words that a name follows which its block is called by.
_NAMING = frozenset(
    [
        "class",
        "interface",
        "struct",
        "enum",
        "trait",
        "impl",
        "namespace",
        "module",
        "object",
        "record",
        "function",
        "func",
        "fun",
        "fn",
        "def",
    ]
)
#: Words in front of a bracket that is no parameter list.
_CONTROL = frozenset(
    [
        "if",
        "for",
        "foreach",
        "while",
        "switch",
        "catch",
        "with",
        "match",
        "using",
        "lock",
        "fixed",
        "return",
        "new",
        "when",
        "do",
        "else",
        "try",
    ]
)
#: How many names a dotted name has at most. Deeper blocks count for the one that they stand in.
_MOST_NAMES = 20
_WORD = regex(r"[A-Za-z_$][\w$]*\Z")


def block_scopes(text: str, lines: Iterable[int], language: str) -> dict[int, str]:
    """The dotted name of the innermost named block around each of these lines (1-based), "" outside of any.

    A block is named by what stands before its `{`: `class Name`, `func (r *Repo) Name(…)`, `name(…)`,
    `const name = (…) =>`. The line on which a block begins belongs to it. Never raises."""
    wanted = sorted(set(lines))
    found: dict[int, str] = {}
    around = [""]  # the dotted name in force in each block that is open
    head: list[str] = []
    line, begun = 1, 0
    for lexeme in lexemes(text, language):
        if begun == len(wanted):
            break
        word = text[lexeme.start : lexeme.end]
        if lexeme.kind in ("newline", "string", "comment", "joined"):
            last = line + word.count("\n")
            begun = _fill(found, wanted, begun, last, around[-1]) if lexeme.kind == "newline" else begun
            line = last
        elif word == "{":
            around.append(_dotted(around[-1], _name(head)))
            head.clear()
        elif word == "}":
            if len(around) > 1:
                # What stands in the line so far is in the block still.
                begun = _fill(found, wanted, begun, line + 1, around[-1])
                around.pop()
            head.clear()
        elif word == ";":
            head.clear()
        else:
            head.append(word)
    _fill(found, wanted, begun, None, around[-1])
    return found


def _fill(found: dict[int, str], wanted: list[int], at: int, before: int | None, scope: str) -> int:
    """Give the wanted lines below `before` (None: all that are left) the scope in force; the next index."""
    while at < len(wanted) and (before is None or wanted[at] < before):
        found[wanted[at]] = scope
        at += 1
    return at


def _dotted(outer: str, name: str) -> str:
    if not (outer and name):
        return outer or name
    return f"{outer}.{name}" if outer.count(".") < _MOST_NAMES - 1 else outer


def _name(head: list[str]) -> str:
    """What a block with these words before its `{` is called, "" when it has no name."""
    if head and head[-1] in _NAMING:  # `type Name struct {`
        return head[-2] if len(head) > 1 and _WORD.match(head[-2]) else ""
    for at in range(len(head) - 2, -1, -1):
        if head[at] in _NAMING:
            after = at + 1
            if head[after] == "(" and ")" in head[after:]:  # the receiver of a method of Go
                after = head.index(")", after) + 1
            return head[after] if after < len(head) and _WORD.match(head[after]) else ""
    assigned = [at for at, word in enumerate(head[:-1]) if word == "=" and head[at + 1] not in "=>"]
    if assigned and ("function" in head or head[-2:] == ["=", ">"]):
        return next((word for word in reversed(head[: assigned[0]]) if _WORD.match(word)), "")
    return _called(head)


def _called(head: list[str]) -> str:
    """The word before the last brackets that are closed, as a method's name is, whatever annotations precede it."""
    name, depth, opened = "", 0, ""
    for before, word in zip(["", *head], head, strict=False):
        if word in "([":
            opened = before if depth == 0 and word == "(" else opened
            depth += 1
        elif word in ")]":
            depth -= 1
            name = opened if depth == 0 and word == ")" else name
    return name if depth == 0 and name not in _CONTROL and _WORD.match(name) else ""
