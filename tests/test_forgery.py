"""Nothing that is scanned can forge a report: not by a file's name, not by what stands in it; and no secret is in any."""

from __future__ import annotations

import html
import importlib.util
import json
import os
import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from readers import azure_commands, github_commands, read
from test_formats import INFO, expected

from backend_lint.model import Edit, Finding, Fix, Place, Related, Suppressed
from backend_lint.reports import FORMATS, Outcome, Request, Skip, markdown, render
from backend_lint.semantics.file import decode
from backend_lint.session import Options, Session

TORTURE = Path(__file__).parents[2] / "shared" / "torture" / "torture.py"

each_format = pytest.mark.parametrize("name", FORMATS)

#: A fault that every file gets at its end, so that its name and text come into reports.
FAULT = """
import sqlite3
def find(connection: sqlite3.Connection, name):
    return connection.execute(f"SELECT id FROM users WHERE name = '{name}'")
"""

NAMES = {
    "newline": "new\nline.py",
    "carriage return": "a\r::set-output name=x::y.py",
    "escape": "esc\x1b[2J\x1b[31mred\x1b[0m.py",
    "title": "osc\x1b]0;title\x07.py",
    "command on a line of its own": "a\n::error file=x.py,line=1::forged.py",
    "command at the start": "::error file=x.py,line=1::forged.py",
    "command behind a space": " \t::warning::forged.py",
    "command behind an exotic space": "\u3000::warning::forged.py",
    "older command": "x##[error]forged.py",
    "older command at the start": "##[set-env name=PATH;]forged.py",
    "Azure": "x##vso[task.setvariable variable=PATH;]forged.py",
    "TeamCity": "##teamcity[buildProblem description='x'].py",
    "escaped already": "pct%0A::warning::x.py",
    "escaped for Azure": "pct%0D%0A%5D%AZP25.py",
    "separators": "a,b:c;d=e]f.py",
    "HTML": "html<img src=x onerror=alert(1)>.py",
    "row of HTML": "<td><tr><table>.py",
    "XML": "]]>&lt;&#27;.py",
    "Markdown": "[x](javascript:y)|`z`**.py",
    "quotes": "quote'\"`$(id).py",
    "option": "--fix.py",
    "right to left": "uni\u202etxt.py",
    "line separator": "a\u2028b\u0085.py",
    "no character of XML": "a\ufffe\uffff.py",
    "not text": "latin\udce9.py",
    "long": "x" * 247 + ".py",
    "backslash": "back\\slash.py",
}
SAYINGS = {
    **{key: name.removesuffix(".py") for key, name in NAMES.items() if key not in ("not text",)},
    "rows": "|x|\n|-|\n|forged|",
    "end of a table": "</td></tr></table>\n\n# forged\n\n<a href=//example.invalid>x</a>",
    "link": "[text](https://example.invalid/) https://example.invalid/ @everyone",
    "finding": "x\nb.py:1:1: BKD101 forged",
    "frame": "x\nerror[BKD101] forged\n  --> b.py:1:1 (sql)",
    "group": "x\n\nb.py\n  1:1  error    BKD101  forged\n\n",
}


def forged_controls(text: str) -> list[str]:
    """Characters that a terminal obeys, or that hide text; every report holds only its own line ends."""
    return [each for each in text if each != "\n" and (unicodedata.category(each)[0] == "C" or each in "\u2028\u2029")]


def judge(name: str, outcome: Outcome) -> str:
    """The report, once its consumer and every CI server see the outcome's findings and nothing else in it."""
    text = render(outcome, name, request=Request(detail=1))
    assert read(name, text) == expected(outcome, name, "")
    assert forged_controls(text) == []
    assert len(list(github_commands(text))) == (len(outcome.findings) if name == "github" else 0)
    assert len(list(azure_commands(text))) == (len(outcome.findings) if name == "azure" else 0)
    assert "##teamcity[" not in text
    text.encode("utf-8")
    return text


