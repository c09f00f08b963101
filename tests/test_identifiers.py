"""Names in letters beyond ASCII are found as Python reads them, at their own places, and nothing else is changed."""

from __future__ import annotations

import ast
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_lint.engines.native import Engine
from backend_lint.hooks import BoundRule
from backend_lint.model import NOT_ANALYSED
from backend_lint.rules.auth import bcrypt_cost_too_low
from backend_lint.semantics.file import NotAnalysed, SourceFile, decode
from backend_lint.semantics.identifiers import as_read

ENGINE = Engine([BoundRule(bcrypt_cost_too_low.rule, bcrypt_cost_too_low.rule.options)])
COST = bcrypt_cost_too_low.rule.code
#: Letters that Python reads as ASCII ones: full-width, of mathematics, superscript.
LETTERS = "ｂｃｒｙｐｔ＿ｇｅｎｓａｌｔ𝒃𝓬𝕣ℯªʰｘ９"


def source(text: str) -> SourceFile:
    return decode("a.py", text.encode())


FOUND = {
    "full width": "import bcrypt\nx = bcrypt.ｇｅｎｓａｌｔ(4)\n",
    "behind others on its line": "import bcrypt\nｘ＿ｙ = 'é'; 𝒛 = 1; x = bcrypt.𝐠𝐞𝐧𝐬𝐚𝐥𝐭(4)\n",
    "in an f-string": "import bcrypt\nx = f'ü{bcrypt.ｇｅｎｓａｌｔ(4)}'\n",
    "imported": "from ｂｃｒｙｐｔ import ｇｅｎｓａｌｔ as salt\n'…'; salt(4)\n",
    "in another encoding": "# coding: gbk\nimport bcrypt\nx = bcrypt.ｇｅｎｓａｌｔ(4)\n",
}


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_what_python_calls_is_found_where_it_stands(text: str) -> None:
    data = text.encode("gbk" if "gbk" in text else "utf-8")
    [call] = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    lines = text.split("\n")
    column = len(lines[call.lineno - 1].encode()[: call.args[0].col_offset].decode()) + 1
    [found] = ENGINE.check("a.py", data).findings
    assert (found.code, found.place.line) == (COST, call.lineno)
    if "f'" not in text:  # columns inside of f-strings are right in newer Pythons only
        assert (found.place.column, found.place.end_column) == (column, column + 1)


KEPT = {
    "strings": 'x = \'ｅｖａｌ\', b\'\', """\nｅｖａｌ\n"""\n',
    "comments": "# ｅｖａｌ, ， and …\n",
    "words of no name": "x²\n",
    "no keyword": "ｉｆ = 1\n",
    "shorter and not ASCII": "cafe\u0301 = 1\n",
    "as they are": "naïve = '…'\n",
    "words of another length in an f-string": "x = f'oﬀset{y}'\n",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_all_else_stays(text: str) -> None:
    kept = source(text)
    assert as_read(kept) is kept


@pytest.mark.parametrize(
    ("text", "place"),
    [("x\r\n  oﬀset = 1\n", (2, 3)), ("Ⅷ\n", (1, 1)), ("import a.oﬀset\n", (1, 10)), ("f'{oﬀ}'", (1, 4))],
)
def test_a_name_of_another_length_is_an_error(text: str, place: tuple[int, int]) -> None:
    with pytest.raises(NotAnalysed, match="Python reads as others") as refused:
        as_read(source(text))
    assert refused.value.place is not None
    assert (refused.value.place.line, refused.value.place.column) == place
    assert [each.code for each in ENGINE.check("a.py", text.encode()).findings] == [NOT_ANALYSED]


@given(st.lists(st.text(LETTERS + "azµé_ .,='#\n…", max_size=8), max_size=8).map("".join))
def test_names_are_those_that_python_reads(text: str) -> None:
    try:
        names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    except (SyntaxError, ValueError):
        return
    read = as_read(source(text)).text
    assert len(read) == len(text)
    assert [at for at, each in enumerate(text) if read[at] != each and each.isascii()] == []
    for node in ast.walk(ast.parse(read)):
        if isinstance(node, ast.Name):
            assert node.id in names and unicodedata.is_normalized("NFKC", node.id)


def test_a_long_word_is_read_once() -> None:
    """In time that grows with the square it would be an hour."""
    start = time.monotonic()
    as_read(source("a" * 1_000_000 + "ａ" * 100_000))
    assert time.monotonic() - start < 60
