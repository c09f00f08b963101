"""Reading and decoding: every file becomes exact text or a cause, and no byte moves."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from backend_lint.semantics.file import NotAnalysed, decode, read, split_lines

REFUSED = {
    "nul byte": (b"x = 1\0\n", "NUL"),
    "utf-16": ("x = 1\n".encode("utf-16"), "UTF-16"),
    "latin-1 without a cookie": (b'x = 1\ny = "\xe9"\n', "utf-8"),
    "lone surrogate": (b'x = "\xed\xa0\x80"\n', "utf-8"),
    "unknown codec": (b"# coding: klingon\n", "klingon"),
    "codec that hides code": (b"# coding: utf-7\n", "utf-7"),
    "codec that hides lines": (b"# coding: raw_unicode_escape\n#\\u000aeval(1)\n", "raw_unicode_escape"),
    "codec that is no text": (b"# coding: rot13\n", "rot13"),
    "mark against cookie": (b"\xef\xbb\xbf# coding: latin-1\n", "encoding problem"),
    "cookie after a lone CR": (b"# hi\r# coding: utf-7\rx = 1\r", "utf-7"),
    "bytes outside of ascii": (b'# coding: ascii\nx = "\xe9"\n', "ascii"),
    "bytes that change on the way": (b"# coding: euc_jp\nx = '\xad\xa1'\n", "euc_jp"),
}

DECODED = {
    "empty": (b"", ""),
    "plain": (b"x = 1\n", "x = 1\n"),
    "byte order mark": (b"\xef\xbb\xbfx = 1\n", "x = 1\n"),
    "latin-1": (b"# coding: latin-1\nx = '\xe9'\n", "# coding: latin-1\nx = 'é'\n"),
    "cookie on line 2 after CR": (b"#!x\r# coding: cp1252\r'\x93'", "#!x\r# coding: cp1252\r'“'"),
    "cookie on line 3 is none": ("#\n#\n# coding: latin-1\n'é'".encode(), "#\n#\n# coding: latin-1\n'é'"),
    "line ends stay": (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
}


@pytest.mark.parametrize(("data", "cause"), REFUSED.values(), ids=REFUSED)
def test_refused(data: bytes, cause: str) -> None:
    with pytest.raises(NotAnalysed) as refused:
        decode("a.py", data)
    assert cause in refused.value.cause and refused.value.hint


@pytest.mark.parametrize(("data", "text"), DECODED.values(), ids=DECODED)
def test_decoded(data: bytes, text: str) -> None:
    file = decode("a.py", data)
    assert (file.path, file.data, file.text) == ("a.py", data, text)
    assert "".join(file.lines) == text


def test_place_of_what_cannot_be_decoded() -> None:
    with pytest.raises(NotAnalysed) as refused:
        decode("a.py", b"a\r\nb\rxy\xff")
    assert refused.value.place is not None
    assert (refused.value.place.line, refused.value.place.column) == (3, 3)
    copy = pickle.loads(pickle.dumps(refused.value))
    assert (copy.cause, copy.hint, copy.place) == (
        refused.value.cause,
        refused.value.hint,
        refused.value.place,
    )


def test_lines_end_where_python_ends_them() -> None:
    assert split_lines("a\x0cb\x1c\u2028c\x85\n\r\n\rd") == ["a\x0cb\x1c\u2028c\x85\n", "\r\n", "\r", "d"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("é = 'x𝄞'\r\ny\rz".encode(), id="utf-8"),
        pytest.param("\ufeffé = 'x𝄞'\r\ny\rz\n".encode(), id="mark"),
        pytest.param("# coding: gb18030\n'é𝄞中'\n".encode("gb18030"), id="gb18030"),
        pytest.param("# coding: shift_jis\n'表'\n".encode("shift_jis"), id="shift_jis"),
    ],
)
def test_every_character_has_its_offset(data: bytes) -> None:
    file = decode("a.py", data)
    codec = file.encoding.removesuffix("-sig")
    expected = len(data) - len(file.text.encode(codec))
    for number, line in enumerate(file.lines, 1):
        for column, character in enumerate(line, 1):
            assert file.byte_offset(number, column) == expected
            assert file.position(expected) == (number, column)
            expected += len(character.encode(codec))
        assert file.byte_offset(number, len(line) + 1) == expected
    assert file.byte_offset(len(file.lines) + 1, 1) == len(data)
    ended = file.text.endswith("\n")
    assert file.position(len(data)) == (len(file.lines) + ended, 1 if ended else len(file.lines[-1]) + 1)


@pytest.mark.parametrize(("line", "column"), [(0, 1), (1, 0), (1, 7), (2, 2), (3, 1), (-1, 1)])
def test_no_offset_outside_of_the_file(line: int, column: int) -> None:
    with pytest.raises(ValueError, match="not in the file"):
        decode("a.py", b"x = 1").byte_offset(line, column)


def test_read(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"x\r\n\x1a1")
    assert read(path) == b"x\r\n\x1a1"
    assert read(str(path), max_bytes=5) == b"x\r\n\x1a1"


def _missing(path: Path) -> Path:
    return path / "none.py"


def _large(path: Path) -> Path:
    (path / "large.py").write_bytes(b"12345678901")
    return path / "large.py"


def _fifo(path: Path) -> Path:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(path / "fifo.py")
    return path / "fifo.py"


def _link(path: Path) -> Path:
    if not hasattr(os, "O_NOFOLLOW"):
        pytest.skip("links are followed here")
    (path / "target.py").write_bytes(b"")
    (path / "link.py").symlink_to(path / "target.py")
    return path / "link.py"


@pytest.mark.parametrize(
    ("make", "cause"),
    [
        (_missing, "does not exist"),
        (_large, "11 bytes, over the limit of 10"),
        (_fifo, "not a regular file"),
        (_link, "symbolic link"),
        (lambda path: path, "not a regular file" if os.name == "posix" else "permission"),
        (lambda path: f"{path}/\0", "not a valid file name"),
    ],
    ids=["missing", "large", "fifo", "link", "directory", "nul in path"],
)
def test_not_read(tmp_path: Path, make: object, cause: str) -> None:
    assert callable(make)
    with pytest.raises(NotAnalysed, match=cause) as refused:
        read(make(tmp_path), max_bytes=10)
    assert refused.value.hint


def test_a_file_without_a_known_size_is_still_capped() -> None:
    endless = Path("/proc/self/environ")
    if not endless.exists() or not endless.read_bytes():
        pytest.skip("no file here that hides its size")
    with pytest.raises(NotAnalysed, match="over the limit"):
        read(endless, max_bytes=1)
