"""Knows how a text of somebody else's is read and added to without changing the rest of it."""

from __future__ import annotations

from pathlib import Path

import msgspec

_MAX_BYTES = 1_000_000


class ScaffoldError(Exception):
    """What keeps a plan from being made; the text names the file."""


class Change(msgspec.Struct, frozen=True):
    """A file to write: its whole new text, what that adds, in a few words, and the text that it was made from, None where
    there was no file."""

    path: Path
    text: str
    what: str
    before: str | None = None


class Kept(msgspec.Struct, frozen=True):
    """A file that is left as it is, or not made, and why."""

    path: Path
    why: str


Step = Change | Kept


def text_of(path: Path) -> str | None:
    """The text of a file as it stands, line ends and byte order mark included; None when there is none.

    Raises ScaffoldError."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            raise ScaffoldError(f"{path}: larger than {_MAX_BYTES:,} bytes")
        return data.decode()
    except OSError as error:
        raise ScaffoldError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ScaffoldError(f"{path}: not valid UTF-8") from error


def with_line_ends_of(text: str, original: str) -> str:
    """`text`, whose lines end in `\\n`, with the line ends that `original` has."""
    return text.replace("\n", "\r\n") if "\r\n" in original else text


def ended(text: str) -> str:
    """`text` with its last line ended."""
    return text if not text or text.endswith("\n") else text + with_line_ends_of("\n", text)