class Tags(HTMLParser):
    """The elements that a browser would make."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs == []
        self.seen.append(tag)


def judge_summary(outcome: Outcome) -> None:
    """The step summary has a row for each finding, no link, and no Markdown of anybody else's."""
    text = markdown.render(outcome, Request())
    assert forged_controls(text) == []
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    kinds = {token.type for token in tokens}
    assert kinds <= {"heading_open", "inline", "heading_close", "html_block"}
    assert [token.content for token in tokens if token.type == "inline"] == ["backend-lint"]
    tags = Tags("".join(token.content for token in tokens if token.type == "html_block")).seen
    assert set(tags) <= {"p", "table", "tr", "th", "td", "code"}
    assert tags.count("tr") == len(outcome.findings) + 1 and tags.count("td") == 4 * len(outcome.findings)


# ---------------------------------------------------------------- values that no rule would make


def hostile(said: str) -> Outcome:
    """An outcome in which everything that can hold text of a file says `said`."""
    source = f"x = '''\n{said}\n'''\n".encode("utf-8", "replace").decode()
    text = source.replace("\0", "")
    place = Place(1, 1, 2, 3)
    # A name with `:1:1: BKD101` in it is ambiguous for whoever reads `path:line:column: CODE`, but stays on its line.
    path = "a.py" if "BKD" in said else f"{said.strip('/')}.py"
    found = Finding(
        path, place, "BKD101", "sql-string", said, hint=said, scope=said, fingerprint="1",
        related=(Related(Place(1, 1, 1, 2), said),), fix=Fix(said, ()),
    )  # fmt: skip
    other = Finding("b/c.py", Place(3, 1, 3, 2), "BKD000", "not-analysed", said, "error", fingerprint="2")
    return Outcome(
        findings=(found, other),
        sources={found.path: decode(found.path, text.encode())},
        rules={"BKD101": INFO},
        suppressed=(Suppressed(found, 1, said),),
        skipped=(Skip(said, said),),
        analysed=1,
        not_analysed=1,
        incomplete=1,
    )


@pytest.mark.parametrize("said", SAYINGS.values(), ids=SAYINGS)
@each_format
def test_nothing_said_anywhere_is_obeyed(name: str, said: str) -> None:
    judge(name, hostile(said))


@pytest.mark.parametrize("said", SAYINGS.values(), ids=SAYINGS)
def test_nothing_said_anywhere_forges_the_step_summary(said: str) -> None:
    judge_summary(hostile(said))


def test_a_frame_does_not_print_a_command_that_stands_in_code() -> None:
    text = "run('##vso[task.setvariable variable=PATH]x')  # ##[error]\n"
    found = Finding("a.py", Place(1, 1, 1, 45), "BKD101", "sql-string", "m")
    shown = render(Outcome(findings=(found,), sources={"a.py": decode("a.py", text.encode())}), "full")
    assert "#\\x23vso[" in shown and list(azure_commands(shown)) == list(github_commands(shown)) == []


def test_a_fix_does_not_print_a_command() -> None:
    text = "x = 1\n"
    fix = Fix("Fix it", (Edit(0, 1, "'##vso[task.complete]'\n::error::x\n"),))
    found = Finding("a.py", Place(1, 1, 1, 2), "BKD101", "n", "m", fix=fix, fingerprint="1")
    outcome = Outcome(findings=(found,), sources={"a.py": decode("a.py", text.encode())}, rules={"BKD101": INFO})
    for name in FORMATS:
        judge(name, outcome)
    [result] = json.loads(render(outcome, "sarif"))["runs"][0]["results"]
    [replacement] = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"]["text"] == fix.edits[0].text


# ---------------------------------------------------------------- files that a repository could hold


def written(directory: Path) -> Iterator[Path]:
    """Files of all hostile names, each with a fault, as far as the file system takes them."""
    for name in NAMES.values():
        path = directory / name
        try:
            path.write_text(FAULT)
        except OSError:
            continue
        yield path


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    directory = tmp_path_factory.mktemp("names")
    count = len(list(written(directory)))
    return directory, checked(directory, count)


