"""Nothing of a scanned tree is run or imported, and nothing is asked of the network, whatever the tree holds and however the
tool is started. `tests/audit` watches every Python process."""

from __future__ import annotations

import ast
import asyncio
import json
import os
import pkgutil
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import network
import pytest
from lsp_client import ended, profile, started
from test_precommit import configuration, git, hooks  # noqa: F401 - a fixture

AUDIT = Path(__file__).parent / "audit"
FIXTURES = Path(__file__).parents[1] / "fixtures"
SCRIPTS = Path(sysconfig.get_path("scripts"))
#: How the names of Pythons end; a virtual environment has all of them.
PYTHONS = ("", "3", f"3.{sys.version_info.minor}")
#: Seconds that a run may take on a busy machine.
PATIENCE = 300
FAULT = "import bcrypt\n\nsalt = bcrypt.gensalt(4)\n"
#: More than is checked in one process.
BIG = "x = 1\n" * 100_000


def trap(marker: Path, *, shell: bool = False) -> str:
    """A program that says that it was run."""
    if shell:
        return f"#!/bin/sh\n: > '{marker}'\n"
    return f"import os\nos.close(os.open({str(marker)!r}, os.O_CREAT))\nraise ImportError({marker.name!r})\n"


class Tree:
    """A project with a fault in each of two files, among all that some tool would run; `marks` says what was run."""

    def __init__(self, directory: Path) -> None:
        self.root, self.marks, self.log = directory / "project", directory / "marks", directory / "log"
        for each in (self.root, self.marks, directory / "home"):
            each.mkdir()
        self.home = directory / "home"
        self._write_modules()
        self._write_projects_own()
        for name in ("app.py", "web.py"):
            (self.root / name).write_text(FAULT)
        (self.root / "big.py").write_text(BIG)

    def _write_modules(self) -> None:
        """Modules and packages that are called as every one of Python and of what is installed here."""
        for name in {*sys.stdlib_module_names, "sitecustomize", "usercustomize", "apport_python_hook"}:
            self._put(f"{name}.py")
        for name in {each.name for each in pkgutil.iter_modules()} - sys.stdlib_module_names:
            self._put(f"{name}/__init__.py")
            self._put(f"{name}/__main__.py")

    def _write_projects_own(self) -> None:
        """What tools run of a project, or take from it."""
        for name in (
            *("__init__.py", "__main__.py", "conftest.py", "setup.py", "noxfile.py", "fabfile.py", "tasks.py"),
            *("manage.py", ".pythonstartup.py", "pavement.py", "dodo.py", "SConstruct", "wscript", "build.py"),
            *(".backend-lint/__init__.py", ".backend-lint/rules.py", ".backend-lint/plugins/own.py"),
            *("backend_lint_plugins/__init__.py", "rules/own.py", ".semgrep/own.py"),
        ):
            self._put(name)
        for name in ("git", "semgrep", "ruff", "bandit", "python", "python3", "sh", "pip", "osemgrep", "pysemgrep"):
            self._put(f"bin/{name}", shell=True)
        (self.root / "own.pth").write_text(f"{self.root}\nimport conftest\n")
        (self.root / "pyvenv.cfg").write_text(f"home = {self.root}\ninclude-system-site-packages = true\n")
        (self.root / "backend-lint.toml").write_text('select = ["BKD401"]\n')
        (self.root / "pyproject.toml").write_text(
            '[build-system]\nrequires = []\nbuild-backend = "conftest"\nbackend-path = ["."]\n'
            '[project]\nname = "x"\nversion = "1"\ndependencies = ["fastapi"]\n'
            '[tool.ruff]\nextend = "setup.py"\n[tool.bandit]\nplugins = ["conftest"]\n'
            '[tool.mypy]\nplugins = ["conftest"]\n[tool.pylint.main]\ninit-hook = "import conftest"\n'
        )
        (self.root / ".env").write_text(f"PYTHONPATH={self.root}\nPYTHONSTARTUP=conftest.py\n")
        (self.root / ".bandit").write_text("[bandit]\nplugins = conftest\n")

    def _put(self, name: str, *, shell: bool = False) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(trap(self.marks / name.replace("/", ":"), shell=shell))
        path.chmod(0o755 if shell else 0o644)

    def environment(self, **more: str) -> dict[str, str]:
        """What every process of a run gets: the audit, and a PATH that leads into the tree first."""
        return {
            **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
            "PYTHONPATH": str(AUDIT),
            "AUDIT_ROOT": str(self.root),
            "AUDIT_LOG": str(self.log),
            "HOME": str(self.home),
            "PATH": os.pathsep.join(("bin", ".", "", os.environ["PATH"])),
            **more,
        }

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.root, env=self.environment(**more), capture_output=True, text=True, timeout=PATIENCE,
            errors="replace",
        )  # fmt: skip

    def remove(self, module: str) -> None:
        """Take a trap away."""
        (self.root / f"{module}.py").unlink(missing_ok=True)
        shutil.rmtree(self.root / module, ignore_errors=True)

    def marked(self) -> list[str]:
        """The traps that were run."""
        return sorted(path.name for path in self.marks.iterdir())

    def forget(self) -> None:
        """Begin anew."""
        for path in (*self.marks.iterdir(), self.log):
            path.unlink(missing_ok=True)

    def seen(self) -> Seen:
        lines = [ast.literal_eval(line) for line in self.log.read_text().splitlines()]
        kinds = {kind: [line[1:] for line in lines if line[0] == kind] for kind in {line[0] for line in lines}}
        return Seen(self.marked(), kinds)


