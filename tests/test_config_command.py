"""`config verify` and `config schema`: what they accept is what a check accepts."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from backend_lint.cli import cli
from backend_lint.settings.schema import KEYS


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, args, catch_exceptions=False)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


#: name: file, text, what is said of it (nothing: it is fine)
FILES = {
    "empty": ("backend-lint.toml", "", ""),
    "settings": ("backend-lint.toml", 'profile = "doc-003"\nselect = ["sql", "BKD4"]\n', ""),
    "of other tools": ("pyproject.toml", "[tool.other]\nx = 1\n", ""),
    "of other tools, broken": ("pyproject.toml", "[tool.other\n", ""),
    "unknown key": ("backend-lint.toml", "selct = []\n", "unknown key `selct`; did you mean `select`?"),
    "unknown key in pyproject": (
        "pyproject.toml",
        "[tool.backend-lint]\nselct = []\n",
        "unknown key `tool.backend-lint.selct`; did you mean `select`?",
    ),
    "wrong type": ("backend-lint.toml", 'strict = "yes"\n', "`strict`: expected true or false"),
    "wrong word": ("backend-lint.toml", 'fail-on = "eror"\n', "`fail-on`: 'eror' is none of"),
    "unknown rule": ("backend-lint.toml", 'ignore = ["BKD4O1"]\n', "did you mean `BKD401`?"),
    "unknown rule for a glob": ("backend-lint.toml", '[per-file-ignores]\n"x" = ["sqll"]\n', "did you mean `sql`?"),
    "unknown option": (
        "backend-lint.toml",
        "[rules.BKD401]\nbcrypt-min-cots = 12\n",
        "did you mean `bcrypt-min-cost`?",
    ),
    "broken": ("backend-lint.toml", "strict = \n", "backend-lint.toml:1:10: not valid TOML"),
}


@pytest.mark.parametrize(("name", "text", "said"), FILES.values(), ids=FILES)
def test_a_file_is_judged_as_a_check_judges_it(name: str, text: str, said: str) -> None:
    Path(name).write_text(text)
    for result in (run("config", "verify"), run("config", "verify", name), run("check")):
        assert result.exit_code == (2 if said else 0), result.output
        if said:
            assert said in result.stderr and name in result.stderr
            assert len(result.stderr.splitlines()) == 1
    assert run("config", "verify", name).stdout == ""


def test_every_wrong_file_is_named() -> None:
    Path("a.toml").write_text("selct = []\n")
    Path("b.toml").write_text("strict = true\n")
    Path("c.toml").write_text("strict = 1\n")
    result = run("config", "verify", "a.toml", "b.toml", "c.toml", "d.toml")
    assert result.exit_code == 2
    assert [line.split(":")[1].strip().rpartition("/")[2] for line in result.stderr.splitlines()] == [
        "a.toml",
        "c.toml",
        "d.toml",
    ]


def test_what_a_file_holds_cannot_forge_a_line() -> None:
    Path("a.toml").write_text('"x\\nError: \\u001b[31m" = 1\n')
    result = run("config", "verify", "a.toml")
    assert len(result.stderr.splitlines()) == 1 and "\x1b" not in result.stderr


SCHEMA = json.loads(run("config", "schema").stdout)
VALID = Draft202012Validator(SCHEMA)


def test_the_schema_is_one_and_has_every_key() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert tuple(SCHEMA["properties"]) == KEYS
    assert '"null"' not in json.dumps(SCHEMA)


@pytest.mark.parametrize(
    "text",
    [
        "",
        'select = ["sql"]\nbcrypt-min-cost = 13\nerror-shape = "auto"\n',
        '[roles]\nhandler = ["app/entrypoints/"]\n',
        '[per-file-ignores]\n"scripts/" = ["layering"]\n',
        '[rules.hardcoded-secret]\nsecret-names = ["pin"]\n',
        '[rules.BKD501]\nerror_shape = "detail"\n',
        "[rules.swallowed-exception]\n",
    ],
)
def test_the_schema_accepts_what_a_check_accepts(text: str) -> None:
    Path("backend-lint.toml").write_text(text)
    assert run("check").exit_code == 0
    assert [error.message for error in VALID.iter_errors(tomllib.loads(text))] == []


@pytest.mark.parametrize(
    "text",
    [
        "selct = []\n",
        'strict = "yes"\n',
        'profile = "doc-01"\n',
        '[roles]\nhandlers = ["x"]\n',
        "[rules.hardcoded-secrets]\nx = 1\n",
        "[rules.hardcoded-secret]\nx = 1\n",
        '[rules.bcrypt-cost-too-low]\nbcrypt-min-cost = "12"\n',
    ],
)
def test_the_schema_refuses_what_a_check_refuses(text: str) -> None:
    Path("backend-lint.toml").write_text(text)
    assert run("check").exit_code == 2
    assert list(VALID.iter_errors(tomllib.loads(text)))


def test_the_printed_settings_are_of_the_schema() -> None:
    assert list(VALID.iter_errors(tomllib.loads(run("config", "show").stdout))) == []
