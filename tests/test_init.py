"""`backend-lint init`: what it reads of a project, what it writes, and what it leaves alone."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from backend_lint.cli import cli
from backend_lint.scaffold.dependencies import find
from backend_lint.settings import Finder

Init = Callable[..., Result]
FAULTY = "import bcrypt\n\n\ndef salt() -> bytes:\n    return bcrypt.gensalt(8)\n"
CLEAN = "x = 1\n"
PYPROJECT = '[project]\nname = "a"\ndependencies = ["fastapi>=0.115", "SQLAlchemy[asyncio]"]\n'
BASELINE = ".backend-lint-baseline.json"


@pytest.fixture
def init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Init:
    """Runs the command in a directory that is a git repository as far as anybody asks."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def invoke(*args: str, answers: str | None = None) -> Result:
        return CliRunner().invoke(cli, ["init", *args], input=answers, catch_exceptions=False)

    return invoke


def put(**files: str) -> None:
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def tree(top: str = ".") -> dict[str, bytes]:
    """Every file with its bytes."""
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in Path(top).rglob("*") if path.is_file()}


def settings() -> Any:
    return Finder().of(str(Path.cwd())).settings


# What a project is made with.

DEPENDENCIES: dict[str, tuple[dict[str, str], list[str]]] = {
    "project": ({"pyproject.toml": PYPROJECT}, ["FastAPI", "SQLAlchemy"]),
    "optional": ({"pyproject.toml": '[project.optional-dependencies]\nweb = ["Flask~=3.0"]\n'}, ["Flask"]),
    "groups": (
        {"pyproject.toml": '[dependency-groups]\na = [{include-group = "b"}, "litestar"]\nb = ["asyncpg"]\n'},
        ["Litestar", "asyncpg"],
    ),
    "poetry": (
        {
            "pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.11"\ndjango = "^5"\n'
            '[tool.poetry.group.api.dependencies]\ndjangorestframework = "*"\n'
        },
        ["Django", "Django REST framework"],
    ),
    "pdm": ({"pyproject.toml": '[tool.pdm.dev-dependencies]\nx = ["sanic"]\n'}, ["Sanic"]),
    "uv": ({"pyproject.toml": '[tool.uv]\ndev-dependencies = ["falcon"]\n'}, ["Falcon"]),
    "requirements": (
        {
            "requirements.txt": "# fastapi\n-r other.txt\n--index-url https://example.org/flask\n"
            "psycopg2_binary==2.9 ; python_version > '3'\n\n  tornado # web\n",
            "requirements/base.in": "aiohttp\n",
            "dev-requirements.txt": "git+https://example.org/x.git#egg=peewee\n",
            "notes.txt": "django\n",
        },
        ["aiohttp", "Tornado", "Peewee", "psycopg"],
    ),
    "setup.cfg": (
        {
            "setup.cfg": "[options]\ninstall_requires =\n    quart\n    bcrypt>=4\n[options.extras_require]\nx = passlib\n"
        },
        ["Quart", "bcrypt", "passlib"],
    ),
    "Pipfile": ({"Pipfile": '[packages]\nstarlette = "*"\n[dev-packages]\npony = "*"\n'}, ["Starlette", "Pony ORM"]),
    "workspace": ({"services/api/pyproject.toml": PYPROJECT, "pyproject.toml": "[x]\n"}, ["FastAPI", "SQLAlchemy"]),
    "of others": ({"node_modules/x/requirements.txt": "django\n", ".venv/x/pyproject.toml": PYPROJECT}, []),
    "names that only begin alike": ({"requirements.txt": "flask-login\ndjango-storages\nfastapi_users\n"}, []),
    "strange values": ({"pyproject.toml": "project = 1\n[tool]\npoetry = []\nuv = 'x'\n"}, []),
    "nothing": ({}, []),
}


@pytest.mark.parametrize(("files", "libraries"), DEPENDENCIES.values(), ids=DEPENDENCIES)
def test_libraries(init: Init, files: dict[str, str], libraries: list[str]) -> None:
    put(**files)
    assert [evidence.library for evidence in find(Path.cwd()).libraries] == libraries
    result = init()
    assert result.exit_code == 0, result.output
    assert all(library in result.output for library in libraries)
    settings()