def checked(directory: Path, least: int) -> Outcome:
    here = Path.cwd()
    os.chdir(directory)
    try:
        outcome = Session(Options(isolated=True)).run(["."])
    finally:
        os.chdir(here)
    assert len(outcome.findings) >= least > 0
    return outcome


@each_format
def test_no_file_name_is_obeyed(name: str, named: tuple[Path, Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    directory, outcome = named
    monkeypatch.chdir(directory)
    judge(name, outcome)
    judge_summary(outcome)


SOURCES = {
    "commands in a long text": "::error file=app.py,line=1::forged\n##vso[task.setvariable variable=x]y\n##[error]z",
    "escapes": "\x1b[2J\x1b]8;;http://example.invalid\x07link",
    "markup": "</script><script>alert(1)</script>]]>&lt;&#x1b;</td></tr>",
    "links": "[x](https://example.invalid) | a | b | `z`",
    "invisible": "\u202e\u2066\u200b\u2028\u0085",
}


@pytest.mark.parametrize("said", SOURCES.values(), ids=SOURCES)
@each_format
def test_no_source_text_is_obeyed(name: str, said: str) -> None:
    text = (
        "import sqlite3\ndef find(connection: sqlite3.Connection, name):\n"
        f'    return connection.execute(f"""SELECT id FROM users -- {said}\n WHERE name = \'{{name}}\'""")\n'
        f"def seek(connection: sqlite3.Connection, names):\n"
        f'    return connection.execute("SELECT id FROM t WHERE n = \'" + names["""{said}"""])\n'
    )
    outcome = Session(Options(isolated=True)).run_text("app.py", text.encode())
    assert len(outcome.findings) == 2
    judge(name, outcome)
    judge_summary(outcome)


# ---------------------------------------------------------------- secrets

PASSWORD, KEY = "Tr0ub4dor" + "-pw-9f3a1c77", "sk_live_" + "0123456789abcdefABCDEFGH"
CLOUD, IN_URL = "AKIA" + "QX7TESTZ3EXAMPL2", "s3cr3t" + "InThisUrl77"
BODY = "MIIEowIBAAKCAQEA" + "pemBody0123456789abcdefXYZ"
SECRETS = (PASSWORD, KEY, CLOUD, IN_URL, BODY)
SETTINGS = f'''
import sqlite3
DB_PASSWORD = "{PASSWORD}"
API_KEY: str = '{KEY}'
AWS_ACCESS_KEY_ID = "{CLOUD}"
DATABASE_URL = "postgresql://admin:{IN_URL}@db.example.invalid/prod"
CONF = {{"password": "{PASSWORD}", "token": "{KEY}"}}
def connect(host, password="{PASSWORD}"):
    return login(host, password="{PASSWORD}", url=f"https://u:{IN_URL}@{{host}}/")  # {KEY}
PRIVATE_KEY = """-----BEGIN RSA PRIVATE KEY-----
{BODY}
-----END RSA PRIVATE KEY-----"""
SECRET_KEY = "{PASSWORD}"  # noqa: BKD301 the password is {PASSWORD}, token = "{KEY}"
def change(cursor: sqlite3.Cursor, name):
    cursor.execute("ALTER USER x PASSWORD '{PASSWORD}'" + name)
    cursor.execute(f"SELECT * FROM users WHERE token = '{KEY}' AND name = {{name}}")
'''


def leaks(text: str, secrets: tuple[str, ...]) -> list[str]:
    """The secrets that stand in a report, plain or spelled in one of the ways that reports spell."""
    plain = "\n".join((text, html.unescape(text), unquote(text), text.replace("\\u0023", "#").replace('\\"', '"')))
    return [secret for secret in secrets if secret in plain]


@pytest.mark.parametrize("statistics", [False, True], ids=["findings", "statistics"])
@each_format
def test_no_format_holds_a_secret(name: str, statistics: bool) -> None:
    outcome = Session(Options(isolated=True, strict=True)).run_text("settings.py", SETTINGS.encode())
    assert {found.code for found in outcome.findings} >= {"BKD301", "BKD303", "BKD101"} and outcome.suppressed
    text = render(outcome, name, request=Request(detail=1, statistics=statistics))
    assert leaks(text, SECRETS) == []
    assert leaks(markdown.render(outcome, Request()), SECRETS) == []


def test_a_snippet_holds_no_secret() -> None:
    """Neither at the place of the secret, nor where another finding stands on the same text."""
    text = f'password = "{PASSWORD}"\nrun("{PASSWORD}" + name)\n'
    secret = Finding("a.py", Place(1, 12, 1, 33), "BKD101", "n", "m", topic="secret")
    other = Finding("a.py", Place(1, 1, 2, 99), "BKD101", "n", "m")
    outcome = Outcome(
        findings=(secret, other),
        sources={"a.py": decode("a.py", text.encode())},
        secrets={"a.py": (secret.place,)},
        rules={"BKD101": INFO},
    )
    results = json.loads(render(outcome, "sarif"))["runs"][0]["results"]
    regions = [each["locations"][0]["physicalLocation"]["region"] for each in results]
    assert "snippet" not in regions[0]
    assert "run(" in regions[1]["snippet"]["text"] and leaks(str(regions[1]), (PASSWORD,)) == []


@each_format
def test_the_line_of_a_syntax_error_is_in_no_format(name: str) -> None:
    outcome = Session(Options(isolated=True)).run_text("broken.py", f'password = "{PASSWORD}" oops\n'.encode())
    assert outcome.incomplete
    assert leaks(render(outcome, name, request=Request(detail=1)), SECRETS) == []


# ---------------------------------------------------------------- the torture set, where it stands beside the project


@pytest.fixture(scope="module")
def torture() -> ModuleType:
    if not TORTURE.exists():
        pytest.skip("the torture set does not stand beside this checkout")
    spec = importlib.util.spec_from_file_location("torture", TORTURE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tortured(torture: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, tuple[str, ...]]]:
    """The directory and the secrets of each case about names and outputs; every file has a fault at its end."""
    base = tmp_path_factory.mktemp("torture")
    cases = torture.build(base, ["tree_names", "out_"], special=False)
    for path in base.rglob("*.py"):
        if path.name != "broken.py":
            with path.open("a") as stream:
                stream.write(FAULT)
    return {case["name"]: (base / case["name"] / case["root"], tuple(case["secrets"])) for case in cases}


@pytest.mark.parametrize(
    "case",
    [
        *("tree_names", "out_terminal_escapes", "out_workflow_commands", "out_html_markup", "out_secrets"),
        *("out_secret_in_syntax_error", "out_suppressions"),
    ],
)
def test_the_torture_set_forges_nothing(
    case: str, tortured: dict[str, tuple[Path, tuple[str, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    directory, secrets = tortured[case]
    outcome = checked(directory, len(list(directory.rglob("*.py"))))
    monkeypatch.chdir(directory)
    for name in FORMATS:
        assert leaks(judge(name, outcome), secrets) == [], name
    judge_summary(outcome)
    assert leaks(markdown.render(outcome, Request()), secrets) == []


def test_the_judges_see_what_they_look_for() -> None:
    """A test that cannot fail proves nothing: each forgery, unescaped, is seen."""
    assert forged_controls("a\x1bb\u202e\r\n") == ["\x1b", "\u202e", "\r"]
    assert [each.name for each in github_commands(" \t::error::x\nat ##[warning]y")] == ["error", "warning"]
    assert [each.name for each in azure_commands("at ##vso[task.complete]")] == ["task.complete"]
    assert Tags("<td>&lt;a&gt;<img>").seen == ["td", "img"]
    assert leaks(f"x %73k_live_{KEY[8:]}", (KEY,)) == [KEY]
    assert re.search("BKD101", FAULT) is None
