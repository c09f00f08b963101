"""Writes made-up secrets into files, runs `backend-lint` over them in every way that prints or keeps something, and looks for each
secret in all that it wrote.

    python scripts/secret_sinks.py --count 10000

A secret counts when a rule about secrets finds it or `redacted` masks it in its file; it must then stand whole nowhere: in no report,
difference, baseline, shard, cache, log or crash report. Prints a line of figures. Status 1: a secret stands somewhere."""

from __future__ import annotations

import argparse
import base64
import html
import json
import os
import random
import string
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from ahocorasick_rs import AhoCorasick

import backend_lint
from backend_lint.model import Place
from backend_lint.reports import FORMATS, Outcome
from backend_lint.semantics.file import decode
from backend_lint.semantics.redact import redacted
from backend_lint.session import Options, Session

ALNUM = string.ascii_letters + string.digits
#: Secrets in one file.
EACH = 8
#: Files with an error of syntax among so many.
BROKEN = 30
#: A finding of another rule that quotes what is put into it, and one whose fix does.
FAULTS = (
    'def find{n}(name):\n    conn.execute("SELECT a FROM t WHERE b = " + f(name, {at}))\n',
    "def seek{n}(name):\n    conn.execute(f\"SELECT a FROM t WHERE b = '{{name}}' -- {raw}\")\n",
    'def warn{n}(name):\n    print("login", name, {at})\n    requests.get("http://x.example/", auth=("u", {at}), verify=False)\n',
    "def guard{n}(name):\n    try:\n        login(name, {at})\n    except Exception as error:\n        return str(error), 500\n",
    "def hash{n}(name):\n    return hashlib.md5(name + {at}).hexdigest()\n",
    "def read{n}():\n    return os.environ.get('DB_PASSWORD', {at})\n",
)
HEAD = "import hashlib, os, sqlite3\nimport requests\nconn = sqlite3.connect('x')\n"


def characters(chance: random.Random, alphabet: str, least: int, most: int = 0) -> str:
    """Random ones."""
    return "".join(chance.choices(alphabet, k=chance.randint(least, max(least, most))))


def json_web_token(chance: random.Random) -> str:
    """One with a header and claims that can be read."""
    parts = (
        {"alg": "HS256", "typ": "JWT"},
        {"sub": characters(chance, string.digits, 8), "name": characters(chance, ALNUM, 8)},
    )
    written = [base64.urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in parts]
    return ".".join([*written, characters(chance, ALNUM + "-_", 43)])


def key_block(chance: random.Random) -> str:
    """A private key of a few lines."""
    body = "\n".join(characters(chance, ALNUM + "+/", 64) for _ in range(chance.randint(2, 5)))
    kind = chance.choice(("RSA ", "EC ", "", "OPENSSH "))
    return f"-----BEGIN {kind}PRIVATE KEY-----\n{body}\n-----END {kind}PRIVATE KEY-----"


#: What is made up, by what it is called.
SECRETS: dict[str, Callable[[random.Random], str]] = {
    "AWS": lambda chance: "AKIA" + characters(chance, string.ascii_uppercase + "234567", 16),
    "AWS secret": lambda chance: characters(chance, ALNUM + "/+", 40),
    "GitHub": lambda chance: "ghp_" + characters(chance, ALNUM, 36),
    "Slack": lambda chance: f"xoxb-{characters(chance, string.digits, 12)}-{characters(chance, string.digits, 12)}-{characters(chance, ALNUM, 24)}",
    "Stripe": lambda chance: "sk_live_" + characters(chance, ALNUM, 24, 40),
    "JWT": json_web_token,
    "key": key_block,
    "hex": lambda chance: characters(chance, "0123456789abcdef", 32, 64),
    "password": lambda chance: characters(chance, string.ascii_lowercase, 4, 7) + "-" + characters(chance, ALNUM, 6) + chance.choice("!$&*"),
    "words": lambda chance: "-".join(characters(chance, string.ascii_lowercase, 4, 8) for _ in range(3)) + str(chance.randint(10, 99)),
    "short": lambda chance: characters(chance, ALNUM + "!$#", 7),
    "quotes": lambda chance: characters(chance, ALNUM, 6) + "'\"" + characters(chance, ALNUM, 6),
    "escapes": lambda chance: characters(chance, ALNUM, 6) + "\\" + characters(chance, ALNUM, 6) + "\t" + characters(chance, ALNUM, 2),
    "percent": lambda chance: characters(chance, ALNUM, 6) + "%40%" + characters(chance, ALNUM, 6),
    "letters of others": lambda chance: characters(chance, "äöüßéñ漢字", 4) + characters(chance, ALNUM, 8),
    "braces": lambda chance: characters(chance, ALNUM, 6) + "{" + characters(chance, ALNUM, 4) + "}",
}  # fmt: skip