def test_a_file_that_is_not_read_is_named(init: Init) -> None:
    put(**{"api/pyproject.toml": "not = = toml\n", "requirements.txt": "flask\n", "web/setup.cfg": "no section\n"})
    (Path("web") / "requirements.txt").write_bytes(b"\xff\n")
    result = init()
    assert result.exit_code == 0
    assert "Project .: Flask (from requirements.txt)." in result.output
    assert [line.split(":")[1].strip() for line in result.output.splitlines() if line.startswith("Not read")] == [
        "api/pyproject.toml",
        "web/requirements.txt",
        "web/setup.cfg",
    ]


def test_sources_are_counted(init: Init) -> None:
    put(**{"a.py": CLEAN, "app/b.py": CLEAN, "app/x/c.py": CLEAN, "venv/d.py": CLEAN, "web/e.ts": CLEAN})
    assert "Files to check: 2 in app/, 1 at the top, 1 in web/.\n" in init().output


def test_nothing_of_the_project_is_run(init: Init) -> None:
    put(**{"setup.py": "open('ran', 'w')\n", "conftest.py": "open('ran', 'w')\n", "requirements.txt": "flask\n"})
    init()
    assert not Path("ran").exists()


# Settings.

SHAPES: dict[str, tuple[dict[str, str], str]] = {
    "pyproject": ({"pyproject.toml": PYPROJECT}, "pyproject.toml"),
    "an empty pyproject": ({"pyproject.toml": ""}, "pyproject.toml"),
    "no line end": ({"pyproject.toml": PYPROJECT.rstrip()}, "pyproject.toml"),
    "comments and odd spaces": (
        {"pyproject.toml": "# one\n[ tool . other ]  # two\nx=[ 1,\n  2 ]\n\n\n"},
        "pyproject.toml",
    ),
    "byte order mark": ({"pyproject.toml": "\ufeff" + PYPROJECT}, "pyproject.toml"),
    "requirements": ({"requirements.txt": "flask\n"}, "backend-lint.toml"),
    "nothing": ({}, "backend-lint.toml"),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("files", "expected"), SHAPES.values(), ids=SHAPES)
def test_settings_are_added(init: Init, files: dict[str, str], expected: str, ends: str) -> None:
    put(**{name: text.replace("\n", ends) for name, text in files.items()})
    before = tree()
    assert init().exit_code == 0
    after = tree()
    assert Finder().of(str(Path.cwd())).source == str(Path(expected).absolute())
    assert after[expected].startswith(before.get(expected, b""))
    if ends == "\r\n" and b"\r\n" in before.get(expected, b""):
        assert after[expected].count(b"\n") == after[expected].count(b"\r\n")
    else:
        assert b"\r" not in after[expected].removeprefix(before.get(expected, b""))


def test_every_setting_is_explained(init: Init) -> None:
    put(**{"requirements.txt": "django\ndjangorestframework\n"})
    init()
    lines = Path("backend-lint.toml").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == ['profile = "default"', 'error-shape = "auto"']
    assert all(lines[number - 1].startswith("# ") for number, line in enumerate(lines) if not line.startswith("#"))


def test_a_profile_decides_alone(init: Init) -> None:
    put(**{"requirements.txt": "djangorestframework\n"})
    assert init("--profile", "doc-004").exit_code == 0
    assert (settings().profile, settings().error_shape) == ("doc-004", None)
    assert init("--profile", "doc-4").exit_code == 2


def test_settings_belong_to_the_project_around(init: Init) -> None:
    put(**{"pyproject.toml": PYPROJECT, "src/app/a.py": CLEAN})
    assert "Wrote pyproject.toml" in init("src/app").output
    assert not Path("src/app/backend-lint.toml").exists()


def test_settings_above_are_in_force(init: Init) -> None:
    put(**{"backend-lint.toml": "strict = true\n", "api/pyproject.toml": PYPROJECT})
    before = tree("api")
    assert "Left alone backend-lint.toml: settings are there already." in init("api").output
    assert tree("api") == before


