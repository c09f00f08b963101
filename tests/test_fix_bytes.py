"""Whatever bytes a file is made of, a fix changes only what it says: line ends, marks, encodings, tabs and form feeds stay."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

import pytest

from backend_lint import catalog
from backend_lint.engines.native import Engine
from backend_lint.examples import Example
from backend_lint.fixer import changed, refusal
from backend_lint.hooks import BoundRule, Rule
from backend_lint.semantics.file import decode

Style = Callable[[str], bytes]


def indented(text: str) -> str:
    """Tabs in the place of four spaces."""
    lines = []
    for line in text.split("\n"):
        body = line.lstrip(" ")
        lines.append("\t" * ((len(line) - len(body)) // 4) + " " * ((len(line) - len(body)) % 4) + body)
    return "\n".join(lines)


STYLES: dict[str, Style] = {
    "plain": str.encode,
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "mark and CRLF": lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    "no last line end": lambda text: text.rstrip("\n").encode(),
    "tabs": lambda text: indented(text).encode(),
    "form feeds": lambda text: text.replace("\ndef ", "\n\x0cdef ").encode(),
    "latin-1": lambda text: b"# coding: latin-1\n" + text.encode("latin-1", "replace") + "# äöü\n".encode("latin-1"),
    "koi8-r": lambda text: b"# coding: koi8-r\n" + text.encode("koi8-r", "replace") + "# да\n".encode("koi8-r"),
    "wide characters": lambda text: ("# 💥 \u2028 " + "ä" * 9 + "\n" + text + "# 💥\n").encode(),
    "blank lines at both ends": lambda text: ("\n\n" + text + "\n\n\n").encode(),
}
FIXED = [
    pytest.param(rule, before, after, id=f"{rule.name}-{number}")
    for rule in catalog.rules()
    if rule.info.per_file
    for number, (before, after) in enumerate(
        zip(
            [each for each in rule.page.examples if each.kind == "Bad"],
            [each for each in rule.page.examples if each.kind == "Fixed"],
            strict=False,
        )
    )
]


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize(("rule", "before", "after"), FIXED)
def test_styles(rule: Rule, before: Example, after: Example, style: Style) -> None:
    options = rule.options | {
        name.replace("-", "_"): tomllib.loads(f"x = {value}")["x"] for name, value in before.options.items()
    }
    engine = Engine([BoundRule(rule, options, strict=True)])
    for path, text in before.files.items():
        source = decode(path, style(text))
        change = changed(source, engine.check(path, source.data).findings)
        if style is STYLES["CR"]:  # of such a file less may be known: a fix may be another, or none
            assert b"\n" not in change.data
        else:
            assert unmarked(change.data) == unmarked(style(after.files[path]))
        assert refusal(source, change.data, change.edits) is None
        again = engine.check(path, change.data).findings
        assert [found for found in again if found.fix is not None] == []


def unmarked(data: bytes) -> bytes:
    """Without the expectations of a Bad example."""
    lines = data.replace(b"\r\n", b"\n<").replace(b"\r", b"\n>").split(b"\n")
    return b"\n".join(line.split(b"  # want")[0] for line in lines)
