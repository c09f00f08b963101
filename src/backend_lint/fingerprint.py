"""Knows which finding is the same finding after its file was edited, reformatted, moved or renamed.

A fingerprint holds no path, no line and no message: it is a digest of the rule's code, the class and function
around, and the code that the finding stands on without comments, layout and kinds of quotes. Equal ones are counted."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter, deque
from collections.abc import Iterable, Sequence

import msgspec

from backend_lint.model import Finding, Place
from backend_lint.semantics.file import SourceFile
from backend_lint.semantics.lexis import lexemes
from backend_lint.semantics.redact import redacted
from backend_lint.semantics.scopes import scopes

#: Grows when the same code gives another fingerprint; reports and baselines say which they hold.
VERSION = "v1"

_DIGEST_BYTES = 8
#: How many words before a secret tell it from others in its scope: `os`, `getenv`, `"API_KEY"`.
_WORDS_BEFORE = 3


def identified(findings: Sequence[Finding], source: SourceFile | None) -> list[Finding]:
    """The findings of one file with their scopes and fingerprints. `source` is None when the file could not be
    read: then the messages tell findings apart.

    Where a secret stands the words that lead up to it in its statement count, and nothing of a secret."""
    if not findings:
        return []
    if source is None:
        return [_with(found, "", found.message) for found in findings]
    text, language = source.text, source.language
    around = scopes(text, (found.place.line for found in findings), language)
    lines = source.lines
    before = _words_before(text, lines, {found.place for found in findings if found.topic == "secret"}, language)
    identities: list[Finding] = []
    for found in findings:
        code = before[found.place] if found.topic == "secret" else _normalised(_cut(lines, found.place), language)
        identities.append(_with(found, around.get(found.place.line, ""), code))
    return identities


def numbered(findings: Iterable[Finding]) -> list[Finding]:
    """The same findings in the same order, with equal fingerprints told apart: `…:1`, `…:2`."""
    seen: Counter[str] = Counter()
    told: list[Finding] = []
    for found in findings:
        seen[found.fingerprint] += 1
        told.append(msgspec.structs.replace(found, fingerprint=f"{found.fingerprint}:{seen[found.fingerprint]}"))
    return told


def _with(found: Finding, scope: str, code: str) -> Finding:
    identity = "\0".join((found.code, scope, code)).encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(identity, digest_size=_DIGEST_BYTES).hexdigest()
    return msgspec.structs.replace(found, scope=scope, fingerprint=digest)


def _words_before(text: str, lines: Sequence[str], secrets: set[Place], language: str) -> dict[Place, str]:
    """The last words before each of these places, back to where its statement begins."""
    if not secrets:
        return {}
    masked = redacted(text, secrets, language)
    starts = list(itertools.accumulate(map(len, lines), initial=0))
    wanted = deque(sorted((starts[min(place.line, len(starts)) - 1] + place.column - 1, place) for place in secrets))
    words: deque[str] = deque(maxlen=_WORDS_BEFORE)
    found: dict[Place, str] = {}
    depth = 0
    for lexeme in lexemes(text, language):
        while wanted and wanted[0][0] < lexeme.end:
            found[wanted.popleft()[1]] = " ".join(words)
        word = text[lexeme.start : lexeme.end]
        if lexeme.kind in ("open", "close"):
            depth = max(0, depth + (1 if lexeme.kind == "open" else -1))
        elif (lexeme.kind == "newline" and not depth) or word == ";":
            words.clear()
        elif lexeme.kind == "string":
            words.append(_plain(word) if word == masked[lexeme.start : lexeme.end] else '""')
        elif lexeme.kind == "code" and (word[0].isalnum() or word[0] == "_"):
            words.append(word)
    found |= {place: " ".join(words) for _, place in wanted}
    return found


def _cut(lines: Sequence[str], place: Place) -> str:
    """The text of a place; what lies beyond the end of the file is left out."""
    cut = [*lines[place.line - 1 : place.end_line]]
    if cut and len(cut) == place.end_line - place.line + 1:
        cut[-1] = cut[-1][: place.end_column - 1]
    if cut:
        cut[0] = cut[0][place.column - 1 :]
    return "".join(cut)


def _normalised(code: str, language: str) -> str:
    """What a formatter leaves alone: no comments, one kind of quotes, no comma before a closing bracket. Where
    nothing else stands, as under a finding about a comment, the comment counts."""
    words: list[str] = []
    for lexeme in lexemes(code, language):
        if lexeme.kind in ("comment", "newline", "joined"):
            continue
        if lexeme.kind == "close" and words and words[-1] == ",":
            words.pop()
        words.append(_plain(code[lexeme.start : lexeme.end]))
    return " ".join(words) or _plain(code)


def _plain(lexeme: str) -> str:
    """One kind of quotes, and one space for any."""
    return " ".join(lexeme.replace("'", '"').split())