#: name: files, arguments, what is said
REFUSED: dict[str, tuple[dict[str, str], tuple[str, ...], str]] = {
    "invalid pyproject": ({"pyproject.toml": "[project\n"}, (), "pyproject.toml: not valid TOML: Expected ']'"),
    "not text": ({"pyproject.toml": "\udcff"}, (), "pyproject.toml: not valid UTF-8"),
    "our table is wrong": ({"pyproject.toml": "[tool.backend-lint]\nselct = []\n"}, (), "did you mean `select`?"),
    "a table that is closed": (
        {"pyproject.toml": "tool = {other = {x = 1}}\n"},
        (),
        "pyproject.toml: [tool.backend-lint] cannot be appended: not valid TOML",
    ),
    "no directory": ({"a.py": CLEAN}, ("a.py",), "a.py: No such directory"),
    "a file in the way": (
        {".github": "x"},
        ("--ci", "github"),
        ".github/workflows: cannot be written: Not a directory",
    ),
}


@pytest.mark.parametrize(("files", "args", "said"), REFUSED.values(), ids=REFUSED)
def test_a_clear_refusal(init: Init, files: dict[str, str], args: tuple[str, ...], said: str) -> None:
    for name, text in files.items():
        Path(name).write_bytes(text.encode(errors="surrogateescape"))
    before = tree()
    result = init("--no-pre-commit", "--no-baseline", *args)
    assert result.exit_code == 2
    assert said in result.stderr and len(result.stderr.splitlines()) == 1
    assert {name: data for name, data in tree().items() if name != "backend-lint.toml"} == before


