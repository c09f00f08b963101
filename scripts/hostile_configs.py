"""Makes configurations that hurt: settings files, baselines, ignore files, flags and variables; see `config_fuzz.py`."""

from __future__ import annotations

import random
from typing import NamedTuple

import click

from backend_lint.baseline import NAME as BASELINE
from backend_lint.cli.check import check
from backend_lint.fingerprint import VERSION
from backend_lint.settings.schema import KEYS, ROLES

CODE = b"import bcrypt\n\nsalt = bcrypt.gensalt(4)\n"
FINGERPRINT = "0123456789abcdef"
HELD = f'{{"path": "app.py", "code": "BKD401", "scope": "", "fingerprint": "{FINGERPRINT}", "count": 1}}'
#: Values of every type, and those that hurt some reader.
VALUES = (
    *("true", "-1", "0", "1e400", "nan", "9" * 5_000, "0x1f", "1979-05-27", "[]", "{}", '""', '"a"', "[1, 'a', true]", "{a.b = 1}"),
    *("[" * 200 + "]" * 200, "[" * 50_000, "{a=" * 500 + "1" + "}" * 500, '"' + "a" * 100_000 + '"', "'''\n\n'''", '["\\u0000"]'),
    *('"/etc/passwd"', '"../../../etc/passwd"', '"../victim/baseline.json"', '["../victim"]', '["/"]', '"~"', '"$HOME"', '"file:///etc"'),
    *('["**/*a*a*a*a*a*a*a*a*a*a*a*b"]', f'["{"*a" * 2_000}"]', f'["{"**/a/" * 800}b"]', '["(a+)+$"]', '["[[:alpha:]"]', '["[z-a]"]', '["!"]'),
    *('["ALL"]', '["BKD401"]', '["BKD9999"]', '["bcrypt-cost-too-low"]', '["::error::"]', '"\\u001b[31m"', '"\\u202e"', '["\\ud800"]', '"\\r\\n"'),
    *('{BKD401 = {bcrypt-min-cost = 14}}', '{BKD401 = 1}', '{x = {y = {z = 1}}}', '{"app.py" = ["ALL"]}', '{test = ["*"]}', '"doc-001"', '"error"'),
)  # fmt: skip
PATTERNS = (
    *("*.py", "!app.py", "app.py/", "/", "**", "***", "a/**/b", "*a*a*a*a*a*a*a*a*a*a*a*b", "**/a/" * 100, "[", "[z-a]", "[!a]", "[[:alpha:]"),
    *("\\", "\\ ", " ", "#", "!", "!!", "//", "../..", "/etc", "(?P<x>", "\x00", "\udcff", "\u2028", "*" * 5_000, "a" * 5_000, "?" * 300),
)  # fmt: skip
VARIABLES = {
    "BACKEND_LINT_OUTPUT_FORMAT": (
        "json",
        "full json",
        "xml",
        "json:../x",
        ",",
        ":",
        "json:",
        "\x1b[31m",
        "full:out.txt",
    ),
    "BACKEND_LINT_CACHE_DIR": ("", "cache", "app.py", "app.py/x", "~nobody-of-this-name", "a" * 5_000, "c\na"),
    "XDG_CACHE_HOME": ("", "relative", "\x1b"),
    "BACKEND_LINT_SEMGREP": ("", "app.py", "/dev/null", "nowhere", "a" * 5_000),
    "GITHUB_STEP_SUMMARY": ("", "summary.md", "app.py/x", "."),
    "NO_COLOR": ("", "1"),
    "FORCE_COLOR": ("", "1", "x"),
    "COLUMNS": ("", "0", "-1", "9" * 400, "x"),
}
#: Flags that start programs, speak with other machines, or wait for standard input.
NOT_TRIED = {
    "executor",
    "engine",
    "semgrep_path",
    "new_from_rev",
    "new_from_merge_base",
    "staged",
    "stdin_filename",
    "jobs",
}
WORDS = (
    "",
    "-",
    "json",
    "BKD401",
    "ALL",
    "BKD",
    "x" * 5_000,
    "app.py",
    "nowhere",
    ".",
    "\x1b[31m",
    "a\nb",
    "*a*a*a*a*a*a*a*b",
    "1/2",
    "0",
    "-1",
    "error",
)