class Seen(NamedTuple):
    """What was run, and what the audit wrote, by kind."""

    ran: list[str]
    kinds: dict[str, list[list[str]]]

    def processes(self, *words: str) -> int:
        """How many Python processes were started with these words on their command line."""
        return sum(set(words) <= set(line) for line in self.kinds["process"])

    def contained(self, *programs: str) -> None:
        """Nothing was run or imported, nobody was asked, and only these programs and Python were started."""
        said = {kind: lines for kind, lines in self.kinds.items() if kind not in ("process", "start")}
        assert (self.ran, said) == ([], {})
        names = {name for name, _ in self.kinds.get("start", [])}
        assert {Path(name).name for name in names} - {f"python{end}" for end in PYTHONS} <= set(programs), names
        assert all(Path(name).is_absolute() for name in names), names


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path.resolve())


FLAGS = ("-f", "concise", "-q", "--no-cache", "--no-progress")
STARTS = {
    "the script": (str(SCRIPTS / "backend-lint"),),
    "the module, safely": (sys.executable, "-P", "-m", "backend_lint"),
}


def found(said: str) -> list[str]:
    """The files with the planted fault."""
    return [line.partition(":")[0] for line in said.splitlines() if " BKD401 " in line]


@pytest.mark.parametrize("jobs", ["-j1", "-j4"])
@pytest.mark.parametrize("start", STARTS)
def test_a_run_runs_nothing(tree: Tree, start: str, jobs: str) -> None:
    run = tree.run(*STARTS[start], *FLAGS, jobs, ".")
    assert (run.returncode, run.stderr, found(run.stdout)) == (1, "", ["app.py", "web.py"])
    seen = tree.seen()
    seen.contained()
    assert seen.processes("backend_lint.pool.worker") == (jobs != "-j1")


