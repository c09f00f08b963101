"""Files that make linters crash, hang, skip code without a word or run it, each named for its fault. The statement
`eval(input())` stands in each of them as often as code can hold it: whoever loses one has not looked at all code.

Written after what `promises.md` says of peers; the faults are theirs, the code is ours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

CANARY = b"eval(input())"
#: Python reads the same: it takes names by their NFKC forms.
WIDE = "ｅｖａｌ(input())".encode()
_LINE_END = re.compile(rb"\r\n|\r|\n")


class Case(NamedTuple):
    """Files by their paths. `refused`: no Python accepts them, so each is an error; otherwise all canaries are found. What is
    `deep` may be either: this tool's guard, or a Python of some version, may refuse it. `links` are made beside the files."""

    files: dict[str, bytes]
    refused: bool = False
    deep: bool = False
    links: dict[str, str] = {}  # noqa: RUF012 - a named tuple's default, never changed


def code(text: str, encoding: str = "utf-8") -> dict[str, bytes]:
    """One file, with a canary before and behind the text."""
    return {"code.py": f"eval(input())\n{text}\neval(input())\n".encode(encoding)}


def raw(*lines: bytes) -> dict[str, bytes]:
    """One file of these bytes."""
    return {"code.py": b"".join(lines)}


def nested(before: str, inner: str, after: str, times: int) -> dict[str, bytes]:
    """One file with something many times around something."""
    return code(f"x = {before * times}{inner}{after * times}")


