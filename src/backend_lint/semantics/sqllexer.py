"""SQL words: known text and holes become tokens; quotes, comments and placeholders are read here only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from backend_lint.semantics.regexes import regex
from backend_lint.semantics.sqlfacts import PlaceholderStyle
from backend_lint.semantics.sqlwords import BEFORE_QUESTION_MARK, BRACKET_AFTER, NEVER_GLUED

#: Stands for a hole inside the text of a token; it cannot occur in SQL.
HOLE = "\0"

Kind = Literal["word", "name", "string", "number", "op", "hole", "placeholder", "body"]

_NORMAL = regex(
    r"""(?P<space>\s+)
    |(?P<comment>--[^\n]*)
    |(?P<block>/\*)
    |(?P<string>(?:[EeNnBbXx]|[Uu]&)?')
    |(?P<body>\$(?:[^\W\d]\w*)?\$)
    |(?P<pyformat>%\((?P<pyname>[^()%\s]+)\)s)
    |(?P<percent>%%)
    |(?P<format>%[sbt](?!\w))
    |(?P<op>\?[|&](?=\s*[A-Za-z'{\[%$:])|::|:=|<=>|->>?|\#>>?|@>|@@|<@|[<>!]=|<>|\|\||!?~\*?|&&|<<=|>>=|<<|>>|==|=>)
    |(?P<numeric>\?\d{1,9}(?!\d)|(?<![\w:\]]):\d{1,9}(?!\d))
    |(?P<qmark>\?)
    |(?P<dollar>\$\d{1,9}(?!\d))
    |(?P<named>(?<![\w:\]])[:$][^\W\d]\w*)
    |(?P<at>@[^\W\d]\w*)
    |(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)
    |(?P<word>[^\W\d][\w$]*)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_STYLES: dict[str, PlaceholderStyle] = {
    "pyformat": "pyformat", "format": "format", "qmark": "qmark", "numeric": "numeric",
    "dollar": "dollar", "named": "named", "at": "at",
}  # fmt: skip
_NAMED_STYLES = ("named", "numeric", "dollar", "at")
_END_OF_QUOTE = {
    "'": regex(r"''|'"),
    "E'": regex(r"\\.|''|'", re.DOTALL),
    '"': regex(r'""|\\"|"'),
    "`": regex(r"``|`"),
    "[": regex(r"\]\]|\]"),
}
_IN_QUOTES = regex(r"%%|%\((?P<pyformat>[^()%\s]+)\)s|(?P<format>%s)")
#: The whole text of a quoted placeholder, LIKE wildcards aside: '?', ':name', '%?%', '$1', '@name'.
_WHOLE = regex(r"[%_]*(?:(?P<qmark>\?)|:(?P<numeric>\d{1,9})|:(?P<named>[^\W\d]\w*+)|\$(?P<dollar>\d{1,9}))[%_]*")


class Token(msgspec.Struct):
    """One word of SQL; `part`/`offset` say where it begins (0-based, characters), `glued` that no space
    precedes it. `holes` are the parts that stand in it; `inner` are the placeholders in its quotes, as
    (style, name, part, offset); `upper` is the upper-case text of an unquoted word or operator, or ""."""

    kind: Kind
    text: str
    part: int
    offset: int
    glued: bool
    quote: str = ""
    style: PlaceholderStyle | None = None
    name: str = ""
    holes: tuple[int, ...] = ()
    inner: list[tuple[PlaceholderStyle, str, int, int]] = []
    upper: str = ""


class _Lexer:
    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.loose: list[int] = []  # holes in comments
        self.glued = False
        self.state = ""  # "", a quote, "--", "/*" or a dollar tag
        self.open: Token | None = None

    def hole(self, part: int) -> None:
        if self.state in ("--", "/*"):
            self.loose.append(part)
        elif self.open is not None:
            self.open.text += HOLE
            self.open.holes += (part,)
        else:
            self.tokens.append(Token("hole", HOLE, part, 0, self.glued, holes=(part,)))
            self.glued = True

    def text(self, text: str, part: int) -> None:
        at = 0
        while at < len(text):
            at = self._inside(text, part, at) if self.state else self._outside(text, part, at)

    def _inside(self, text: str, part: int, at: int) -> int:
        if self.state in ("--", "/*"):
            end = text.find("\n" if self.state == "--" else "*/", at)
            if end < 0:
                return len(text)
            end += len("*/") if self.state == "/*" else 0
            self.state = ""
            return end
        token = self.open
        assert token is not None  # a quote always opens a token
        if self.state.startswith("$"):
            end = text.find(self.state, at)
            stop = len(text) if end < 0 else end
            token.text += text[at:stop]
            if end < 0:
                return stop
            self._close()
            return end + len(token.quote)
        stop, after = len(text), len(text)
        for match in _END_OF_QUOTE[self.state].finditer(text, at):
            if len(match[0]) == 1:
                stop, after = match.span()
                break
        token.text += text[at:stop]
        for match in _IN_QUOTES.finditer(text, at, stop):
            if match.lastgroup:
                name = match[match.lastgroup] if match.lastgroup == "pyformat" else ""
                token.inner.append((_STYLES[match.lastgroup], name, part, match.start()))
        whole = _WHOLE.fullmatch(text, at, stop)
        if whole and whole.lastgroup and after != stop and not token.holes:
            name = whole[whole.lastgroup].lstrip("?")
            begin = next(i for i in range(at, stop) if text[i] in "?:$")
            token.inner.append((_STYLES[whole.lastgroup], name, part, begin))
        if after != stop:
            self._close()
        return after

    def _close(self) -> None:
        self.state, self.open, self.glued = "", None, True

    def _outside(self, text: str, part: int, at: int) -> int:
        for match in _NORMAL.finditer(text, at):
            group, found = match.lastgroup or "other", match[0]
            if group == "pyname":
                group = "pyformat"
            if group == "space":
                self.glued = False
                continue
            if group == "comment":
                self.glued = False
                if match.end() == len(text):
                    self.state = "--"
                    return len(text)
                continue
            if group == "block":
                self.state, self.glued = "/*", False
                return match.end()
            if group in ("string", "body") or found in ('"', "`") or (found == "[" and self._quotes_name(text, match)):
                self._open(group, found, part, match.start())
                return match.end()
            self._token(group, match, part)
        return len(text)

    def _quotes_name(self, text: str, match: re.Match[str]) -> bool:
        last = self.tokens[-1] if self.tokens else None
        follows = text[match.end() : match.end() + 1]
        return (
            last is not None and last.kind in ("word", "op") and last.upper in BRACKET_AFTER
            and (follows == "" or follows.isalpha() or follows == "_")
        )  # fmt: skip

    def _open(self, group: str, found: str, part: int, offset: int) -> None:
        kind: Kind = "body" if group == "body" else "string" if group == "string" else "name"
        quote = "'" if kind == "string" else found
        self.state = "E'" if found in ("E'", "e'") else quote
        self.open = Token(kind, "", part, offset, self.glued, quote=quote)
        self.tokens.append(self.open)

    def _token(self, group: str, match: re.Match[str], part: int) -> None:
        found, glued = match[0], self.glued
        self.glued = True
        token = Token("op", found, part, match.start(), glued, upper=found)
        if group == "word":
            token.kind, token.upper = "word", found.upper()
        elif group == "number":
            token.kind, token.upper = "number", ""
        elif group == "percent":  # the `%` operator as drivers with %s want it
            token.text = token.upper = "%"
        elif group in _STYLES and not (group == "qmark" and self._after_operand()):
            token.kind, token.style, token.upper = "placeholder", _STYLES[group], ""
            token.name = match["pyname"] if group == "pyformat" else found[1:] if group != "format" else ""
        self.tokens.append(token)

    def _after_operand(self) -> bool:
        """A `?` there is PostgreSQL's JSON operator (`data ? 'key'`)."""
        last = self.tokens[-1] if self.tokens else None
        if last is None:
            return False
        if last.kind == "word":
            return last.upper not in BEFORE_QUESTION_MARK
        return last.kind in ("name", "string") or last.upper in (")", "]")


def _glue(tokens: list[Token]) -> list[Token]:
    """Make one word of `logs_{year}` and `{prefix}_id`; keywords and neighbouring holes stay apart."""
    glued: list[Token] = []
    for token in tokens:
        last = glued[-1] if glued else None
        if (
            last is not None and token.glued and (last.holes or token.holes)
            and {last.kind, token.kind} <= {"word", "hole", "number"} and last.kind != "number"
            and (last.kind, token.kind) != ("hole", "hole")
            and last.upper not in NEVER_GLUED and token.upper not in NEVER_GLUED
            and not (token.kind == "number" and last.kind == "hole")
        ):  # fmt: skip
            glued[-1] = Token(
                "word",
                last.text + token.text,
                last.part,
                last.offset,
                last.glued,
                holes=last.holes + token.holes,
            )
        else:
            glued.append(token)
    return glued


def _named(tokens: list[Token]) -> list[Token]:
    """Make one placeholder of `:{name}`, `:p{i}`, `${n}`, `@{name}` and `%({name})s`: its name is built."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token, size = tokens[at], 0
        if token.upper == "%" and [t.upper for t in tokens[at + 1 : at + 5 : 2]] == ["(", ")"]:
            size = 5 if _is_built(tokens[at + 2]) and at + 4 < len(tokens) and tokens[at + 4].upper == "S" else 0
        elif at + 1 < len(tokens) and _is_built(tokens[at + 1]):
            apart = not (token.glued and found and found[-1].kind != "op")
            marked = token.upper in ("$", "@") or (token.upper == ":" and apart)
            size = 2 if marked or (token.kind == "placeholder" and token.style in _NAMED_STYLES) else 0
        if size:
            holes = tuple(hole for part in tokens[at : at + size] for hole in part.holes)
            token = msgspec.structs.replace(token, kind="placeholder", upper="", holes=holes)
        found.append(token)
        at += size or 1
    return found


def _is_built(token: Token) -> bool:
    return token.glued and bool(token.holes) and token.kind in ("hole", "word")


def lex(parts: Sequence[object]) -> tuple[list[Token], list[int]]:
    """The tokens of a skeleton (`str` is known text, anything else a hole) and the holes in comments.

    Comments are dropped; an unclosed quote or comment reaches to the end. Never raises.
    """
    lexer = _Lexer()
    for index, part in enumerate(parts):
        if isinstance(part, str):
            lexer.text(part, index)
        else:
            lexer.hole(index)
    return _named(_glue(lexer.tokens)), lexer.loose
