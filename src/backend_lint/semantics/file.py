"""Knows how a file becomes text without hanging, guessing an encoding or losing a byte."""

from __future__ import annotations

import bisect
import codecs
import errno
import io
import itertools
import os
import stat
import tokenize
from collections.abc import Iterable
from functools import cache, cached_property

import msgspec

from backend_lint.model import Edit, Place
from backend_lint.semantics.languages import PYTHON, language_of
from backend_lint.semantics.regexes import regex

#: Largest file that is read, in bytes. LibCST needs up to 2 GB of memory for 1 MB of dense code.
MAX_BYTES = 2_000_000

_BYTE_ORDER_MARK = codecs.BOM_UTF8
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)

# Codecs that a coding line may name: each maps characters to bytes one by one, so a column has one
# offset. `utf-7`, `raw_unicode_escape` and the like can hide code in what other tools read as a comment.
_CODECS = (
    *("utf-8", "utf-8-sig", "ascii", "latin-1", "iso8859-2", "iso8859-5", "iso8859-15"),
    *("cp1250", "cp1251", "cp1252", "koi8-r", "koi8-u", "mac-roman"),
    *("gbk", "gb2312", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp932", "cp949"),
)

# O_NONBLOCK: opening a FIFO returns at once. O_NOFOLLOW: a link swapped in after discovery is refused.
# O_NOCTTY: a terminal device does not become ours. O_BINARY: Windows would translate line ends.
_OPEN_FLAGS = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_NOFOLLOW", "O_NOCTTY", "O_BINARY"):
    _OPEN_FLAGS |= getattr(os, _flag, 0)

#: So many bytes are asked for at least, whatever size a file is said to have.
_LEAST_READ = 65_536
_LINE_END = regex(rb"\r\n?|\n")

_CAUSES = {
    errno.ENOENT: ("the file does not exist", "Check the path, or whether it was removed during the run."),
    errno.EACCES: ("no permission to read the file", "Give this user read access, or exclude the file."),
    errno.EPERM: ("no permission to read the file", "Give this user read access, or exclude the file."),
    errno.ELOOP: ("the path is a symbolic link", "Name the file that the link points to."),
    errno.ENXIO: ("not a regular file", "Exclude it."),
    errno.EISDIR: ("not a regular file", "Name the files in it, or its path as a directory to search."),
}


class NotAnalysed(Exception):  # noqa: N818 - it names what became of the file, as the report does
    """A file that cannot be analysed: `cause` says why, `hint` what to do, `place` where, when known."""

    def __init__(self, cause: str, hint: str, place: Place | None = None) -> None:
        super().__init__(cause)
        self.cause = cause
        self.hint = hint
        self.place = place

    def __reduce__(self) -> tuple[type[NotAnalysed], tuple[str, str, Place | None]]:
        return type(self), (self.cause, self.hint, self.place)


def read(path: str | os.PathLike[str], max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file of at most `max_bytes` bytes.

    Never blocks on a FIFO or a device, never follows a symbolic link in the last part of `path`, and
    judges the file that was opened, not the name. Raises NotAnalysed."""
    try:
        descriptor = os.open(path, _OPEN_FLAGS)
    except OSError as error:
        raise _unreadable(error) from error
    except ValueError as error:  # a NUL in the path
        raise NotAnalysed("the path is not a valid file name", "Check the path.") from error
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise NotAnalysed("not a regular file", "Exclude it: only regular files hold source code.")
        if found.st_size > max_bytes:
            raise too_large(found.st_size, max_bytes)
        data = _content(descriptor, found.st_size, max_bytes + 1)
    except OSError as error:
        raise _unreadable(error) from error
    finally:
        os.close(descriptor)
    if len(data) > max_bytes:
        raise too_large(len(data), max_bytes)
    return data


def _content(descriptor: int, size: int, most: int) -> bytes:
    """What a file holds, up to `most` bytes. The file may grow, and some file systems report a size of 0: the `size` is
    not trusted."""
    pieces: list[bytes] = []
    while most > 0 and (piece := os.read(descriptor, min(max(size, _LEAST_READ) + 1, most))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def split_lines(text: str) -> list[str]:
    """The lines of `text` with their ends, split as Python splits them: at LF, CRLF and lone CR only
    (`str.splitlines` also splits at form feeds and U+2028)."""
    return io.StringIO(text, newline="").readlines()


class SourceFile(msgspec.Struct, frozen=True, dict=True):
    """A decoded file. `text` has no byte order mark; its line ends are those of the file."""

    path: str
    data: bytes
    text: str
    encoding: str

    @property
    def language(self) -> str:
        """The language that the file's name says it is in, a key of `languages.TITLES`."""
        return language_of(self.path)

    @cached_property
    def lines(self) -> list[str]:
        """The lines with their ends (see `split_lines`); split once."""
        return split_lines(self.text)

    @cached_property
    def line_starts(self) -> list[int]:
        """The 0-based characters of `text` at which its lines begin, and where the last one ends; counted once."""
        return list(itertools.accumulate(map(len, self.lines), initial=0))

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The bytes of the file after edits that do not overlap. Raises UnicodeEncodeError."""
        codec = "utf-8" if self.encoding == "utf-8-sig" else self.encoding
        pieces: list[bytes] = []
        end = 0
        for edit in sorted(edits):
            pieces += (self.data[end : edit.start], edit.text.encode(codec))
            end = edit.end
        return b"".join((*pieces, self.data[end:]))

    @property
    def line_end(self) -> str:
        """How the first line ends; a line feed where there is but one."""
        first = self.lines[0] if self.lines else ""
        return first[len(first.rstrip("\r\n")) :] or "\n"

    def byte_offset(self, line: int, column: int) -> int:
        """The 0-based offset into `data` of a 1-based line and a 1-based column in characters.

        The column after a line's last character, and column 1 of the line after the last, are places
        too. Raises ValueError for any other place outside the file."""
        lines = self.lines
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        if not (0 < line <= len(lines) + 1 and 0 < column <= len(text) + 1):
            raise ValueError(f"line {line}, column {column} is not in the file")
        return self._byte_starts[line - 1] + self._width(text[: column - 1])

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and the 1-based column in characters of a 0-based offset into `data`: see `byte_offset`."""
        starts, lines = self._byte_starts, self.lines
        line = max(bisect.bisect_right(starts, offset), 1)
        if line > len(lines) > 0 and not lines[-1].endswith(("\n", "\r")):
            line = len(lines)  # the end of a last line without a line end is still on that line
        return line, len(self.data[starts[line - 1] : offset].decode(self._codec, "replace")) + 1

    @cached_property
    def _byte_starts(self) -> list[int]:
        mark = len(_BYTE_ORDER_MARK) if self.data.startswith(_BYTE_ORDER_MARK) else 0
        return list(itertools.accumulate(map(self._width, self.lines), initial=mark))

    def _width(self, text: str) -> int:
        # Every codec of the list writes ASCII as one byte each.
        return len(text) if text.isascii() else len(text.encode(self._codec))

    @property
    def _codec(self) -> str:
        """What encodes parts of the file: `utf-8-sig` would add a mark each time."""
        return "utf-8" if self.encoding == "utf-8-sig" else self.encoding


def decode(path: str, data: bytes) -> SourceFile:
    """Decode as Python does: byte order mark, then coding line, then UTF-8. Files of other languages are UTF-8, and
    Latin-1 where they are not: then a column is right at least, and nothing is lost.

    Raises NotAnalysed when Python would refuse the bytes, when the codec is not one that is known to be
    harmless, or when encoding the text again would not give the same bytes (a fix would change them)."""
    if data.startswith(_WIDE_MARKS):
        raise NotAnalysed("encoded as UTF-16 or UTF-32, which is not read", "Save the file as UTF-8.")
    nul = data.find(b"\0")
    if nul >= 0:
        raise NotAnalysed("contains a NUL byte", "Exclude the file if it is not text.", _place(data, nul))
    if language_of(path) != PYTHON:
        return _decode_other(path, data)
    encoding = _declared(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        place = _place(data, error.start)
        hint = "Save the file as UTF-8, or name its encoding in a coding line."
        raise NotAnalysed(f"not valid {encoding} at byte {error.start}", hint, place) from error
    if encoding != "utf-8" and data and not _gives_back(text, encoding, data):  # UTF-8 has one way to write a character
        raise NotAnalysed(f"encoding {encoding} does not give the same bytes back", "Save the file as UTF-8.")
    return SourceFile(path, data, text, encoding)


def _decode_other(path: str, data: bytes) -> SourceFile:
    try:
        encoding = "utf-8-sig" if data.startswith(_BYTE_ORDER_MARK) else "utf-8"
        return SourceFile(path, data, data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return SourceFile(path, data, data.decode("latin-1"), "latin-1")


def as_saved(text: str) -> bytes:
    """The bytes that an editor would save a text as: in the encoding that its coding line names, else UTF-8."""
    data = text.encode("utf-8", "surrogatepass")
    if data.startswith(_BYTE_ORDER_MARK):
        return data
    try:
        return text.encode(_declared(data))
    except (NotAnalysed, UnicodeEncodeError):
        return data  # decoding says what is wrong with it


def _declared(data: bytes) -> str:
    """The codec that the file declares, if it is one of the harmless ones."""
    second = data.find(b"\n", data.find(b"\n") + 1)
    if not data.startswith(_BYTE_ORDER_MARK) and b"coding" not in (data if second < 0 else data[:second]):
        return "utf-8"  # as nearly every file: nobody has to look closer
    # `detect_encoding` asks for two lines ended by LF; Python itself also ends lines at CR.
    ends = [0]
    for match in _LINE_END.finditer(data):
        ends.append(match.end())
        if len(ends) == 3:
            break
    else:
        ends.append(len(data))
    head = iter([_LINE_END.sub(b"\n", data[a:b]) for a, b in itertools.pairwise(ends)])
    try:
        encoding, _ = tokenize.detect_encoding(head.__next__)
        known = codecs.lookup(encoding).name
    except (SyntaxError, LookupError, ValueError) as error:
        cause = str(error)
        if cause.startswith("invalid or missing"):
            return "utf-8"  # these two lines are not UTF-8: decoding says so, with the place
        raise NotAnalysed(cause, "Save the file as UTF-8, or correct its coding line.") from error
    if known != "utf-8" and known not in _codecs():
        raise NotAnalysed(f"encoding {encoding} is not supported", "Save the file as UTF-8.")
    return encoding


@cache
def _codecs() -> frozenset[str]:
    """The codecs by the names that `codecs` has for them. Looking them up imports a module each, 4 ms in all, and few files
    have a coding line."""
    return frozenset(codecs.lookup(name).name for name in _CODECS)


def _gives_back(text: str, encoding: str, data: bytes) -> bool:
    try:
        return text.encode(encoding) == data
    except UnicodeEncodeError:
        return False


def _place(data: bytes, offset: int) -> Place:
    """The place of a byte that cannot be decoded: its column counts bytes, for want of characters."""
    ends = [match.end() for match in _LINE_END.finditer(data, 0, offset)]
    column = offset - (ends[-1] if ends else 0) + 1
    return Place(len(ends) + 1, column, len(ends) + 1, column + 1)


def too_large(size: int, limit: int) -> NotAnalysed:
    """Why a file of `size` bytes is not read."""
    return NotAnalysed(f"{size:,} bytes, over the limit of {limit:,}", "Exclude the file, or raise max-file-bytes.")


def _unreadable(error: OSError) -> NotAnalysed:
    known = _CAUSES.get(error.errno or 0)
    cause, hint = known or (f"cannot be read: {error.strerror or 'unknown error'}", "Exclude the file.")
    return NotAnalysed(cause, hint)
