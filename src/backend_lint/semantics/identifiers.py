"""Knows how Python reads names that are written in letters beyond ASCII: as their NFKC forms, so that a full-width `ｅｖａｌ` is `eval`."""

from __future__ import annotations

import ast
import keyword
import unicodedata
from collections.abc import Iterator
from itertools import chain

import msgspec

from backend_lint.model import Place
from backend_lint.semantics.file import NotAnalysed, SourceFile
from backend_lint.semantics.interpreter import parse
from backend_lint.semantics.lexis import quoted
from backend_lint.semantics.regexes import regex

#: Joiners that NFKC makes underscores; `\w` does not know them.
_JOINERS = "\ufe33\ufe34\ufe4d-\ufe4f\uff3f"
_WORD = rf"[\w{_JOINERS}]"
_ASCII, _LETTERS = regex(r"[\x00-\x7f]+"), regex(rf"{_WORD}+")
#: A word with a character beyond ASCII. Possessive: a long word is looked through once.
_NAME = regex(rf"(?<!{_WORD})[A-Za-z0-9_]*+(?:[^\W\x00-\x7f]|[{_JOINERS}]){_WORD}*+")
_FORMATTED = regex(r"[rR]?[fFtT]")


def as_read(source: SourceFile) -> SourceFile:
    """The file with its names as Python reads them, each character where it was; nearly every file is returned as it is.

    Of names whose form is shorter or longer, those that nothing in ASCII is called stay as they are written. Raises
    NotAnalysed for the others (`oﬀset`): places behind them would be wrong."""
    text = source.text
    if text.isascii() or unicodedata.is_normalized("NFKC", text):
        return source
    # Most other files hold but dots and quotes of another form, which stand in no name.
    if unicodedata.is_normalized("NFKC", "".join(_LETTERS.findall(_ASCII.sub("", text)))):
        return source
    changed = [*_changed(text)]
    if not changed:
        return source
    pieces: list[str] = []
    end = 0
    for start, word, form in changed:
        if len(word) == len(form):
            pieces += (text[end:start], form)
            end = start + len(word)
        elif form.isascii() and _is_name(form, text):
            raise _other_length(text, start, word, form)
    if not pieces:
        return source
    read = "".join((*pieces, text[end:]))
    return msgspec.structs.replace(source, text=read, data=read.encode("utf-8", "surrogatepass"), encoding="utf-8")


def _changed(text: str) -> Iterator[tuple[int, str, str]]:
    """Where names stand that Python reads as others, as they are written and as they are read."""
    words = [*_words(text)]
    if not words:
        return
    plain = [
        (each.start, each.end)
        for each in quoted(text)
        if each.kind == "comment" or not _FORMATTED.match(text, each.start)
    ]
    at = 0
    for word in words:
        while at < len(plain) and plain[at][1] <= word[0]:
            at += 1
        if at == len(plain) or word[0] < plain[at][0]:
            yield word


def _words(text: str) -> Iterator[tuple[int, str, str]]:
    """Where words stand that would be read as others if they were names, the words and their forms."""
    for match in _NAME.finditer(text):
        word = match[0]
        form = word if unicodedata.is_normalized("NFKC", word) else unicodedata.normalize("NFKC", word)
        if form != word and word.isidentifier() and not keyword.iskeyword(form):
            yield match.start(), word, form


def _is_name(form: str, text: str) -> bool:
    """Whether Python reads a name so, as far as is known: in an f-string, a word may be text as well."""
    tree = parse(text)
    if tree is None:
        return True
    fields = (
        value for node in ast.walk(tree) if not isinstance(node, ast.Constant) for _, value in ast.iter_fields(node)
    )
    values = chain.from_iterable(value if isinstance(value, list) else [value] for value in fields)
    return any(isinstance(value, str) and form in value.split(".") for value in values)


def _other_length(text: str, start: int, word: str, form: str) -> NotAnalysed:
    before = text[:start].replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, start - max(text.rfind(end, 0, start) for end in "\r\n")
    return NotAnalysed(
        f"a name is written in characters that Python reads as others: `{word}` is `{form}`",
        f"Write `{form}`.",
        Place(line, column, line, column + len(word)),
    )