CASES: dict[str, Case] = {
    # -- bytes and encodings
    "nothing": Case({"code.py": b"", "space.py": b" \t\n\n\x0c\n"}),
    "byte order mark": Case(raw(b"\xef\xbb\xbfeval(input())\nx = 1; eval(input())\n")),
    "byte order mark against its coding line": Case(
        raw(b"\xef\xbb\xbf# coding: latin-1\neval(input())\n"), refused=True
    ),
    "UTF-16": Case(raw("eval(input())\n".encode("utf-16")), refused=True),
    "UTF-32": Case(raw("eval(input())\n".encode("utf-32")), refused=True),
    "Latin-1 that says so below code": Case(code("# -*- coding: latin-1 -*-\nname = 'café'", "latin-1"), refused=True),
    "Latin-1 that says so": Case(raw(b"# -*- coding: latin-1 -*-\nname = 'caf\xe9'; eval(input())\n")),
    "Windows code page that says so": Case(raw(b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\neval(input())  # \x80\n")),
    "Latin-1 that does not say so": Case(raw(b"eval(input())\nname = 'caf\xe9'\n"), refused=True),
    "no such codec": Case(raw(b"# coding: no-such-codec\neval(input())\n"), refused=True),
    "codec that is not of text": Case(raw(b"# coding: base64\neval(input())\n"), refused=True),
    "codec that hides code in a comment": Case(raw(b"# coding: utf-7\n# +AAo-eval(input())\n"), refused=True),
    "codec that hides code in an escape": Case(raw(b"# coding: raw_unicode_escape\n# \\u000aeval(input())\n"), refused=True),
    "NUL in code": Case(raw(b"eval(input())\nx = \x001\n"), refused=True),
    "NUL in a string": Case(raw(b"eval(input())\nx = '\x00'\n"), refused=True),
    "NUL in a comment": Case(raw(b"eval(input())\n# \x00\n"), refused=True),
    # -- line ends and white space
    "CRLF": Case(raw(b"eval(input())\r\nif x:\r\n    eval(input())\r\n")),
    "CR alone": Case(raw(b"x = 1\reval(input())\rif x:\r    eval(input())\r")),
    "all line ends in one file": Case(raw(b"eval(input())\r\nx = '''\r\n\n'''\neval(input())\ny = (1 +\r\n  2)\neval(input())\n")),
    "characters that end lines elsewhere": Case(
        code("x = 'a\u2028b\u2029c\x85d\x0be\x1cf'\neval(input())  # \u2028 \x85 \x0c\ny = '''\x1d\n\x1e'''")
    ),
    "form feeds": Case(raw(b"\x0ceval(input())\n\x0c\nif x:\n\x0c    eval(input())\n    \x0c\n    eval(input())\n")),
    "no line end at the end": Case(raw(b"x = 1\neval(input())")),
    "white space at the end": Case(raw(b"eval(input())   \n   \t \n    ")),
    "backslash at the end": Case(raw(b"eval(input())\nx = 1 \\"), refused=True),
    "backslash between lines": Case(raw(b"x = 1 + \\\n  2; eval(input())\nif x: \\\n  eval(input())\n")),
    "tabs": Case(raw(b"if x:\n\teval(input())\n\tif y:\n\t\teval(input())\n")),
    "tabs and spaces that agree": Case(raw(b"if x:\n        eval(input())\n        if y:\n        \teval(input())\n")),
    "tabs and spaces that do not": Case(raw(b"eval(input())\nif x:\n        y = 1\n\tz = 1\n"), refused=True),
    "comments only": Case(raw(b"# eval\n# nothing else\n")),
    # -- letters
    "letters beyond the first plane": Case(code("\U00010400\U00010428 = '\U0001f600'; eval(input())  # \U0001f600")),
    "text that runs backwards": Case(code('level = "user\u202e \u2066# admin\u2069 \u2066"\n\u0441ount = 1')),
    "names of one letter of many": Case(code("\u0627 = \u00b5 = \u210c = 1")),
    "names in full width": Case(raw(WIDE, b"\nx = 1; ", WIDE, b"\n")),
    # -- syntax of other Pythons
    "Python 2": Case(raw(b"eval(input())\nprint 'a'\nexec 'b'\n"), refused=True),
    "code that is not finished": Case(raw(b"eval(input())\ndef f(\n"), refused=True),
    "conflict marks": Case(raw(b"eval(input())\n<<<<<<< ours\nx = 1\n=======\nx = 2\n>>>>>>> theirs\n"), refused=True),
    "a template": Case(raw(b"eval(input())\n{% if a %}\nx = {{ b }}\n{% endif %}\n"), refused=True),
    "magic of a notebook": Case(raw(b"eval(input())\n%matplotlib inline\n!ls\n"), refused=True),
    "match": Case(code("match x:\n    case {'a': [1, *_]} if eval(input()):\n        eval(input())\n    case _:\n        pass")),
    "with in brackets": Case(code("with (open(a) as b, open(c) as d,):\n    eval(input())")),
    "except with a star": Case(code("try:\n    eval(input())\nexcept* (A, B):\n    eval(input())")),
    "type parameters": Case(
        code("type A[T: int, *S, **P] = list[T]\ndef f[T: (int, str)](a: T) -> T:\n    eval(input())\nclass C[T](B):\n    eval(input())")
    ),
    "type parameters with defaults": Case(code("class C[T = int, *S = *tuple[int, ...]]:\n    eval(input())")),
    "quotes in an f-string in the same quotes": Case(code("x = f'{a['b']}{f'{c['d']}'}'; eval(input())")),
    "except without brackets": Case(code("try:\n    eval(input())\nexcept A, B:\n    eval(input())")),
    "everything else that grew": Case(
        code(
            "async def f(a, /, b, *, c=1, **d):\n    async with g() as h, i:\n        eval(input())\n"
            "    [x async for x in y if (z := await x)]\n    lambda *, a: (yield)\n    print(*a, **{'b': eval(input())})\n"
            "x: int = 0xF_F + 1_0.0j; del x,\n@(lambda f: f)\ndef g(): return f'{x!r:>{y}}' '' r''"
        )
    ),
    # -- depth and length
    "brackets in brackets": Case(nested("(", "1", ")", 3_000), deep=True),
    "lists in lists": Case(nested("[", "", "]", 90)),
    "calls of calls": Case(nested("f(", "1", ")", 1_000), deep=True),
    "attributes of attributes": Case(code(f"x = a{'.b' * 5_000}"), deep=True),
    "signs of signs": Case(nested("-", "1", "", 5_000), deep=True),
    "nots of nots": Case(nested("not ", "1", "", 5_000), deep=True),
    "powers of powers": Case(nested("2**", "2", "", 2_000), deep=True),
    "lambdas in lambdas": Case(nested("lambda: ", "1", "", 1_000), deep=True),
    "conditions in conditions": Case(nested("a if b else ", "c", "", 2_000), deep=True),
    "a sum of many": Case(code(f"x = {' + '.join(['1'] * 5_000)}"), deep=True),
    "a comparison of many": Case(code(f"x = {' < '.join(['1'] * 5_000)}"), deep=True),
    "strings side by side": Case(code(f"x = ({' '.join(['a'.join(chr(34) * 2)] * 3_000)})"), deep=True),
    "elif after elif": Case(code("if a:\n    eval(input())\n" + "elif b:\n    pass\n" * 2_000), deep=True),
    "blocks in blocks": Case(
        code("".join(f"{' ' * depth}if x:\n" for depth in range(90)) + " " * 90 + "eval(input())")
    ),
    "functions in functions": Case(
        code("".join(f"{' ' * depth}def f():\n" for depth in range(60)) + " " * 60 + "eval(input())")
    ),
    "braces that are never closed": Case(raw(b"eval(input())\n", b"{" * 5_000, b"\n"), refused=True),
    "with after with": Case(code(f"with {', '.join(['a'] * 1_000)}:\n    eval(input())"), deep=True),
    "decorators": Case(code("@a\n" * 1_000 + "def f():\n    eval(input())")),
    "arguments": Case(code(f"f({', '.join(f'a{number}=1' for number in range(5_000))})")),
    "one long line": Case(code(f"x = '{'ab' * 300_000}'; eval(input())")),
    "one long table on one line": Case(code(f"x = {{{', '.join(f'{number}: {number}' for number in range(20_000))}}}")),
    "one long comment": Case(code(f"# {'noqa: ' * 20_000}")),
    "numbers of many digits": Case(code(f"x = 0x{'f' * 20_000}")),
    "empty lines": Case(raw(b"eval(input())\n", b"\n" * 200_000, b"eval(input())\n")),
    # -- what looks like something else to a pattern
    "almost a suppression": Case(code(f"x = 1  # noqa:{' ' * 50_000}BKD\n# noqa: {'BKD999,' * 10_000}X")),
    "almost SQL": Case(code(f"x = 'SELECT {'a, ' * 30_000}'\ny = 'INSERT INTO {'(' * 30_000}'")),
    "almost a URL with a password": Case(code(f"x = '://{'a:' * 30_000}'\ny = '{'://' * 20_000}'")),
    "almost a key": Case(code(f"x = '-----BEGIN {'A ' * 30_000}'\ny = '{'a1-' * 30_000}='")),
    "a docstring of tabs": Case(code("def f():\n    '''" + "\t" * 100_000 + "'''\n    eval(input())")),
    "suppressions that are no comments": Case(
        code("x = '# noqa: BKD999'; eval(input())\ny = '''\n# backend-lint: disable\n'''\neval(input())")
    ),
    # -- trees
    "links in circles": Case(
        {"a/code.py": CANARY}, links={"a/up": "..", "a/self": "self", "b": "c", "c": "b", "a/own.py": "own.py"}
    ),
    "links that lead nowhere": Case({"code.py": CANARY}, links={"gone.py": "nowhere.py", "gone": "nowhere"}),
    "links that lead out": Case({"code.py": CANARY}, links={"host.py": "/etc/hostname", "etc": "/etc", "zero.py": "/dev/zero"}),
    "a directory that is called like a file": Case({"x.py/code.py": CANARY}),
    "deep directories": Case({"/".join(["d"] * 60) + "/code.py": CANARY}),
    "modules that are called like ours": Case(
        {
            f"{name}.py": b"open(__file__ + '.PWNED', 'w')\neval(input())\n"
            for name in ("ast", "click", "json", "libcst", "msgspec", "pathspec", "re", "sitecustomize", "backend_lint")
        }
    ),
    "code that acts when it is imported": Case(
        {"__init__.py": b"eval(input())\nopen(__file__ + '.PWNED', 'w')\n", "conftest.py": b"eval(input())\nopen(__file__ + '.PWNED', 'w')\n"}
    ),
    "names that look like options and orders": Case(
        dict.fromkeys(("-x.py", "--fix.py", "$(touch x).py", "a b.py", "a'b.py", "%2e.py", "::error::x.py", "<b>.py"), CANARY)
    ),
    "names with line ends and escapes": Case({"a\nb.py": CANARY, "c\x1b[31m.py": CANARY, "d\re.py": CANARY}),
}  # fmt: skip


def write(case: Case, directory: Path) -> None:
    """Make the files and links of a case."""
    for name, data in case.files.items():
        place = directory / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    for name, target in case.links.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).symlink_to(target)


def canaries(data: bytes) -> set[int]:
    """The 1-based lines with a canary, in what Python takes for lines; those in strings and comments count for nothing."""
    return {number for number, line in enumerate(_LINE_END.split(data), 1) if CANARY in line or WIDE in line}