def test_a_directory_that_cannot_be_written(init: Init, monkeypatch: pytest.MonkeyPatch) -> None:
    """The permission is denied by hand, because root is denied nothing."""

    def denied(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    put(**{"pyproject.toml": PYPROJECT})
    before = tree()
    monkeypatch.setattr(os, "replace", denied)
    result = init()
    assert (result.exit_code, result.stderr.endswith("cannot be written: Permission denied\n")) == (2, True)
    assert tree() == before


def test_permissions_stay(init: Init) -> None:
    put(**{"pyproject.toml": PYPROJECT})
    Path("pyproject.toml").chmod(0o640)
    init()
    assert stat.S_IMODE(Path("pyproject.toml").stat().st_mode) == 0o640


# The hook.

HOOKED: dict[str, str] = {
    "indented": "# ours\nrepos:\n  - repo: https://example.org/a  # why\n    rev: v1\n    hooks:\n      - id: x\n",
    "not indented": "repos:\n- repo: https://example.org/a\n  rev: v1\n  hooks:\n  - id: x\n",
    "keys after it": "repos:\n- repo: https://example.org/a\n  rev: v1\n  hooks: [{id: x}]\n\n# below\nfail_fast: true\n",
    "keys before it": "exclude: |\n  repos\n\nrepos:   # all\n  - repo: local\n    hooks: []\n",
    "no line end": "repos:\n  - repo: local\n    hooks: []",
    "a comment at the end": "repos:\n  - repo: local\n    hooks: []\n  # - repo: old\n",
    "an empty list": "repos: []  # none yet\nci: {}\n",
    "nothing in it": "repos:\n",
    "begun by a mark": "---\nrepos:\n  - repo: local\n    hooks: []\n",
    "tabs in a comment": "repos: # a\tb\n  - repo: local\n    hooks: []\n",
    "speaks of us in a comment": "repos: # not yet backend-lint\n  - repo: local\n    hooks: []\n",
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("text", HOOKED.values(), ids=HOOKED)
def test_the_hook_is_added_to_others(init: Init, text: str, ends: str) -> None:
    name = ".pre-commit-config.yaml"
    put(**{name: text.replace("\n", ends)})
    assert f"Wrote {name}" in init().output
    before, after = yaml.safe_load(text), yaml.safe_load(Path(name).read_bytes())
    assert after["repos"][:-1] == (before["repos"] or [])
    assert [hook["id"] for hook in after["repos"][-1]["hooks"]] == ["backend-lint", "backend-lint-config"]
    assert {**after, "repos": 0} == {**before, "repos": 0}
    kept = [line for line in text.splitlines() if line.strip() and "[]" not in line]
    written = Path(name).read_bytes().decode()
    assert [line for line in kept if line not in written.splitlines()] == []
    assert ("\r\n" in written) is (ends == "\r\n") and written.count("\n") == written.count(ends)
    assert [line for line in written.splitlines() if line != line.rstrip()] == []


UNCLEAR = {
    "flow": "repos: [{repo: local, hooks: []}]\n",
    "no list": "fail_fast: true\n",
    "twice": "repos:\n- repo: local\n  hooks: []\nrepos:\n- repo: local\n  hooks: []\n",
    "two documents": "repos:\n- repo: local\n  hooks: []\n---\nx: 1\n",
    "an alias": "repos: &all\n- repo: local\n  hooks: []\n",
    "a list on the next lines": "repos:\n  [\n  {repo: local, hooks: []}\n  ]\n",
}


@pytest.mark.parametrize("text", UNCLEAR.values(), ids=UNCLEAR)
def test_an_unclear_list_of_hooks_is_left_alone(init: Init, text: str) -> None:
    put(**{".pre-commit-config.yaml": text})
    result = init()
    assert "Left alone .pre-commit-config.yaml: where a hook belongs in it is not clear" in result.output
    assert Path(".pre-commit-config.yaml").read_text() == text


@pytest.mark.parametrize("hook", ["id: backend-lint", '"id": "backend-lint-python"', "entry: python -m x backend-lint"])
def test_a_hook_of_ours_is_left_alone(init: Init, hook: str) -> None:
    text = f"repos:\n- repo: local\n  hooks:\n  - {hook}\n"
    put(**{".pre-commit-config.yaml": text})
    assert "has a hook of backend-lint already" in init().output
    assert Path(".pre-commit-config.yaml").read_text() == text


def test_the_hook_belongs_to_the_repository(init: Init) -> None:
    put(**{"server/pyproject.toml": PYPROJECT})
    init("server", "--ci", "github")
    assert sorted(tree()) == [".github/workflows/backend-lint.yml", ".pre-commit-config.yaml", "server/pyproject.toml"]
    (job,) = yaml.safe_load(Path(".github/workflows/backend-lint.yml").read_text())["jobs"].values()
    assert job["steps"][-1]["env"]["SOURCE"] == "server"


def test_without_a_repository(init: Init) -> None:
    Path(".git").rmdir()
    put(**{"a.py": CLEAN})
    result = init("--ci", "gitlab")
    assert result.output.count("this is not a git repository") == 2
    assert sorted(tree()) == ["a.py", "backend-lint.toml"]


# Pipelines: what is in them is the business of test_ci_templates.


def test_gitlab_includes_the_job(init: Init) -> None:
    init("--ci", "gitlab")
    assert yaml.safe_load(Path(".gitlab-ci.yml").read_text()) == {"include": [{"local": ".gitlab/backend-lint.yml"}]}
    assert "backend-lint" in yaml.safe_load(Path(".gitlab/backend-lint.yml").read_text())


def test_pipelines_of_others_are_left_alone(init: Init) -> None:
    put(**{".gitlab-ci.yml": "stages: [test]\n", ".github/workflows/backend-lint.yml": "mine\n"})
    before = tree()
    assert "add `- local: .gitlab/backend-lint.yml` to its `include` list" in init("--ci", "gitlab").output
    assert "Left alone .github/workflows/backend-lint.yml: is there already" in init("--ci", "github").output
    after = tree()
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("name", ['a"b', "a\n  evil: 1", "a${{ github.token }}", "$HOME", "a\\b", "\udcff"])
def test_a_hostile_directory_is_not_put_into_a_pipeline(init: Init, name: str) -> None:
    put(**{f"{name}/requirements.txt": "flask\n"})
    result = init(name, "--ci", "github")
    assert result.exit_code == 0 and "\n  evil" not in result.output
    assert "the name of the project's directory means more than itself there" in result.output
    assert not Path(".github").exists()


# Again, not at all, and on request.

PROJECT = {"pyproject.toml": PYPROJECT, "app/a.py": FAULTY, "app/b.py": CLEAN}


@pytest.mark.parametrize("server", ["github", "gitlab"])
def test_a_second_run_changes_nothing(init: Init, server: str) -> None:
    put(**PROJECT)
    init("--ci", server)
    before = tree()
    result = init("--ci", server)
    assert tree() == before
    assert result.exit_code == 0 and result.output.endswith("Nothing to do.\n")
    assert "Wrote" not in result.output


def test_a_dry_run_prints_and_writes_nothing(init: Init) -> None:
    put(**PROJECT)
    before = tree()
    result = init("--dry-run", "--ci", "gitlab")
    assert tree() == before
    for shown in ("  +[tool.backend-lint]\n", "  +  - repo: local\n", "  +backend-lint:\n", f"{BASELINE}: 1 finding"):
        assert shown in result.output
    assert "Wrote" not in result.output
    init("--ci", "gitlab")
    assert len(tree()) == len(before) + 4


def test_a_dry_run_names_the_baseline_of_each_configuration(init: Init) -> None:
    put(**PROJECT, **{"other/backend-lint.toml": "", "other/a.py": FAULTY})
    output = init("--dry-run").output
    assert output.count(f"Would write {BASELINE}: ") == output.count(f"Would write other/{BASELINE}: ") == 1


def test_what_is_not_wanted(init: Init) -> None:
    put(**PROJECT)
    init("--no-baseline", "--no-pre-commit")
    assert sorted(tree()) == sorted(PROJECT)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Streams that a person sits at: click's runner replaces both."""
    from click import testing

    monkeypatch.setattr(testing._NamedTextIOWrapper, "isatty", lambda self: True)
    yield


@pytest.mark.usefixtures("terminal")
def test_a_person_is_asked_for_every_file(init: Init) -> None:
    put(**PROJECT)
    result = init(answers="n\nn\nn\n")
    assert result.output.count("? [Y/n]") == 3
    assert tree() == {name: text.encode() for name, text in PROJECT.items()}
    result = init(answers="y\nn\n\n")
    assert "tool" in tomllib.loads(Path("pyproject.toml").read_text())
    assert not Path(BASELINE).exists() and Path(".pre-commit-config.yaml").exists()


@pytest.mark.usefixtures("terminal")
def test_yes_asks_nothing(init: Init) -> None:
    put(**PROJECT)
    assert "[Y/n]" not in init("--yes").output
    assert len(tree()) == len(PROJECT) + 2


# The baseline.


def test_the_project_is_clean_from_now_on(init: Init) -> None:
    put(**PROJECT)
    result = init()
    assert f"Wrote {BASELINE}: 1 finding of today; only new ones are reported from now on." in result.output
    runner = CliRunner()
    assert runner.invoke(cli, ["check"]).exit_code == 0
    put(**{"app/b.py": FAULTY})
    result = runner.invoke(cli, ["check", "-f", "concise"])
    assert result.exit_code == 1 and "app/b.py:5" in result.output and "app/a.py" not in result.output


def test_findings_of_an_incomplete_run_are_accepted_all_the_same(init: Init) -> None:
    put(**PROJECT, **{"template/c.py": "{% if x %}\n"})
    result = init()
    assert "Not analysed: 1 path. " in result.output and f"Wrote {BASELINE}: 1 finding" in result.output
    assert CliRunner().invoke(cli, ["check"]).exit_code == 3


def test_the_baseline_that_settings_name(init: Init) -> None:
    put(**PROJECT, **{"backend-lint.toml": 'baseline = "known.json"\n'})
    result = init()
    assert "Wrote known.json: 1 finding" in result.output
    assert "Left alone known.json: is there already." in init().output
    assert not Path(BASELINE).exists()


def test_a_clean_project_needs_no_baseline(init: Init) -> None:
    put(**{"pyproject.toml": PYPROJECT, "a.py": CLEAN})
    init()
    assert not Path(BASELINE).exists()


@pytest.mark.parametrize("name", ["backend-lint.toml", ".pre-commit-config.yaml", ".github"])
def test_nothing_is_written_through_a_link_out_of_the_project(
    init: Init, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    Path(name).symlink_to(outside if name == ".github" else outside / "file")
    result = init("--yes", "--ci", "github")
    assert result.exit_code == 2 and "a link leads out of the project" in result.output
    assert tree() == tree(str(outside)) == {}
