"""Knows which files in other languages than Python were written elsewhere: dependencies, bundles, minified code."""

from __future__ import annotations

from backend_lint.semantics.languages import PYTHON, language_of
from backend_lint.semantics.regexes import regex

#: Directories of other people's code. For Python they are ordinary names: `vendor` may be an app about vendors.
_DIRECTORIES = regex(
    r"(?:^|/)(?:vendor|vendors|third[_-]?party|bower_components|jspm_packages|\.next|\.nuxt|\.output|\.svelte-kit|\.yarn"
    r"|coverage|Pods|Godeps|wwwroot/lib|webpack|staticfiles)(?=/)"
)
_NAMES = regex(r"[.-](?:min|bundle|chunk)\.[cm]?js$|^(?:jquery|bootstrap)[\w.-]*\.js$")
#: Characters in the average line of a file from which on a program wrote it. Hand-written files have 20 to 50.
_LONG_LINES = 250
#: Shorter files may be one long table.
_SHORT = 4_000


def vendored(path: str) -> str | None:
    """Of a path from the searched directory the part that shows that the file was written elsewhere, None when nothing does."""
    if language_of(path) == PYTHON:
        return None
    found = _DIRECTORIES.search(path)
    if found:
        return path[: found.end()]
    return path if _NAMES.search(path[path.rfind("/") + 1 :]) else None


def minified(path: str, text: str) -> bool:
    """Whether a program wrote the text of a file in another language."""
    return language_of(path) != PYTHON and len(text) > _SHORT and len(text) / (text.count("\n") + 1) > _LONG_LINES
