"""Measures how the time of checking one file grows with its length, for shapes of code that make linters slow.

    python scripts/growth.py

Each shape is checked with every rule, strictly, and reported in three formats, at one, two and four times its length, each shape in a
process of its own. Prints a table of seconds of processor time, the best of three, and a line of figures. Status 1: a doubling of the
length costs more than `MOST` times the time, CPython's compiler apart; a rule did not end in time; or one of the shapes made for
regular expressions takes longer than `REDOS_LIMIT` seconds at its longest."""

from __future__ import annotations

import argparse
import builtins
import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple

from backend_lint.model import NOT_ANALYSED, RULE_FAILED
from backend_lint.reports import Outcome, Request, render
from backend_lint.session import Options, Session

#: The most that the time may grow when the length doubles, and the most seconds that a file against regular expressions may take.
MOST, REDOS_LIMIT = 2.5, 2.0
#: Seconds below which the time of the longer file says nothing of growth: what every file costs weighs as much.
TELLING = 0.2
#: Seconds that one shape may take in all before its process is ended.
LIMIT = 300
STEPS = (1, 2, 4)
#: How often a shape is measured again that seems to cost too much.
AGAIN = 2
FORMATS = ("full", "json", "sarif")
HEAD = """import os, re, sqlite3, logging, bcrypt
from flask import Flask, request
app = Flask(__name__)
log = logging.getLogger(__name__)
conn = sqlite3.connect("x")
"""


class Shape(NamedTuple):
    """A text of about so many characters; `redos`: made against regular expressions."""

    text: Callable[[int], str]
    redos: bool = False


