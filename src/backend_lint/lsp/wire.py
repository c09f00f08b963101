"""Knows what the server and its workers say to each other, and how that travels through a pipe."""

from __future__ import annotations

import msgspec

from backend_lint.model import Applicability, Finding, Place
from backend_lint.session import Options

#: Bytes of the length that stands before every message, big-endian.
HEAD = 4

#: What an editor shows, as UTF-8; lone surrogates, which JSON can hold, are kept.
Text = bytes


class Scope(msgspec.Struct, frozen=True):
    """Which session a request is for: `folder` (absolute) is where a project without a configuration begins. A
    higher `generation` than before means that files which decide about findings have changed."""

    folder: str
    options: Options
    generation: int


class Check(msgspec.Struct, frozen=True, tag=True):
    """Check a text as the file `name` (absolute), which need not exist."""

    scope: Scope
    name: str
    text: Text


class Checked(msgspec.Struct, frozen=True, tag=True):
    """The findings of one file. `read` are the files that decided about them besides the file itself."""

    findings: tuple[Finding, ...]
    read: tuple[str, ...] = ()


class Pages(msgspec.Struct, frozen=True, tag=True):
    """Ask for the manual pages of all rules."""


class Page(msgspec.Struct, frozen=True):
    """The manual page of a rule, in Markdown."""

    code: str
    name: str
    text: str


class Book(msgspec.Struct, frozen=True, tag=True):
    """All manual pages."""

    pages: tuple[Page, ...]


class Changed(msgspec.Struct, frozen=True, tag=True):
    """Ask which files of the folder there are, and which of them this worker has yet to look at."""

    scope: Scope


class Files(msgspec.Struct, frozen=True, tag=True):
    """All files of a folder (absolute), and those that changed since they were absorbed."""

    every: tuple[str, ...]
    changed: tuple[str, ...]


class Absorb(msgspec.Struct, frozen=True, tag=True):
    """Look at one file of the folder and remember what it says."""

    scope: Scope
    path: str


class Link(msgspec.Struct, frozen=True, tag=True):
    """Ask for the findings that need these files of the folder together."""

    scope: Scope
    paths: tuple[str, ...]


class Linked(msgspec.Struct, frozen=True, tag=True):
    """Findings by file (absolute)."""

    findings: dict[str, tuple[Finding, ...]]


class Ignore(msgspec.Struct, frozen=True, tag=True):
    """Ask for the edits that make comments ignore findings of a text, each alone."""

    name: str
    text: Text
    findings: tuple[Finding, ...]
    reason: str


class Replacement(msgspec.Struct, frozen=True):
    """Replace what stands at a place by a text."""

    place: Place
    text: str


class Replacements(msgspec.Struct, frozen=True, tag=True):
    """One for each finding that was asked for; None where no comment can be written."""

    edits: tuple[Replacement | None, ...]


class Fix(msgspec.Struct, frozen=True, tag=True):
    """Ask for the edits of a finding's fix, whose offsets are of the same text as it would be saved."""

    name: str
    text: Text
    finding: Finding


class FixAll(msgspec.Struct, frozen=True, tag=True):
    """Ask for the edits that fix a text: the findings of a code, or all for "", with fixes at least so sure."""

    scope: Scope
    name: str
    text: Text
    code: str
    least: Applicability


class Fixed(msgspec.Struct, frozen=True, tag=True):
    """The edits, from the first to the last place."""

    edits: tuple[Replacement, ...]


class Accept(msgspec.Struct, frozen=True, tag=True):
    """Put a finding of the file `name` into the baseline."""

    scope: Scope
    name: str
    finding: Finding


class Done(msgspec.Struct, frozen=True, tag=True):
    """What was asked for is done."""


class Refused(msgspec.Struct, frozen=True, tag=True):
    """What was asked for cannot be done; the cause is for the user to read."""

    cause: str


Request = Check | Pages | Changed | Absorb | Link | Ignore | Fix | FixAll | Accept
Reply = Checked | Book | Files | Linked | Replacements | Fixed | Done | Refused


class Call(msgspec.Struct, frozen=True):
    """A request and the seconds after which nobody waits for its answer any more."""

    request: Request
    seconds: float


_encoder = msgspec.msgpack.Encoder()
_calls = msgspec.msgpack.Decoder(Call)
_replies: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


def packed(message: Call | Reply) -> bytes:
    """The bytes of a message, its length first."""
    body = _encoder.encode(message)
    return len(body).to_bytes(HEAD, "big") + body


def call(body: bytes) -> Call:
    """The call in these bytes (without the length). Raises msgspec.MsgspecError."""
    return _calls.decode(body)


def reply(body: bytes) -> Reply:
    """The reply in these bytes (without the length). Raises msgspec.MsgspecError."""
    return _replies.decode(body)