@pytest.fixture(scope="module")
def loader(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules that Python imports for `-m` before anything of ours: it has put the current directory first by then."""
    here = tmp_path_factory.mktemp("loader")
    (here / "empty.py").write_text("import sys\nprint(*sys.modules)\n")
    said = subprocess.run([sys.executable, "-m", "empty"], cwd=here, capture_output=True, text=True, check=True).stdout
    return {name.partition(".")[0] for name in said.split()}


def test_the_module_imports_nothing_of_the_current_directory(tree: Tree, loader: set[str]) -> None:
    """But what Python itself imports for `-m`, and this package by its own name."""
    for name in {*loader, "backend_lint"}:
        tree.remove(name)
    run = tree.run(sys.executable, "-m", "backend_lint", *FLAGS, "-j4", ".")
    assert (run.returncode, run.stderr, found(run.stdout)) == (1, "", ["app.py", "web.py"])
    seen = tree.seen()
    assert {module.partition(".")[0] for _, module in seen.kinds.pop("path")} <= {*loader, "backend_lint"}
    seen.contained()


@pytest.mark.parametrize(
    ("start", "paths"), [((sys.executable, "-m", "backend_lint"), ""), (STARTS["the script"], f"{os.pathsep}.")]
)
def test_what_python_imports_by_itself_cannot_be_helped(tree: Tree, start: Sequence[str], paths: str) -> None:
    """SECURITY.md says so: in a tree of strangers, `-P` is needed, or the script, and no relative entry in PYTHONPATH."""
    tree.run(*start, "--version", PYTHONPATH=paths)
    assert tree.marked()


@pytest.mark.parametrize(
    ("flags", "status", "programs"),
    [
        (("init", "--dry-run", "--ci", "github"), 0, ()),
        (("config", "verify"), 0, ()),
        (("config", "show"), 0, ()),
        (("baseline", "create", "--engine", "ruff,bandit"), 0, ("ruff", "bandit")),
        (("check", "-q", "--no-cache", "--engine", "ruff,bandit", "--fix", "--diff"), 1, ("ruff", "bandit")),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) and value else "",
)
def test_other_commands_run_nothing(tree: Tree, flags: Sequence[str], status: int, programs: Sequence[str]) -> None:
    (tree.root / "big.py").unlink()
    run = tree.run(*STARTS["the script"], *flags)
    assert (run.returncode, "Traceback" in run.stderr) == (status, False), run.stderr
    tree.seen().contained(*programs)


@pytest.mark.parametrize("jobs", ["-j1", "-j4"])
def test_the_plugin_runs_nothing(tree: Tree, jobs: str) -> None:
    (tree.root / "big.py").unlink()  # its own processes need no more than two files
    run = tree.run(str(SCRIPTS / "flake8"), "--select", "BKD", jobs, ".")
    assert (run.returncode, run.stderr, sorted(found(run.stdout))) == (1, "", ["./app.py", "./web.py"])
    tree.seen().contained()


@pytest.mark.parametrize("file", ["setup.cfg", "tox.ini", ".flake8"])
def test_what_flake8_itself_runs(tree: Tree, file: str) -> None:
    """Its `local-plugins` are code of the project: no plugin can prevent it, `--isolated` does."""
    (tree.root / file).write_text("[flake8:local-plugins]\nextension =\n    X = noxfile:Plugin\npaths = .\n")
    command = (str(SCRIPTS / "flake8"), "--select", "BKD", "app.py")
    tree.run(*command)
    assert tree.marked() == ["noxfile.py"]
    tree.forget()
    assert found(tree.run(*command, "--isolated").stdout) == ["app.py"]
    tree.seen().contained()


def test_the_language_server_runs_nothing(tree: Tree) -> None:
    (tree.root / "big.py").unlink()

    async def edited() -> int | None:
        editor = await started(profile("visual-studio-code"), tree.root, environment=tree.environment())
        uri = editor.open(tree.root / "app.py")
        await editor.shown(uri, "BKD401")
        await editor.hover(uri, 2, 9)
        editor.change(uri, FAULT + "# changed\n")
        await editor.shown(uri, "BKD401")
        return await ended(editor)

    assert asyncio.run(edited()) == 0
    seen = tree.seen()
    assert seen.processes("backend_lint.lsp.worker") >= 1
    seen.contained()


def test_the_hook_runs_nothing(tree: Tree, hooks: tuple[Path, str, Path]) -> None:  # noqa: F811 - the fixture
    """pre-commit and git are started by their scripts and full names, as CI does."""
    repository, commit, home = hooks
    (tree.root / ".pre-commit-config.yaml").write_text(configuration(repository, commit, "backend-lint"))
    git("init", "--quiet", cwd=tree.root)
    git("add", "app.py", "web.py", "conftest.py", "setup.py", "json.py", "click", cwd=tree.root)
    run = tree.run(
        str(SCRIPTS / "pre-commit"), "run", "--all-files", PRE_COMMIT_HOME=str(home), PATH=os.environ["PATH"]
    )
    assert run.returncode == 1
    assert run.stdout.count("bcrypt work factor 4 is below 12") == 2
    seen = tree.seen()
    assert seen.processes("check", "--force-exclude") == 1
    seen.contained("git", "backend-lint")


def test_the_audit_sees(tree: Tree) -> None:
    """Or all of this would show nothing."""
    for name, code in {
        "imported": "import colorsys",
        "started": "import subprocess; subprocess.run(['true'])",
        "asked": "import socket; socket.getaddrinfo('127.0.0.1', 1)",
        "connected": "import socket; socket.socket()",
    }.items():
        tree.run(sys.executable, "-c" if name == "imported" else "-Pc", code)
        with pytest.raises(AssertionError):
            tree.seen().contained()
        tree.forget()


# Without a network


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backend in several languages."""
    if why := network.missing():
        pytest.skip(why)
    return Path(shutil.copytree(FIXTURES / "mixed_shop", tmp_path_factory.mktemp("network") / "shop"))


def test_without_a_network_all_is_the_same(shop: Path) -> None:
    expected = network.report(shop, network.ENGINES)
    languages = {Path(each["filename"]).suffix for each in json.loads(expected)["findings"]}
    assert languages >= {".py", ".ts", ".go"}
    assert network.report(shop, network.ENGINES, *network.ALONE) == expected
    seen = network.traced(shop, network.ENGINES)
    assert (seen.said, seen.calls) == (expected, [])
    assert seen.programs >= {*network.ENGINES}


@pytest.mark.parametrize(
    ("code", "calls"),
    [
        ("socket.socketpair()", set()),
        ("socket.socket().detach()", {"socket"}),
        ("socket.socket().connect_ex(('127.0.0.1', 9))", {"socket", "connect", "getsockname"}),
    ],
)
def test_calls_for_a_network_are_seen(shop: Path, tmp_path: Path, code: str, calls: set[str]) -> None:
    log = tmp_path / "log"
    subprocess.run([*network.tracing(log), sys.executable, "-c", f"import socket; {code}"], check=True)
    assert {line.split()[1].partition("(")[0] for line in network.asked(log)[0]} == calls
