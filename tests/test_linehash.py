"""The hash of a line is the one that GitHub code scanning computes, or it refuses ours.

The vectors are facts published in `src/fingerprints.test.ts` of github/codeql-action."""

from __future__ import annotations

import pytest

from backend_lint.reports.linehash import line_hashes

GREETING = " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End"
GREETING_HASHES = [
    *("e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1"),
    *("b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"),
]
VECTORS = {
    "empty": ("", ["c129715d7a2bc9a3:1"]),
    "blanks, tabs and a short file": (
        " a\nb\n  \t\tc\n d",
        ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
    ),
    "blank lines, no end": (
        GREETING,
        [
            *("8b7cf3e952e7aeb2:1", "b1ae1287ec4718d9:1", "bff680108adb0fcc:1", "c6805c5e1288b612:1"),
            *("b86d3392aea1be30:1", "e6ceba753e1a442:1"),
        ],
    ),
    "LF": (GREETING + "\n", GREETING_HASHES),
    "CR": (" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", GREETING_HASHES),
    "CRLF": (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", GREETING_HASHES),
    "mixed": (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", GREETING_HASHES),
    "equal lines, until the end comes into the window": (
        "Lorem ipsum dolor sit amet.\n" * 10,
        [
            *(f"a7f2ff13bc495cf2:{number}" for number in range(1, 7)),
            *("a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1"),
            "c129715d7a2bc9a3:1",
        ],
    ),
    "code": (
        "x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n",
        [
            *("e54938cc54b302f1:1", "bb609acbe9138d60:1", "1131fd5871777f34:1", "5c482a0f8b35ea28:1"),
            *("54517377da7028d2:1", "2c644846cb18d53e:1", "f1b89f20de0d133:1", "c129715d7a2bc9a3:1"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "hashes"), VECTORS.values(), ids=VECTORS)
def test_the_published_vectors(text: str, hashes: list[str]) -> None:
    assert line_hashes(text.encode()) == hashes


def polynomial(units: list[int]) -> str:
    """The definition, for one line: 100 characters, the first with the highest power of 37."""
    block = (units + [0] * 100)[:100]
    return f"{sum(unit * 37 ** (99 - at) for at, unit in enumerate(block)) % 2**64:x}:1"


UNITS = {
    "astral characters are two": ("😀x".encode(), [0xD83D, 0xDE00, ord("x"), 0xFFFF]),
    "a byte order mark is one": (b"\xef\xbb\xbfx", [0xFEFF, ord("x"), 0xFFFF]),
    "what is no UTF-8 is replaced": ("é".encode("latin-1") + b"x", [0xFFFD, ord("x"), 0xFFFF]),
    "only space and tab are blank": ("\x0c \t\xa0".encode(), [0x0C, 0xA0, 0xFFFF]),
    "more than the window": (b"a" * 200, [ord("a")] * 100),
}


@pytest.mark.parametrize(("data", "units"), UNITS.values(), ids=UNITS)
def test_characters_are_those_of_javascript(data: bytes, units: list[int]) -> None:
    assert line_hashes(data) == [polynomial(units)]


def test_a_line_is_a_line_as_in_findings() -> None:
    """At LF, CRLF and CR, also with a blank between the two, and not at U+2028 or a form feed."""
    assert len(line_hashes("a\rb\r\nc\r \nd\u2028\x0ce".encode())) == 5
