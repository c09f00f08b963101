"""The hooks of .pre-commit-hooks.yaml, run by pre-commit itself on commits to a real git repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).parent.parent
#: What a clone must hold for pip to build the package, and for pre-commit to find the hooks.
NEEDED = ("src", "rules", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")

CLEAN = "def add(a: int, b: int) -> int:\n    return a + b\n"
FAULTY = "import bcrypt\n\n\ndef salt() -> bytes:\n    return bcrypt.gensalt(8)\n"
EXCLUDING = '[tool.backend-lint]\nextend-exclude = ["legacy/"]\n'


def run(*command: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **env}, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def git(*args: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    person = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    return run("git", *person, *args, cwd=cwd, **env)


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, Path]:
    """A repository of our working tree, its commit, and a PRE_COMMIT_HOME in which its hooks are installed:
    once for all workers of xdist, because pip builds and installs the package there."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    repository, home = shared / "backend-lint", shared / "pre-commit"
    with FileLock(shared / "hooks.lock"):
        if not repository.exists():
            listed = run("git", "ls-files", "-coz", "--exclude-standard", "--", *NEEDED, cwd=ROOT)
            if listed.returncode != 0:
                pytest.skip("not a git repository: what belongs to the package is not known")
            for name in listed.stdout.split("\0"):
                if name and (ROOT / name).is_file():
                    (repository / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(ROOT / name, repository / name)
            for step in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "-m", "All")):
                assert git(*step, cwd=repository).returncode == 0
        commit = git("rev-parse", "HEAD", cwd=repository).stdout.strip()
        if not home.exists():
            prober = shared / "prober"
            prober.mkdir()
            git("init", "--quiet", cwd=prober)
            (prober / ".pre-commit-config.yaml").write_text(configuration(repository, commit, "backend-lint"))
            done = run(sys.executable, "-m", "pre_commit", "install-hooks", cwd=prober, PRE_COMMIT_HOME=str(home))
            if done.returncode != 0:
                shutil.rmtree(home, ignore_errors=True)
                pip = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir", "hatchling")
                if run(*pip, cwd=prober).returncode != 0:
                    pytest.skip("no package index within reach: pre-commit cannot build the environment of the hooks")
                pytest.fail(f"pre-commit cannot install the hooks:\n{done.stdout}")
    return repository, commit, home


def configuration(repository: Path, commit: str, hook: str) -> str:
    return f"repos:\n- repo: {repository}\n  rev: {commit}\n  hooks:\n  - id: {hook}\n"


#: name: hook, files that are staged, files that are not, whether the commit is blocked, what is said
CASES: dict[str, tuple[str, dict[str, str], dict[str, str], bool, str]] = {
    "clean": ("backend-lint", {"app.py": CLEAN}, {}, False, "Passed"),
    "faulty": ("backend-lint", {"app.py": FAULTY}, {}, True, "bcrypt work factor 8 is below 12\n  --> app.py:5:27"),
    "only what is staged": ("backend-lint", {"app.py": CLEAN}, {"other.py": FAULTY}, False, "Passed"),
    "excluded, though named": (
        "backend-lint",
        {"legacy/app.py": FAULTY, "pyproject.toml": EXCLUDING},
        {},
        False,
        "Passed",
    ),
    "excluded, beside a faulty one": (
        "backend-lint",
        {"legacy/app.py": FAULTY, "app.py": FAULTY, "pyproject.toml": EXCLUDING},
        {},
        True,
        "1 file analysed, 1 path left out.",
    ),
    "not analysed languages": ("backend-lint", {"a.ts": "const a = 1\n", "b.sql": "x\n"}, {}, False, "Passed"),
    "a broken file": ("backend-lint", {"app.py": "def f(:\n"}, {}, True, "BKD000"),
    "Python only, with Python": ("backend-lint-python", {"app.py": FAULTY, "a.ts": "x\n"}, {}, True, "--> app.py:5:27"),
    "Python only, without": ("backend-lint-python", {"a.ts": "const a = 1\n"}, {}, False, "Skipped"),
    "good settings": ("backend-lint-config", {"pyproject.toml": EXCLUDING}, {}, False, "Passed"),
    "settings of others": ("backend-lint-config", {"pyproject.toml": "[tool.other]\na = 1\n"}, {}, False, "Passed"),
    "bad key": (
        "backend-lint-config",
        {"api/pyproject.toml": '[tool.backend-lint]\nselct = ["sql"]\n'},
        {},
        True,
        "api/pyproject.toml: unknown key `tool.backend-lint.selct`; did you mean `select`?",
    ),
    "bad value": (
        "backend-lint-config",
        {"backend-lint.toml": 'profile = "doc-01"\n', ".backend-lint.toml": "strict = true\n"},
        {},
        True,
        "`profile`: 'doc-01' is none of",
    ),
}


@pytest.mark.parametrize(("hook", "staged", "unstaged", "blocked", "said"), CASES.values(), ids=CASES)
def test_a_commit(
    hooks: tuple[Path, str, Path],
    tmp_path: Path,
    hook: str,
    staged: dict[str, str],
    unstaged: dict[str, str],
    blocked: bool,
    said: str,
) -> None:
    repository, commit, home = hooks
    git("init", "--quiet", cwd=tmp_path)
    (tmp_path / ".pre-commit-config.yaml").write_text(configuration(repository, commit, hook))
    for name, text in {**staged, **unstaged}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert run(sys.executable, "-m", "pre_commit", "install", cwd=tmp_path).returncode == 0
    git("add", ".pre-commit-config.yaml", *staged, cwd=tmp_path)
    done = git("commit", "-m", "Change", cwd=tmp_path, PRE_COMMIT_HOME=str(home))
    assert said in done.stdout
    assert (done.returncode != 0) is blocked, done.stdout
    assert (git("rev-parse", "--verify", "--quiet", "HEAD", cwd=tmp_path).returncode != 0) is blocked


def test_the_hook_that_init_writes(tmp_path: Path) -> None:
    """It runs the backend-lint that is on PATH, and so needs neither a repository of hooks nor the network."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    variables = {"PATH": path, "PRE_COMMIT_HOME": str(tmp_path / "home")}
    project = tmp_path / "project"
    project.mkdir()
    git("init", "--quiet", cwd=project)
    (project / "old.py").write_text(FAULTY)
    assert run("backend-lint", "init", cwd=project, **variables).returncode == 0
    assert run(sys.executable, "-m", "pre_commit", "install", cwd=project).returncode == 0
    git("add", "--all", cwd=project)
    done = git("commit", "-m", "Set up", cwd=project, **variables)
    assert done.returncode == 0 and done.stdout.count("Passed") == 2, done.stdout
    (project / "new.py").write_text(FAULTY)
    (project / "backend-lint.toml").write_text("selct = []\n")
    git("add", "--all", cwd=project)
    done = git("commit", "-m", "Faults", cwd=project, **variables)
    assert done.returncode != 0 and done.stdout.count("did you mean `select`?") == 2
    (project / "backend-lint.toml").write_text("strict = true\n")
    git("add", "--all", cwd=project)
    done = git("commit", "-m", "Fault", cwd=project, **variables)
    assert done.returncode != 0 and "--> new.py:5:27" in done.stdout and "old.py" not in done.stdout


def test_the_hooks_are_valid() -> None:
    done = run(sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml", cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "")
