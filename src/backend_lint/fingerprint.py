"""Knows which finding is the same finding after its file was edited, reformatted, moved or renamed.

A fingerprint holds no path, no line and no message: it is a digest of the rule's code, the class and function
around, and the code that the finding stands on without comments, layout and kinds of quotes. Equal ones are counted."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from backend_lint.model import Finding, Place
from backend_lint.semantics.file import split_lines
from backend_lint.semantics.lexis import lexemes
from backend_lint.semantics.redact import redacted
from backend_lint.semantics.scopes import scopes

#: Grows when the same code gives another fingerprint; reports and baselines say which they hold.
VERSION = "v1"

_DIGEST_BYTES = 8


def identified(findings: Sequence[Finding], text: str | None) -> list[Finding]:
    """The findings of one file with their scopes and fingerprints. `text` is the decoded file, None when it could not
    be read: then the messages tell findings apart.

    Where a secret stands what leads up to it on its line counts, and nothing of the secret."""
    if not findings:
        return []
    if text is None:
        return [_with(found, "", found.message) for found in findings]
    around = scopes(text, (found.place.line for found in findings))
    lines = split_lines(text)
    masked = lines
    if any(found.topic == "secret" for found in findings):
        masked = split_lines(redacted(text, [found.place for found in findings if found.topic == "secret"]))
    identities: list[Finding] = []
    for found in findings:
        place = found.place
        if found.topic == "secret":
            place = Place(place.line, 1, place.line, place.column)
        code = _normalised(_cut(masked if found.topic == "secret" else lines, place))
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


def _cut(lines: Sequence[str], place: Place) -> str:
    """The text of a place; what lies beyond the end of the file is left out."""
    cut = [*lines[place.line - 1 : place.end_line]]
    if cut and len(cut) == place.end_line - place.line + 1:
        cut[-1] = cut[-1][: place.end_column - 1]
    if cut:
        cut[0] = cut[0][place.column - 1 :]
    return "".join(cut)


def _normalised(code: str) -> str:
    """What a formatter leaves alone: no comments, one kind of quotes, no comma before a closing bracket."""
    words: list[str] = []
    for lexeme in lexemes(code):
        if lexeme.kind in ("comment", "newline", "joined"):
            continue
        if lexeme.kind == "close" and words and words[-1] == ",":
            words.pop()
        words.append(" ".join(code[lexeme.start : lexeme.end].replace("'", '"').split()))
    return " ".join(words)