def lines(*each: str) -> Callable[[int], str]:
    """As many of these lines as fit; `{n}` is the number of the line."""

    def text(size: int) -> str:
        count = max(1, size // sum(len(line) + 1 for line in each))
        return "".join(f"{line.replace('{n}', str(number))}\n" for number in range(count) for line in each)

    return text


def around(before: str, unit: str, after: str = "") -> Callable[[int], str]:
    """One line with something repeated."""
    return lambda size: f"{before}{unit * (size // len(unit))}{after}\n"


def few(before: str, unit: str, after: str, most: int) -> Callable[[int], str]:
    """Functions that each hold a part which the guard lets be repeated only so often: there are more of them in a longer file."""
    short = f"{before}{unit * most}{after}\n"
    return lambda size: "".join(f"def f{number}(a, b):\n    {short}" for number in range(max(1, size // len(short))))


QUERY = 'conn.execute("SELECT a, b FROM users WHERE name = \'" + request.args["q"] + "\'")'
SHAPES: dict[str, Shape] = {
    # -- ordinary code, much of it
    "functions": Shape(lines("def f{n}(a, b):", "    x = a + b", "    return g(x, {n})", "")),
    "functions with a finding each": Shape(lines("def f{n}(conn, name):", f"    return {QUERY}", "")),
    "routes": Shape(lines('@app.route("/u/{n}")', "def f{n}():", f"    return {QUERY}", "")),
    "classes": Shape(lines("class C{n}(Base):", "    password = 'x'", "    def run(self, a):", "        return self.go(a)", "")),
    "methods of one class": Shape(lambda size: "class A:\n" + lines("    def f{n}(self, a):", "        return self.g(a)")(size)),
    "statements of one function": Shape(lambda size: "def f(a):\n" + lines("    a{n} = g(a, {n})")(size)),
    "queries in one function": Shape(lambda size: "def f(conn, a):\n" + lines('    conn.execute(f"SELECT a FROM t WHERE b = {a}")')(size)),
    "one name bound again and again": Shape(lambda size: "def f(a):\n" + lines("    a = g(a)")(size)),
    "one text added to again and again": Shape(
        lambda size: "def f(a):\n    q = 'SELECT a FROM t'\n" + lines("    q += ' WHERE b = ' + a")(size) + "    conn.execute(q)\n"
    ),
    "conditions added to a query": Shape(
        lambda size: "def f(a):\n    q = 'SELECT a FROM t'\n" + lines("    if a[{n}]:", "        q += ' OR b = ' + a")(size) + "    conn.execute(q)\n"
    ),
    "a query of one of many branches": Shape(
        lambda size: "def f(a):\n    q = ''\n" + lines("    if a:", "        q = 'SELECT {n}' + a", "    conn.execute(q)")(size)
    ),
    "a list of conditions that grows": Shape(
        lambda size: "def f(a):\n    p = []\n" + lines(*["    p.append(f'b = {a}')"] * 3, "    conn.execute('SELECT a FROM t WHERE ' + ' OR '.join(p))")(size)
    ),
    "values that are tested": Shape(lambda size: "def f(a):\n" + lines("    if a not in B: raise C", "    conn.execute('SELECT a FROM t ORDER BY ' + a)")(size)),
    "a function that returns queries": Shape(
        lambda size: "def q(a):\n" + lines("    if a == {n}:", "        return 'SELECT a FROM t WHERE b = ' + a")(size) + "conn.execute(q(1))\n"
    ),
    "names that lead to each other": Shape(lambda size: "a0 = 'SELECT a FROM t'\n" + lines("b{n} = a0 + 'x'")(size) + "conn.execute(b0)\n"),
    "functions that call the next": Shape(lines("def f{n}(a):", "    log.info(a)", "    return f{n}1(a)", "")),
    "imports": Shape(lines("from m{n} import a as b{n}")),
    "handlers of errors": Shape(lines("def f{n}():", "    try:", "        g()", "    except Exception as e:", "        return str(e), 500")),
    "branches": Shape(few("if a == 1:\n        pass\n", "    elif a == 2:\n        pass\n", "", 400)),
    "dictionary": Shape(lambda size: "x = {\n" + lines('    "key{n}": "value {n}",')(size) + "}\n"),
    "dictionary of secrets": Shape(lambda size: "x = {\n" + lines('    "password{n}": "Tr0ub4dor-{n}",')(size) + "}\n"),
    "list of numbers": Shape(around("x = [", "1, ", "]")),
    "decorators": Shape(lambda size: lines("@d({n})")(size) + "def f():\n    pass\n"),
    "keyword arguments": Shape(lambda size: "f(\n" + lines("    a{n}='b',")(size) + ")\n"),
    "parameters": Shape(lambda size: "def f(\n" + lines("    a{n}=None,")(size) + "):\n    pass\n"),
    "sums": Shape(few("return ", "a + ", "b", 400)),
    "texts side by side": Shape(few("return (", "'a' ", ")", 1_000)),
    "calls in a chain": Shape(few("return a", ".b()", "", 300)),
    "brackets": Shape(few("return ", "[", "]" * 90, 90)),
    "comments": Shape(lines("# a comment, number {n}")),
    "blank lines": Shape(around("", "\n")),
    "line of statements": Shape(around("", "a = 1; ")),
    # -- long texts
    "docstring": Shape(lambda size: 'def f():\n    """' + "word and " * (size // 9) + '"""\n'),
    "long SQL": Shape(lambda size: 'conn.execute("""SELECT a FROM t WHERE b IN (' + "?, " * (size // 3) + '?)""", x)\n'),
    "long SQL with conditions": Shape(lambda size: 'conn.execute("""SELECT a FROM t WHERE ' + "b = ? AND " * (size // 10) + 'c = 1""", x)\n'),
    "long SQL that is built": Shape(
        lambda size: "def f(a):\n    conn.execute(f\"\"\"SELECT a FROM t WHERE b = '{a}' AND c IN (" + "1, " * (size // 3) + '2)""")\n'
    ),
    "f-string with fields": Shape(around("x = f'", "{a} and ", "'")),
    "f-string of SQL with fields": Shape(around("conn.execute(f'SELECT a FROM t WHERE ", "b = {a} AND ", "c = 1')")),
    "percent format": Shape(around("conn.execute('SELECT a FROM t WHERE ", "b = %s AND ", "c = 1' % a)")),
    "data of one line": Shape(around("x = '", "QUJDREVGR0hJSktMTU5P", "'")),
    "data of many lines": Shape(lambda size: 'x = """\n' + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo\n" * (size // 36) + '"""\n'),
    # -- made against regular expressions
    "one long name": Shape(around("", "password_", " = 'x'"), True),
    "one long name that is called": Shape(around("", "execute_", "(f'SELECT a FROM t WHERE b = {c}')"), True),
    "one long attribute": Shape(around("self.", "token_", " = f('x')"), True),
    "one long parameter": Shape(around("def f(", "A", "): pass"), True),
    "one long decorator": Shape(around("@app.", "route_", "\ndef f(): pass"), True),
    "suppressions without an end": Shape(around("x = 1  # noqa: ", "A1,", "!"), True),
    "suppressions of spaces": Shape(around("x = 1  # noqa", " ", "!"), True),
    "directive without an end": Shape(around("x = 1  # backend-lint: ignore[", "a, ", ""), True),
    "directive with many reasons": Shape(around("x = 1  # backend-lint: ignore[BKD101] ", "# a ", ""), True),
    "number signs": Shape(around("x = 1  ", "#", ""), True),
    "coding lines": Shape(around("x = 1  # coding", ":=", ""), True),
    "spaces in SQL": Shape(around("a = 'SELECT ", " ", "x'"), True),
    "verbs of SQL": Shape(around("a = '", "SELECT ", "'"), True),
    "brackets in SQL": Shape(around("conn.execute(f'SELECT ", "(", "{a}')"), True),
    "quotes in SQL": Shape(around('conn.execute(f"SELECT ', "'", '{a}")'), True),
    "comments in SQL": Shape(around("conn.execute(f'SELECT a ", "-- ", "{a}')"), True),
    "marks in SQL": Shape(around("conn.execute('SELECT a FROM t WHERE b = ", "?", "', x)"), True),
    "URL without an end": Shape(around("a = 'https://", "a:", "'"), True),
    "URLs": Shape(around("a = '", "a://b:", "'"), True),
    "at signs": Shape(around("a = 'https://a:", "@", "'"), True),
    "address": Shape(around("a = '", "a.", "@'"), True),
    "base64": Shape(around("a = '", "A", "='"), True),
    "password under a name": Shape(around("password = '", "A", "!'"), True),
    "password of words": Shape(around("password = '", "a-", "!'"), True),
    "password of letters and dots": Shape(around("password = '", "a.", "!'"), True),
    "password of slashes": Shape(around("password = '", "/a", "!'"), True),
    "password of braces": Shape(around("password = '", "{", "'"), True),
    "password of percents": Shape(around("password = '", "%(", "'"), True),
    "names of secrets": Shape(around("a = '", "password=", "'"), True),
    "names of secrets and quotes": Shape(around('a = "', "password='", '"'), True),
    "keys without digits": Shape(around("a = '", "sk_live_", "'"), True),
    "heads of keys": Shape(around("a = '''", "-----BEGIN RSA PRIVATE KEY-----", "'''"), True),
    "tokens with dots": Shape(around("a = '", "eyJ", ".eyJ.'"), True),
    "conversions": Shape(around("a = '", "%s", "'"), True),
    "conversions without an end": Shape(around("conn.execute('SELECT a FROM t WHERE b = ", "%(0", "' % x)"), True),
    "braces": Shape(around("a = '", "{{", "'"), True),
    "fields without an end": Shape(around("conn.execute('SELECT a FROM t WHERE b = ", "{0", "'.format(x))"), True),
    "tabs in a docstring": Shape(lambda size: 'def f():\n    """a\n' + "\t" * size + 'b\n    """\n', True),
    "continued lines": Shape(around("x = 1 ", "\\\n", ""), True),
    "tabs behind type": Shape(lambda size: lines("type X{n}" + "\t" * 2_000 + "= int")(size), True),
    "backquotes in a text": Shape(around("log.info('", "`", "')"), True),
}  # fmt: skip


def checked(text: str) -> Outcome:
    """What is found in a text, with every rule; it is reported as well."""
    outcome = Session(Options(isolated=True, strict=True, select=("ALL",))).run_text("app/views.py", text.encode())
    for name in FORMATS:
        render(outcome, name, request=Request(detail=1))
    return outcome


class Compiling:
    """Counts the seconds of CPython's own compiler and parser from now on: for an f-string of many fields they are the square."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._compile = builtins.compile
        builtins.compile = self._timed  # type: ignore[assignment]

    def _timed(self, *given: Any, **named: Any) -> object:
        begin = time.process_time()
        try:
            return self._compile(*given, **named)
        finally:
            self.seconds += time.process_time() - begin


def measured(shape: Shape, size: int, times: int) -> tuple[list[float], bool]:
    """Seconds of processor time for each length, and whether all rules checked it."""
    gc.set_threshold(10_000, 20, 50)  # as in a run
    compiling = Compiling()
    checked(HEAD + shape.text(size // 100))
    seconds, complete = [], True
    for step in STEPS:
        text = HEAD + shape.text(size * step)
        taken = []
        for _ in range(times):
            begin = time.process_time() - compiling.seconds
            complete &= {finding.code for finding in checked(text).findings}.isdisjoint({NOT_ANALYSED, RULE_FAILED})
            taken.append(time.process_time() - compiling.seconds - begin)
        seconds.append(min(taken))
    return seconds, complete


def apart(name: str, size: int, times: int) -> tuple[list[float], bool]:
    """The same, of a shape that is measured in a process of its own; no seconds when that takes too long."""
    command = (sys.executable, "-P", __file__, "--shape", name, "--size", str(size), "--times", str(times))
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=True)
    except subprocess.TimeoutExpired:
        return [], False
    seconds, complete = json.loads(ended.stdout)
    return seconds, complete


def growth(seconds: list[float]) -> float:
    """The most that a doubling costs."""
    return max(
        (longer / shorter for shorter, longer in pairwise(seconds) if longer > TELLING),
        default=1.0,
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", choices=SHAPES, help="measure this one here, and print its seconds as JSON")
    parser.add_argument("--size", type=int, default=50_000, help="characters of the shortest text")
    parser.add_argument("--times", type=int, default=3, help="the best of so many counts")
    given = parser.parse_args()
    if given.shape:
        print(json.dumps(measured(SHAPES[given.shape], given.size, given.times)))
        return
    faults, worst, slowest = 0, 0.0, 0.0
    for name, shape in SHAPES.items():
        seconds, complete = apart(name, given.size, given.times)
        for _ in range(AGAIN):
            if growth(seconds) > MOST:  # other work on the machine only ever makes it slower
                seconds = [*map(min, seconds, apart(name, given.size, given.times)[0])]
        grown = growth(seconds)
        slow = not seconds or grown > MOST or not complete or (shape.redos and seconds[-1] > REDOS_LIMIT)
        faults, worst = faults + slow, max(worst, grown)
        slowest = max(slowest, seconds[-1] if seconds and shape.redos else 0.0)
        shown = " ".join(f"{each:7.3f}" for each in seconds) or "too long"
        print(
            f"{name:36} {shown}  x{grown:.2f}{'' if complete else ' not complete'}{' <--' if slow else ''}", flush=True
        )
    print(
        f"{len(SHAPES)} shapes at {', '.join(map(str, STEPS))} times {given.size:,} characters: a doubling costs {worst:.2f} times at most, "
        f"a text against regular expressions {slowest:.2f} s at most, {faults} outside of {MOST} times and {REDOS_LIMIT:.0f} s"
    )
    raise SystemExit(int(bool(faults)))


if __name__ == "__main__":
    main()
