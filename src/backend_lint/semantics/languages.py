"""Knows which programming language a file is in, by its name."""

from __future__ import annotations

import os
from typing import Final

PYTHON: Final = "python"
#: Packs of this name are about text, whatever language it is in.
GENERIC: Final = "generic"

#: Languages in which a comment to the end of the line is written with `#`.
HASH_COMMENTS: Final = (PYTHON, "ruby")

#: What the languages are called, in the order in which tables show them.
TITLES: Final = {
    PYTHON: "Python",
    "typescript": "TypeScript and JavaScript",
    "go": "Go",
    "java": "Java",
    "kotlin": "Kotlin",
    "csharp": "C#",
    "ruby": "Ruby",
    "php": "PHP",
    "rust": "Rust",
}
#: Python first: `.pyw` only counts when the file is named.
_SUFFIXES: Final = {
    ".py": PYTHON,
    **dict.fromkeys((".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"), "typescript"),
    ".go": "go",
    ".java": "java",
    **dict.fromkeys((".kt", ".kts"), "kotlin"),
    ".cs": "csharp",
    ".rb": "ruby",
    ".php": "php",
    ".rs": "rust",
}


#: How the names of files in any of the languages end.
SUFFIXES: Final = tuple(_SUFFIXES)


def language_of(path: str) -> str:
    """The language of a file, a key of `TITLES`; Python where the name does not say."""
    dot = path.rfind(".", path.rfind("/") + 1)
    return _SUFFIXES.get(path[dot:].lower(), PYTHON) if dot >= 0 else PYTHON


def suffixes(languages: frozenset[str]) -> tuple[str, ...]:
    """The ends of the names of files in these languages."""
    return tuple(suffix for suffix, language in _SUFFIXES.items() if language in languages)


def has_python_shebang(path: str) -> bool:
    """Whether a file says in its first line that Python runs it. One that cannot be opened may: reading it says why."""
    try:
        # O_NONBLOCK: the file may have become a FIFO since it was looked at.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return True
    try:
        head = os.read(descriptor, 200)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    first = head.split(b"\n", 1)[0]
    return first.startswith(b"#!") and b"python" in first
