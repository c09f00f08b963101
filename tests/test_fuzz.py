"""Input that no person wrote: it is checked, or refused, the same way each time, and no rule fails on it. `scripts/fuzz.py` makes a
million of such files; here are a few of each kind, and all that ever failed, by the name of their fault."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path

import fuzz
import fuzz_check
import hypothesmith
import pysource_codegen
import pytest
from fuzz_inputs import BLOCK, KINDS, Input, Inputs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend_lint.engines.stack import on_big_stack
from backend_lint.semantics.file import decode

quietly = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[*HealthCheck])


@cache
def checker() -> fuzz_check.Checker:
    return fuzz_check.Checker()


@cache
def inputs() -> Inputs:
    return Inputs(1)


def check(data: bytes, path: str = "app.py") -> None:
    """All rules run, twice with the same result; a report can be made of it, and nothing is lost by what is left out."""
    given = Input("bytes", path, data)
    checked = on_big_stack(lambda _: checker().check(given, fuzz_check.COMPARED * fuzz_check.WHOLE))
    assert (checked.fault, checked.what) == ("", "")
    first, second = (on_big_stack(lambda _: checker().engine.check(path, data)) for _ in range(2))
    assert first == second


# -- what failed once -----------------------------------------------------------------------------------------


def made_of_others(form: Callable[[str], str]) -> str:
    """A text that is made of others, which are made of others: 12 ** 6 of them."""
    steps = "".join(f"x{each + 1} = {form(f'x{each}')}\n" for each in range(6))
    return f"import bcrypt\nx0 = 'SELECT a FROM t WHERE b = '\n{steps}cursor.execute(x6 + y)\nbcrypt.gensalt(x6)\npassword = x6\n"


def annotated(text: str) -> str:
    return f'from sqlalchemy.orm import Session\ndef f(db: "{text}", x):\n    db.execute("SELECT a FROM t WHERE b = " + x)\n'


def in_a_loop(ways: int) -> str:
    """A text that grows in one of so many ways each time."""
    arms = "".join(f"        if c == {each}:\n            new = new + c; i = i + {each}\n" for each in range(ways))
    return f"def f(cursor, n, c):\n    i = 0\n    new = ''\n    while i < n:\n{arms}    cursor.execute('SET x TO ' + new)\n"


#: More than `int` reads.
DIGITS = "1" * 5000

CASES: dict[str, str] = {
    "text and bytes in a row": "import hashlib\ndef f(a):\n    b = hashlib.md5(a)\n    b.update('c' b'd')\n",
    "a quoted annotation that overflows the stack": annotated("(" * 60_000 + ")" * 60_000),
    "a quoted annotation that takes a minute to parse": annotated("a" + ".b()" * 3_000),
    "a tuple of tuples of tuples": made_of_others(lambda x: f"({f'{x}, ' * 12})"),
    "a dictionary of dictionaries": made_of_others(lambda x: "{" + "".join(f"{n}: {x}, " for n in range(12)) + "}"),
    "an f-string of f-strings": made_of_others(lambda x: f'f"{f"{{{x}}}" * 12}"'),
    "a sum of sums": made_of_others(lambda x: " + ".join([x] * 12)),
    "a choice of choices": made_of_others(lambda x: " or ".join([x] * 12)),
    "a condition of conditions": made_of_others(lambda x: " if c else ".join([x] * 12)),
    "a join of joins": made_of_others(lambda x: f"''.join([{f'{x}, ' * 12}])"),
    "a format of formats": made_of_others(lambda x: f"'{'{}' * 12}'.format({f'{x}, ' * 12})"),
    "a percent format of percent formats": made_of_others(lambda x: f"'{'%s' * 12}' % ({f'{x}, ' * 12})"),
    "a replacement of replacements": made_of_others(lambda x: x + f".replace('a', {x})" * 12),
    "a width of two billions": "import bcrypt\nbcrypt.gensalt(len('%2000000000d' % 1))\npassword = '%*d' % (2000000000, 1)\n",
    "a repetition of repetitions": "import bcrypt\nx = 'a' * 9999\ny = x * 9999\nbcrypt.gensalt(len(y * 9999))\npassword = y\n",
    "a key that is a dictionary": "import bcrypt\nx = {({},): 1}\nbcrypt.gensalt(x[0])\nbcrypt.gensalt({1: 2}[{}])\n",
    "a setting whose name is a dictionary": "def f(config):\n    config[{'': ''}] = True\n    run(debug=True)\n",
    "a hasher that is a dictionary": "from django.contrib.auth.hashers import make_password\nmake_password('x', 'y', {'a': 1})\n",
    "a status of superscripts": "from fastapi.responses import JSONResponse\ndef f(): return JSONResponse({'error': 'x'}, status_code='²²²')\n",
    "a cost of 5,000 digits": f"import bcrypt, os\nA = int(os.getenv('BCRYPT_LOG_ROUNDS', '{DIGITS}'))\nbcrypt.gensalt(A)\n",
    "a cost that no number is": "import bcrypt\nA = int(1e999)\nbcrypt.gensalt(A)\n",
    "a cost of an ini file, of 5,000 digits": "from passlib.context import CryptContext\n"
    f"CryptContext.from_string('\\n[passlib]\\nschemes = bcrypt\\nbcrypt__rounds = {DIGITS}\\n')\n",
    "parameters of 5,000 digits": "import asyncpg\nasync def f(a):\n    c = await asyncpg.connect('x')\n"
    f"    await c.execute('SELECT a FROM t WHERE b = ${DIGITS}', a)\n    await c.execute(\"SELECT a FROM t WHERE b = '${DIGITS}' AND c = '$2'\", a)\n",
    "a password as parameter of 5,000 digits": f"def f(c, password):\n    c.execute('INSERT INTO u (a, password) VALUES ($1, ${DIGITS})', ('x', password))\n",
    "a fix beside a number that cannot be printed": f"import bcrypt\nx = 0x{'f' * 6000}\nbcrypt.gensalt(4)\n",
    "a number that cannot be printed": f"import bcrypt\nbcrypt.gensalt(-0x{'f' * 6000})\ndef f(c): c.execute(f'SELECT {{0x{'f' * 6000}}} FROM t')\n",
    "a tuple that is to hold what a number holds": "from fastapi.responses import JSONResponse\nJSONResponse({}, (*4, 400))\n",
    "an element of itself": "import sqlite3\ndef f(db):\n    a = ', '.join(f'{g(x)} = :{x}' for x in x)\n"
    "    db.execute(f'UPDATE users SET {a} WHERE id = 1')\n",
    "names in a loop that are made of each other": in_a_loop(8),
    "a syntax error behind a backslash": "class e:\n def __init__():\n  ()\n\\\n async def r()->U:\n  ('')\n\n        hashpw(())\n    ()",
    "a line between a carriage return and a line feed that goes": '\r""\n\ndef f():().filter_by(l,password=p)',
    "a handler of an unknown type that goes on": "for e in a:\n    try: ()\n    except o:\n            continue\n",
}  # fmt: skip


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_what_failed_once(text: str) -> None:
    check(text.encode())


def test_an_error_is_placed_in_the_file() -> None:
    text = CASES["a syntax error behind a backslash"]
    [found] = on_big_stack(lambda _: checker().engine.check("app.py", text.encode())).findings
    decode("app.py", text.encode()).byte_offset(found.place.line, found.place.column)


# -- what was never seen --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "grammar"])
def test_a_few_of_each_kind(kind: str) -> None:
    first = sum(number for name, number in KINDS.items() if [*KINDS].index(name) < [*KINDS].index(kind))
    for number in range(first, first + min(KINDS[kind], 20)):
        made = inputs().make(number)
        assert made.kind == kind
        checked = on_big_stack(lambda _, made=made, number=number: checker().check(made, number))
        assert (checked.fault, number) in (("", number), (fuzz_check.DIFFERENT, number))


@quietly
@given(st.integers(0, 1_000_000))
def test_programs_of_pysource_codegen(seed: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            text = pysource_codegen.generate(seed, node_limit=60)
        except ValueError:  # not every tree can be written before Python 3.12
            return
    check(text.encode("utf-8", "replace"))


@quietly
@given(hypothesmith.from_grammar())
def test_programs_of_hypothesmith(text: str) -> None:
    check(text.encode("utf-8", "replace"))


@quietly
@given(st.binary(max_size=200))
def test_bytes(data: bytes) -> None:
    check(data)


# -- the script -----------------------------------------------------------------------------------------------


def test_inputs_are_the_same_for_a_seed() -> None:
    numbers = [*range(0, 40), BLOCK - 1]
    made = [[each.make(number) for number in numbers] for each in (Inputs(3), Inputs(3), Inputs(4))]
    assert made[0] == made[1] != made[2]


class Failing(fuzz_check.Checker):
    """Fails in a way on what a word stands in."""

    def check(self, given: Input, number: int) -> fuzz_check.Checked:
        if b"import" not in given.data:
            return fuzz_check.Checked()
        return fuzz_check.Checked(False, fault=fuzz_check.EXCEPTION, what="it is imported")


def test_a_fault_is_counted_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fuzz, "Checker", Failing)
    sums = fuzz.watched(fuzz.Work(60, 1, 2, tmp_path / "kept", False))
    said = fuzz.line(sums, 1.0)
    assert said.startswith("60 inputs (60 bytes, ") and " 0 crashes, " in said and " 0 undeclared" not in said
    kept = [*(tmp_path / "kept").iterdir()]
    assert kept and {path.read_bytes() for path in kept} == {b"import"}  # as small as it gets
    assert "it is imported" in capfd.readouterr().err


class Dying(fuzz_check.Checker):
    """Dies of the third input."""

    def check(self, given: Input, number: int) -> fuzz_check.Checked:
        if number == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return fuzz_check.Checked()


def test_an_input_that_kills_its_process_is_named_and_the_others_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fuzz, "Checker", Dying)
    said = fuzz.line(fuzz.watched(fuzz.Work(20, 1, 1, tmp_path, False)), 1.0)
    assert said.startswith("20 inputs") and " 1 crashes, 0 undeclared exceptions" in said
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [inputs().make(2).data]
    assert "exit status -9" in capfd.readouterr().err