def plain(secret: str) -> str:
    """As a literal."""
    if "\n" in secret:
        return f'"""{secret}"""'
    return repr(secret)


def escaped(secret: str) -> str:
    """As a literal in which some characters are written as escapes."""
    return '"' + "".join(f"\\x{ord(each):02x}" if each in "\\\"'\n\t{}%" else each for each in secret) + '"'


def joined(secret: str) -> str:
    """As two literals that stand side by side."""
    half = len(secret) // 2
    return f"{plain(secret[:half])} {plain(secret[half:])}"


def formatted(secret: str) -> str:
    """As an f-string with a field behind."""
    inner = plain(secret).replace("{", "{{").replace("}", "}}")
    return f"f{inner[:-3]}{{x}}{inner[-3:]}" if "\n" in secret else f"f{inner[:-1]}{{x}}{inner[-1]}"


def binary(secret: str) -> str:
    """As a literal of bytes."""
    return f"b{plain(secret)}" if secret.isascii() else plain(secret)


SPELLINGS: Sequence[Callable[[str], str]] = (plain, plain, plain, escaped, joined, formatted, binary)

#: Code around a literal (`{at}`) or the secret itself (`{raw}`, on one line).
CONTEXTS = {
    "assignment": "DB_PASSWORD = {at}\n",
    "annotated": "api_key: str = {at}\n",
    "attribute": "app.config['SECRET_KEY'] = {at}\n",
    "in parentheses": "auth_token = (\n    {at}\n)\n",
    "call": "connect('db', 'admin', password={at})\n",
    "dictionary": "CONF{n} = {{'user': 'admin', 'password': {at}, 'port': 5432}}\n",
    "set of others": "KEYS{n} = [{at}, 'b']\n",
    "parameter": "def connect{n}(host, password={at}):\n    pass\n",
    "compared": "def check{n}(password):\n    return password == {at}\n",
    "default of the environment": "TOKEN{n} = os.getenv('API_TOKEN', {at})\n",
    "decorator": "@auth(token={at})\ndef page{n}():\n    pass\n",
    "docstring": 'def doc{n}():\n    """Log in with password="{raw}" first."""\n',
    "comment": 'run()  # the password is "{raw}"\n',
    "comment of its own": "# token = '{raw}'\n",
    "in a URL": "DATABASE_URL{n} = 'postgres://admin:{raw}@db.example.com/prod'\n",
    "basic authentication": "requests.get('https://x.example/', headers={{'Authorization': 'Basic ' + {at}}}, timeout=5)\n",
    "in SQL": "conn.execute(\"ALTER USER x PASSWORD '{raw}'\")\n",
    "like YAML": 'CONF{n} = """\nuser: admin\npassword: "{raw}"\n"""\n',
    "suppressed": "SECRET_KEY = {at}  # noqa: BKD301, BKD302 password is '{raw}'\n",
    "said why": "SECRET_KEY = {at}  # backend-lint: ignore[hardcoded-secret] token = '{raw}'\n",
    "logged": "log.info('token %s', {at})\n",
}