class Case(NamedTuple):
    """One project: its files, what is added to the command line and the environment, and the name that an error must say."""

    kind: str
    files: dict[str, bytes]
    flags: tuple[str, ...] = ()
    environment: dict[str, str] = {}  # noqa: RUF012 - a named tuple's default, never changed
    named: str = ""


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes with a few changes anywhere."""
    for _ in range(chance.randint(0, 3)):
        at, length = chance.randrange(len(data) + 1), chance.randint(1, 12)
        data = chance.choice((
            data[:at],
            data[:at] + chance.randbytes(length) + data[at:],
            data[:at] + data[at + length :],
            data[:at] + data[:at][-length:] * chance.randint(1, 400) + data[at:],
            data[:at] + chance.choice((b"\x00", b"\xff", b"\xef\xbb\xbf", b"\r", b'"', b"[", b"]]", b"=", b"\xe2\x80\xa8")) + data[at:],
        ))  # fmt: skip
    return data


def settings(chance: random.Random) -> Case:
    """A settings file with values of any type, for keys that there are and others."""
    shared = chance.random() < 0.4
    keys = [
        *KEYS,
        "selct",
        "a.b.c",
        '"" ',
        "roles.test",
        "rules.BKD401.bcrypt-min-cost",
        "engines.time-limit",
        *(f"roles.{each}" for each in ROLES),
    ]
    lines = [f"{key} = {chance.choice(VALUES)}" for key in chance.sample(keys, chance.randint(0, 4))]
    text = "\n".join([*(("[tool.backend-lint]",) if shared else ()), *lines]) + "\n"
    name = "pyproject.toml" if shared else chance.choice((".backend-lint.toml", "backend-lint.toml"))
    data = damaged(text.encode("utf-8", "surrogateescape"), chance) if chance.random() < 0.6 else text.encode()
    return Case("settings", {name: data}, named=name)


def baseline(chance: random.Random) -> Case:
    """A baseline, which a run reads without being asked to."""
    held = [
        HELD,
        "null",
        "1",
        "{}",
        '{"path": "../victim", "code": "BKD401", "count": 9}',
        "[[]]",
        '"\\ud800"',
        HELD.replace("1}", "-1}"),
    ]
    held.append(HELD.replace("app.py", "\\u0000"))
    version = chance.choice(("1", "1", "1", "2", '"1"', "null", "1e999"))
    found = ",\n".join(chance.choices(held, k=chance.choice((0, 1, 3, 2_000))))
    text = f'{{"version": {version}, "fingerprints": "{VERSION}",\n"findings": [\n{found}\n]\n}}'
    return Case("baseline", {BASELINE: damaged(text.encode(), chance)}, named=BASELINE)


def ignores(chance: random.Random) -> Case:
    """Ignore files, at the top and below it."""
    lines = chance.choices(PATTERNS, k=chance.choice((1, 5, 50)))
    data = damaged("\n".join(lines).encode("utf-8", "surrogateescape"), chance)
    return Case("ignore file", {chance.choice((".gitignore", "a" * 200 + "/.gitignore")): data})


def flags(chance: random.Random) -> Case:
    """A command line, as in the `args` of a pre-commit hook."""
    given: list[str] = []
    options = [each for each in check.params if isinstance(each, click.Option) and each.name not in NOT_TRIED]
    for option in chance.sample(options, chance.randint(1, 4)):
        given.append(chance.choice(option.opts))
        if not option.is_flag:
            given.append(chance.choice(WORDS))
    return Case("flags", {}, tuple(given))


def variables(chance: random.Random) -> Case:
    """Variables of the environment."""
    names = chance.sample([*VARIABLES], chance.randint(1, 3))
    usable = {name: [text for text in VARIABLES[name] if "\x00" not in text] for name in names}
    return Case("variables", {}, (), {name: chance.choice(texts) for name, texts in usable.items()})


KINDS = (settings, settings, baseline, ignores, flags, variables)
