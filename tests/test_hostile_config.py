"""No configuration executes, escapes, hangs or crashes: each is one line that names file and key, or is no configuration. Cases
of the torture set, written anew; the long form of the last test is `scripts/config_fuzz.py`."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backend_lint.baseline.file import MAX_COMMAS, NAME
from backend_lint.cache.sealed import seal
from backend_lint.cli import cli
from backend_lint.engines.semgrep.locate import COMPLETE, VERSION
from backend_lint.semantics.patterns import MAX_LENGTH, MAX_LINES
from backend_lint.session import shards
from backend_lint.settings.files import MAX_PATTERNS
from backend_lint.settings.schema import KEYS

posix = pytest.mark.skipif(os.name == "nt", reason="links, FIFOs and devices")
FUZZ = Path(__file__).parents[1] / "scripts" / "config_fuzz.py"
FAULT = "import bcrypt\n\nsalt = bcrypt.gensalt(4)\n"
#: Seconds of a processor that no configuration takes; on a quiet machine each of these takes less than a tenth of it.
MOST_SECONDS = 2.0
#: Matched in time that doubles with each star, by what tries every way to divide a name among them.
COSTLY = f"**/{'*a' * 60}*b"
LONG_NAME = f"{'a' * 200}.py"


@pytest.fixture(scope="module", autouse=True)
def _imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a run imports takes no test its time."""
    file = tmp_path_factory.mktemp("imported") / "app.py"
    file.write_text(FAULT)
    CliRunner().invoke(cli, ["check", "-j1", "--no-cache", str(file)], catch_exceptions=False)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project with one finding, as the current directory. What stands beside it must stay as it is."""
    project, beside = tmp_path / "project", tmp_path / "beside"
    project.mkdir()
    beside.mkdir()
    (project / "app.py").write_text(FAULT)
    (beside / "secret.toml").write_text("door-code = 'hunter2'\n# backend-lint\n")
    (beside / "baseline.json").write_text("{}")
    monkeypatch.chdir(project)
    monkeypatch.setenv("BACKEND_LINT_CACHE_DIR", str(tmp_path / "cache"))
    yield project
    assert {path.name for path in tmp_path.iterdir()} <= {"project", "beside", "cache"}
    assert {path.name for path in beside.iterdir()} == {"secret.toml", "baseline.json"}
    assert not [*tmp_path.rglob("made")]


def ran(*arguments: str) -> Result:
    """A run that takes no time, raises nothing and shows nothing of other files."""
    began = time.process_time()
    result = CliRunner().invoke(cli, ["check", "-j1", *arguments], catch_exceptions=False)
    assert time.process_time() - began < MOST_SECONDS
    assert "hunter2" not in result.output and "door-code" not in result.output
    return result


def refused(*said: str) -> None:
    """A run ends with one line that says all of this."""
    result = ran("--no-cache")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert [each for each in said if each not in result.stderr] == []


WRONG: dict[str, tuple[str | bytes, str]] = {
    "another file is taken over": ('extend = "/etc/passwd"', "`extend`"),
    "files that take each other over": ('extends = "backend-lint.toml"', "`extends`"),
    "a cache elsewhere": ('cache-dir = "../made"', "`cache-dir`"),
    "a report elsewhere": ('output-file = "../made"', "`output-file`"),
    "files elsewhere": ('include = ["../beside/**"]', "`include`"),
    "a program": ('semgrep-path = "./semgrep"', "`semgrep-path`"),
    "rules of others": ('semgrep-rules = ["https://example.invalid/rules.yml"]', "`semgrep-rules`"),
    "a program of an engine": ('[engines]\nsemgrep = "./semgrep"', "`engines.semgrep`"),
    "code": ("init-hook = \"import os; os.mkdir('made')\"", "`init-hook`"),
    "a regular expression": ('exclude-regex = "(a+)+$"', "`exclude-regex`"),
    "a message of a rule": ('[rules.BKD401]\nmessage = "{0.__class__}"', "`rules.BKD401.message`"),
    "a baseline above": ('baseline = "../beside/baseline.json"', "`baseline`"),
    "a baseline at an absolute path": ('baseline = "/etc/passwd"', "`baseline`"),
    "a baseline in a user's directory": ('baseline = "~root/x"', "`baseline`"),
    "lists in lists": (f"select = {'[' * 100_000}", "nested too deeply"),
    "tables in tables": (f"rules = {'{a=' * 100_000}", "nested too deeply"),
    "a key of very many parts": (f"a{'.a' * 200_000} = 1", "a key of more than 50 parts"),
    "a table of very many parts": (f"[a{' . a' * 100_000}]", "a key of more than 50 parts"),
    "a number of very many digits": (f"max-file-bytes = {'1' * 400_000}", "not valid TOML"),
    "a NUL": ("select\x00 = []", "not valid TOML"),
    "a NUL in a rule": ('select = ["\\u0000"]', "unknown rule"),
    "not UTF-8": (b"a = 1\nselect = ['\xe9']", "backend-lint.toml:2: not valid UTF-8"),
    "UTF-16": ("select = []".encode("utf-16"), "not valid UTF-8"),
    "escapes for a terminal": ('"\\u001b[31m" = 1', "unknown key `\\x1b[31m`"),
    "lines for a workflow": ('"a\\n::error::b" = 1', "unknown key `a\\x0a::error::b`"),
    "too many patterns": (f"exclude = {['a'] * (MAX_PATTERNS + 1)}", "`exclude`: more than 5,000 patterns"),
    "a pattern longer than any path": (f"exclude = ['{'a' * (MAX_LENGTH + 1)}']", "`exclude`"),
    "a pattern of no role": ('[roles]\nservice = ["[z-a]"]', "`roles.service`"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_in_one_line(project: Path, text: str | bytes, said: str) -> None:
    (project / "semgrep").write_text("#!/bin/sh\nmkdir made\n")
    (project / "semgrep").chmod(0o755)
    (project / "backend-lint.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    refused("backend-lint.toml", said)


@pytest.mark.parametrize("key", KEYS)
def test_a_value_that_no_key_has(project: Path, key: str) -> None:
    (project / "pyproject.toml").write_text(f"[tool.backend-lint]\n{key} = 1979-05-27\n")
    refused("pyproject.toml", f"`tool.backend-lint.{key}`")


def test_a_file_of_100_megabytes(project: Path) -> None:
    with (project / "backend-lint.toml").open("wb") as stream:
        stream.truncate(100_000_000)
    refused("backend-lint.toml", "larger than 500,000 bytes")


@posix
@pytest.mark.parametrize("name", [".backend-lint.toml", "backend-lint.toml", "pyproject.toml"])
def test_a_link_that_leads_out_of_the_repository(project: Path, name: str) -> None:
    (project / name).symlink_to("../beside/secret.toml")
    refused(f"{name}: a link that leads out of")


@posix
def test_a_link_inside_of_the_repository_is_read(project: Path) -> None:
    for name in (".git", "api"):
        (project / name).mkdir()
    (project / "app.py").rename(project / "api" / "app.py")
    (project / "shared.toml").write_text('ignore = ["BKD401"]')
    (project / "api" / "backend-lint.toml").symlink_to("../shared.toml")
    assert ran("--no-cache").exit_code == 0


ODD: dict[str, Callable[[Path], object]] = {
    "FIFO": os.mkfifo,
    "directory": Path.mkdir,
    "endless device": lambda path: path.symlink_to("/dev/zero"),
    "terminal": lambda path: path.symlink_to("/dev/tty"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "link to nothing": lambda path: path.symlink_to("nowhere"),
}


@posix
@pytest.mark.parametrize("name", ["backend-lint.toml", "pyproject.toml", ".gitignore"])
@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_file_is_no_configuration(project: Path, name: str, odd: str) -> None:
    ODD[odd](project / name)
    assert ran("--no-cache").exit_code == 1


@posix
@pytest.mark.parametrize("odd", ["FIFO", "directory", "endless device"])
def test_a_baseline_that_is_no_file(project: Path, odd: str) -> None:
    ODD[odd](project / NAME)
    refused(NAME)


def test_a_baseline_of_commas_only(project: Path) -> None:
    (project / NAME).write_bytes(b'{"version": 1, "findings": [' + b"1," * (MAX_COMMAS + 1) + b"1]}")
    refused(NAME, "not a baseline: more than 2,000,000 values")


def test_a_baseline_that_is_deep(project: Path) -> None:
    (project / NAME).write_bytes(b"[" * 1_000_000)
    refused(NAME)


PLACES = {
    "exclude": ("backend-lint.toml", f'exclude = ["{COSTLY}"]'),
    "a negated exclude": ("backend-lint.toml", f'exclude = ["!{COSTLY}", "!*.py"]'),
    "ignores of files": ("backend-lint.toml", f'[per-file-ignores]\n"{COSTLY}" = ["BKD401"]'),
    "roles": ("backend-lint.toml", f'[roles]\ntest = ["{COSTLY}"]'),
    "ignore file": (".gitignore", f"{COSTLY}\n" * 20),
}


@pytest.mark.parametrize(("name", "text"), PLACES.values(), ids=PLACES)
def test_a_pattern_with_many_stars_is_matched_at_once(project: Path, name: str, text: str) -> None:
    (project / name).write_text(text)
    (project / LONG_NAME).write_text(FAULT)
    result = ran("--no-cache", "-f", "concise")
    assert result.exit_code == 1 and "BKD401" in result.stdout and LONG_NAME in result.stdout


def test_names_of_secrets_are_no_regular_expressions(project: Path) -> None:
    (project / "backend-lint.toml").write_text('secret-names = ["(x+x+)+y", "door_code"]')
    (project / "app.py").write_text(f"{'x' * 5_000} = 'kq8vZpL2x2R7wN4mT'\ndoor_code = 'kq8vZpL2x2R7wN4mT'\n")
    assert ran("--no-cache", "-f", "concise").stdout.count("BKD301") == 1


@posix
def test_an_ignore_file_that_is_a_link_hides_nothing(project: Path) -> None:
    """As for git, which warns of it: whoever brings the link does not know what is in the file."""
    (project / "patterns").write_text("*.py\n")
    (project / ".gitignore").symlink_to("patterns")
    result = ran("--no-cache", "-v")
    assert result.exit_code == 1 and "ignore file is a link" in result.output


def test_an_ignore_file_that_is_too_large_hides_nothing(project: Path) -> None:
    (project / ".gitignore").write_text("*.py\n" * (MAX_LINES + 1))
    result = ran("--no-cache", "-v")
    assert result.exit_code == 1 and "ignore file is too large" in result.output


@pytest.mark.parametrize("text", [f"a{'.a' * 200_000} = 1", f"a = {'[' * 100_000}"], ids=["many parts", "deep"])
def test_a_pyproject_that_init_cannot_read(project: Path, text: str) -> None:
    (project / "pyproject.toml").write_text(text)
    began = time.process_time()
    result = CliRunner().invoke(cli, ["init"], catch_exceptions=False)
    assert time.process_time() - began < MOST_SECONDS
    assert result.exit_code in (0, 2) and "pyproject.toml" in result.output


def test_bombs_of_other_formats_are_not_read(project: Path) -> None:
    names = "abcdefghi"
    bomb = "".join(f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in pairwise(names))
    for name in (
        "x.yml",
        ".pre-commit-config.yaml",
        "setup.cfg",
        "tox.ini",
        ".flake8",
        ".semgrepignore",
        ".semgrep.yml",
    ):
        (project / name).write_text(f"a: &a [lol]\n{bomb}")
    assert ran("--no-cache").exit_code == 1


# What reads state, and what would act if it were read as Python's own format.

PICKLE = b"cos\nmkdir\n(S'made'\ntR."
MARSHAL = marshal.dumps(compile("import os; os.mkdir('made')", "x", "exec"))
BROUGHT = (
    *("backend-lint.toml", "pyproject.toml", ".gitignore", NAME, ".backend-lint-cache/v1/00.pickle", "results/00.pack"),
    *(".mypy_cache/3.11/app.data.json", ".ruff_cache/x", ".git/info/exclude", "__pycache__/app.cpython-311.pyc"),
)


@pytest.mark.parametrize("payload", [PICKLE, MARSHAL], ids=["pickle", "marshal"])
@pytest.mark.parametrize("name", BROUGHT)
def test_nothing_that_a_tree_brings_is_run(project: Path, name: str, payload: bytes) -> None:
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).write_bytes(payload + b"\n# backend-lint\n")
    assert ran().exit_code == (2 if name in ("backend-lint.toml", "pyproject.toml", NAME) else 1)


@pytest.mark.parametrize("payload", [PICKLE, MARSHAL], ids=["pickle", "marshal"])
def test_nothing_that_was_kept_is_run(project: Path, payload: bytes) -> None:
    expected = ran().stdout
    results = project.parent / "cache" / "results"
    files = [*results.glob("*.pack"), *results.glob("*.blob")]
    assert {path.suffix for path in files} == {".pack", ".blob"}
    for sealed in (False, True):
        for path in files:
            path.write_bytes(seal(payload, bytes.fromhex(path.stem)) if sealed else payload)
        assert (ran().stdout, ran().stdout) == (expected, expected)
    managed = project.parent / "cache" / "tools" / f"semgrep-{VERSION}"
    (managed / "bin").mkdir(parents=True)
    for name in (COMPLETE, "pyvenv.cfg"):
        (managed / name).write_bytes(payload)
    assert ran().stdout == expected


@pytest.mark.parametrize("payload", [PICKLE, MARSHAL], ids=["pickle", "marshal"])
@pytest.mark.parametrize("sealed", [False, True])
def test_no_shard_is_run(project: Path, payload: bytes, sealed: bool) -> None:
    (project / "1.shard").write_bytes(seal(payload, shards._IDENTITY) if sealed else payload)
    result = CliRunner().invoke(cli, ["merge", "1.shard"], catch_exceptions=False)
    assert result.exit_code == 2 and "1.shard: is damaged" in result.stderr


def test_mutated_configurations() -> None:
    ended = subprocess.run(
        [sys.executable, str(FUZZ), "--count", "300", "--seed", "7"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.endswith(": 0 wrong\n")