class Planted(NamedTuple):
    """A secret in a file: its kind, context, the lines of it that say something, and where it begins and ends there."""

    kind: str
    context: str
    said: tuple[str, ...]
    path: str
    start: int
    end: int


def planted(count: int, chance: random.Random) -> Iterator[tuple[str, str, list[Planted]]]:
    """Files with their names, texts and secrets."""
    for number in range(-(-count // EACH)):
        text, found, path = HEAD, [], f"services/s{number:05}.py"
        for each in range(min(EACH, count - number * EACH)):
            kind, context = chance.choice(list(SECRETS)), chance.choice([*CONTEXTS, *FAULTS])
            secret = SECRETS[kind](chance)
            code = CONTEXTS.get(context, context)
            if "{raw}" in code:
                secret = "".join(letter for letter in secret if letter not in "\n\t\\'\"{}")
            literal = plain(secret) if "{raw}" in code else chance.choice(SPELLINGS)(secret)
            made = code.format(at=literal, raw=secret, n=each)
            name = context if context in CONTEXTS else "beside another fault"
            found.append(Planted(kind, name, tuple(spoken(secret, literal)), path, len(text), len(text) + len(made)))
            text += made
        if number % BROKEN == BROKEN - 1:
            text += f"password = {plain(SECRETS['password'](chance))} oops\n"
        yield path, text, found


def spoken(secret: str, literal: str) -> Iterator[str]:
    """What must not stand anywhere: the lines of a secret, and what is written for it when that is one literal."""
    yield from (line for line in secret.splitlines() if "PRIVATE KEY" not in line)
    inner = literal.lstrip("bf").strip("\"'")
    if "\n" not in inner and '" "' not in literal and "' '" not in literal:
        yield inner


def known(outcome: Outcome, texts: dict[str, str], found: Sequence[Planted]) -> list[Planted]:
    """Those that a rule about secrets finds, or that are masked in their file."""
    shown = {path: redacted(text, outcome.secrets.get(path, ())) for path, text in texts.items()}
    touched = {path: [lines(place) for place in places] for path, places in outcome.secrets.items()}
    counted = []
    for each in found:
        text = texts[each.path]
        first, last = text.count("\n", 0, each.start) + 1, text.count("\n", 0, each.end)
        by_rule = any(begin <= last and first <= end for begin, end in touched.get(each.path, ()))
        there = [said for said in each.said if said in text[each.start : each.end]]
        masked = not all(said in shown[each.path][each.start : each.end] for said in there)
        if by_rule or masked:
            counted.append(each)
    return counted


def lines(place: Place) -> tuple[int, int]:
    """The first and the last."""
    return place.line, place.end_line


# ---------------------------------------------------------------- all that is written

#: A rule that fails with the file's text in its words, and a fault of the tool that says it.
FAILING_RULE = """
from backend_lint import hooks
from backend_lint.engines import native
def fail(self, *_):
    raise ValueError(self.source.text)
from backend_lint.semantics.analysis import Analysis
Analysis.places = property(fail)
"""
FAILING_TOOL = """
from backend_lint.session import Session
def fail(self, *_, **__):
    import pathlib
    raise ValueError(pathlib.Path("services/s00000.py").read_text())
Session.run = fail
"""


class Written:
    """All that commands of `backend-lint` wrote about a directory, by what it is."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._outside = directory.parent / "outside"
        self._outside.mkdir()
        self.texts: dict[str, str] = {}

    def make(self) -> None:
        """Run each of them."""
        every = ("--strict", "--select", "ALL")
        reports = [flag for name in FORMATS for flag in ("-f", f"{name}:{self._outside / name}")]
        self._run("check", "check", "-v", "--statistics", *every, *reports)
        self._run("verbose", "check", "-v", "--no-cache", *every)
        self._run("difference", "check", "--diff", "--unsafe-fixes", *every)
        self._run("baseline", "baseline", "create", "--allow-incomplete", *every)
        self._run("shown baseline", "baseline", "show")
        self._run("of a baseline", "check", "-v", "--baseline", ".backend-lint-baseline.json", *every)
        self._run("shard", "check", "--shard", "1/1", "-o", str(self._outside / "a.shard"), *every)
        self._run("merge", "merge", str(self._outside / "a.shard"))
        self._run("failing rule", "check", "-v", "--no-cache", "-j", "1", *every, program=FAILING_RULE)
        self._run("failing tool", "check", "-v", program=FAILING_TOOL)
        self._run("fix", "check", "--fix", "--unsafe-fixes", "--show-fixes", "-v", *every)
        for path in sorted(self._outside.rglob("*")):
            if path.is_file():
                self.texts[str(path.relative_to(self._outside))] = path.read_bytes().decode("utf-8", "replace")
        baseline = self._directory / ".backend-lint-baseline.json"
        self.texts["baseline file"] = baseline.read_text()

    def _run(self, name: str, *arguments: str, program: str = "") -> None:
        source = str(Path(backend_lint.__file__).parents[1])
        environment = {
            **os.environ,
            "PYTHONPATH": source,
            "BACKEND_LINT_CACHE_DIR": str(self._outside / "cache"),
            "GITHUB_STEP_SUMMARY": str(self._outside / "summary"),
        }
        code = f"{program}\nfrom backend_lint.cli import main\nmain()"
        ended = subprocess.run(
            (sys.executable, "-P", "-c", code, *arguments), cwd=self._directory, env=environment, capture_output=True
        )
        if ended.returncode not in (0, 1, 3) and program != FAILING_TOOL:
            raise SystemExit(f"{name} ended with {ended.returncode}: {ended.stderr.decode()[-500:]}")
        self.texts[f"{name}: output"] = ended.stdout.decode("utf-8", "replace")
        self.texts[f"{name}: errors"] = ended.stderr.decode("utf-8", "replace")


def leaks(texts: dict[str, str], found: Sequence[Planted]) -> Iterator[tuple[str, Planted]]:
    """Where which of the secrets stands whole, however it is spelled there."""
    said = {text: each for each in found for text in each.said}
    words = list(said)
    looked = AhoCorasick(words)
    for name, text in texts.items():
        spelled = "\n".join((text, html.unescape(text), unquote(text), unescaped(text)))
        for number in {match[0] for match in looked.find_matches_as_indexes(spelled, overlapping=True)}:
            yield name, said[words[number]]


def unescaped(text: str) -> str:
    """A text without the backslashes that reports write before quotes and backslashes."""
    return text.replace('\\"', '"').replace("\\\\", "\\").replace("\\u0023", "#")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        counted, texts, found = run(Path(name) / "project", given.count, given.seed)
    wrong = list(leaks(texts, counted))
    for sink, each in wrong[:40]:
        print(f"{sink}: {each.kind}, {each.context}, {each.path}: {each.said}", file=sys.stderr)
    total = Counter(sink for sink, _ in wrong)
    print(
        f"{found} secrets in {len(CONTEXTS) + len(FAULTS)} contexts, {len(counted)} of them known for one, "
        f"{len(texts)} outputs of {sum(map(len, texts.values())):,} characters: {len(wrong)} stand whole {dict(total) or ''}"
    )
    raise SystemExit(int(bool(wrong)))


def run(directory: Path, count: int, seed: int) -> tuple[list[Planted], dict[str, str], int]:
    """The secrets that count, all that was written about them, and how many were made up."""
    chance, texts, found = random.Random(seed), {}, []
    for path, text, secrets in planted(count, chance):
        file = directory / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        texts[path] = decode(path, text.encode()).text
        found += secrets
    written = Written(directory)
    here = Path.cwd()
    os.chdir(directory)
    try:
        outcome = Session(Options(isolated=True, strict=True, select=("ALL",))).run(["."])
        written.make()
    finally:
        os.chdir(here)
    return known(outcome, texts, found), written.texts, len(found)


if __name__ == "__main__":
    main()
