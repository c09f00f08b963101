"""The guard refuses what LibCST cannot survive, exactly one step past each limit, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import libcst
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_lint.semantics import guard
from backend_lint.semantics.guard import refuse

# Text with n steps of a shape, and the most steps that pass.
SHAPES: dict[str, tuple[Callable[[int], str], int]] = {
    "parentheses": (lambda n: "x = " + "(" * n + "1" + ")" * n, 200),
    "never closed": (lambda n: "[" * n, 200),
    "closer of another kind": (lambda n: "([}" * n, 100),
    "f-strings in f-strings": (lambda n: "x = " + 'f"{' * n + "1" + '}"' * n, 200),
    "holes in specifications": (lambda n: 'x = f"' + "{a:" * n + "}" * n + '"', 200),
    "specification with a quote": (lambda n: 'x = f"{a:\'<3}" + ' + "(" * n + ")" * n, 200),
    "or": (lambda n: "x = 1" + " or 1" * n, 1_000),
    "or glued to a number": (lambda n: "x = 1" + "or 0b1" * n, 1_000),
    "minus": (lambda n: "x = " + "-" * n + "1", 1_000),
    "ternary": (lambda n: "x = 1" + "if 1 else 1" * n, 1_000),
    "attributes": (lambda n: "x = a" + ".b" * n, 1_000),
    "calls": (lambda n: "x = a" + "()" * (n - 1), 1_000),
    "lambda": (lambda n: "x = " + "lambda: " * n + "1", 1_000),
    "lambda defaults": (lambda n: "x = " + "lambda a, b=" * n + "1" + ": 0" * n, 1_000),
    "comprehension": (lambda n: "x = [1" + " for a in b" * (n - 2) + "]", 1_000),
    "chain after brackets": (lambda n: "x = " + "(" * 9 + "1" + (")" + "+1" * n) * 9, 109),
    "continued by a backslash": (lambda n: "x = 1" + " + \\\r\n1" * n, 1_000),
    "adjacent strings": (lambda n: "x = (" + "'a'\n" * n + ")", 3_000),
    "adjacent f-strings": (lambda n: "x = " + "f'{1}' " * n, 3_000),
    "elif": (lambda n: "if 1: pass\n" + "elif 1: pass\n" * n, 1_000),
    "elif with bodies": (lambda n: "if 1: pass\n" + "elif 1:\n if 2: pass\n" * n, 1_000),
    "elif over a false if": (lambda n: "if 1: pass\n" + "elif (1\nif 1 else 2): pass\n" * n, 1_000),
    "elif by tab and blanks": (
        lambda n: "if 1:\n\tif 1: pass\n" + "\telif 1: pass\n" * 600 + "        elif 1: pass\n" * n,
        400,
    ),
    "mapping patterns": (lambda n: "match x:\n case " + '{"a": ' * n + "1" + "}" * n + ": 0", 6),
    "sequence patterns": (lambda n: "match x:\n # c\n \\\n case " + "[" * n + "]" * n + ": 0", 12),
    "tokens": (lambda n: "x = [" + "1, " * n + "]" + " " * 250_000, 124_996),
}

HARMLESS = {
    "many siblings": "x = [" + "(a.b + c)," * 5_000 + "]",
    "many statements": "a.b(c).d\n" * 3_000,
    "many holes": 'x = f"' + "{a.b}" * 5_000 + '"',
    "many comparisons": "x = 1" + "<1" * 5_000,
    "brackets in strings": "x = '" + "(" * 500 + '\'\ny = """' + "[\n" * 500 + '"""\n',
    "brackets in comments": "# ((((\n" * 500,
    "doubled braces": 'x = f"' + "{{" * 500 + '"',
    "many ifs": "if 1: pass\nelif 2: pass\n" * 3_000,
    "case as a name": "case = [[[[[[[[[[[[[[1]]]]]]]]]]]]]]\n",
    "branches of match": "match x:\n" + " case {'a': [1, 2]}: pass\n" * 3_000,
    "lambdas in a list": "x = [" + "lambda a: a," * 3_000 + "]",
    "named character": 'x = f"\\N{LATIN SMALL LETTER A}" + ' + "1",
}


@pytest.mark.parametrize(("shape", "most"), SHAPES.values(), ids=SHAPES)
def test_limits(shape: Callable[[int], str], most: int) -> None:
    assert refuse(shape(most)) is None
    assert refuse(shape(most + 1)) is not None


# Strings whose end must be seen: what follows them is judged.
BEFORE = {
    "unclosed character name": 'f"""\\N{"""',
    "brace in a character name": 'f"""\\N{a {x}"""',
    "quote in a character name": 'f"""\\N{\\""""',
    "character name over lines": 'f"""\\N{a\nb}"""',
    "quotes at the end": '"""\na\n---"""',
    "two quotes inside": '"""a""b"""',
    "escaped quote": "'a\\''",
}


@pytest.mark.parametrize("text", BEFORE.values(), ids=BEFORE)
def test_what_follows_a_string_is_read(text: str) -> None:
    libcst.parse_module(text)
    assert refuse(text + "\nx = " + "(" * 201 + ")" * 201) is not None


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_harmless(text: str) -> None:
    assert refuse(text) is None


def test_causes_name_the_figures() -> None:
    assert refuse("(" * 300) == "brackets nested 201 deep or more (limit 200)"
    assert refuse("x = 1" + "+1" * 1_234) == "an expression of 1,234 operations in a row (limit 1,000)"


ATOMS = [
    "'",
    '"',
    '"""',
    "f'",
    'rf"',
    'f"""',
    "{",
    "}",
    "(",
    ")",
    "\\",
    "\n",
    "\r",
    ":",
    "a",
    "1or",
    "#",
    "\\N{",
    "é",
]


@given(st.lists(st.sampled_from(ATOMS), max_size=40).map("".join))
def test_tokens_leave_no_gap(text: str) -> None:
    # Where the pattern could fail, the search would begin again at the next character: quadratic time.
    assert "".join(match.group() for match in guard._TOKEN.finditer(text)) == text


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(ATOMS), max_size=40).map("".join))
def test_text_that_is_not_python_never_raises_nor_hides_what_follows(text: str) -> None:
    refuse(text)
    try:
        libcst.parse_module(text)
    except Exception:  # noqa: BLE001 - LibCST has many ways to say no, and only yes matters here
        return
    assert refuse(text + "\n" + "x = " + "(" * 201 + ")" * 201) is not None
