"""What runs that have little to do import: an import costs every run, and one line somewhere brings it in."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_pool import FAULT, SOURCE

#: What only an analysis, a person at a terminal, or a process to start needs.
HEAVY = {
    *("libcst", "sqlglot", "rich", "pygments", "ahocorasick_rs", "pygls", "lsprotocol", "semgrep"),
    *("asyncio", "concurrent", "multiprocessing", "subprocess", "socket", "ssl", "http", "urllib.request", "email"),
    *("tempfile", "unittest", "logging", "argparse", "csv", "xml.etree", "random", "symtable", "pkgutil", "traceback"),
    *("importlib.metadata", "pdb", "doctest", "zipfile", "tarfile", "sqlite3"),
}
OURS = "backend_lint"
#: Of this package: nothing that knows Python's trees, rules, or what other commands do.
NEVER = tuple(
    f"{OURS}.{name}"
    for name in (
        *(
            "rules",
            "rule",
            "hooks",
            "context",
            "drafts",
            "facts",
            "catalog",
            "examples",
            "engines.native",
            "engines.findings",
        ),
        *(
            "engines.semgrep",
            "engines.linters",
            "frameworks.routes",
            "semantics.index",
            "semantics.elide",
            "semantics.flow",
        ),
        *("lsp", "flake8", "scaffold", "fixer", "pool.worker", "pool.process", "session.fixing"),
    )
)
PROGRAM = """\
import sys
before = set(sys.modules)
from backend_lint.cli import run
try:
    run()
except SystemExit as end:
    print(end.code or 0, sorted(set(sys.modules) - before), file=sys.stderr)
"""

#: What a run needs of others; msgspec imports typing_extensions where it is installed.
RUN = {"click", "msgspec", "pathspec", "typing_extensions"}
#: Commands, and which libraries of others they import. SARIF is not here: it describes rules from their pages.
COMMANDS = {
    "--version": {"click"},
    "check --help": {"click"},
    "clean --help": {"click"},
    "clean": {"click", "msgspec", "typing_extensions"},
    ".": RUN,
    "-v --statistics .": RUN,
    "-j4 -f concise -q .": RUN,
    "-f json -f junit:../report .": RUN,
    "--show-files .": RUN,
    "--show-settings .": RUN,
}


def imported(project: Path, *args: str) -> set[str]:
    """All modules that a command imports, beside what Python does by itself."""
    env = {**os.environ, "PYTHONPATH": SOURCE}
    result = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM, *args], cwd=project, env=env, capture_output=True, text=True, timeout=60
    )
    said = result.stderr.splitlines()[-1]
    status, _, modules = said.partition(" ")
    assert status in ("0", "1"), result.stderr
    return set(ast.literal_eval(modules))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project, and what runs over it kept, in the directory beside it."""
    project = tmp_path_factory.mktemp("warm") / "project"
    project.mkdir()
    (project / "backend-lint.toml").write_text('select = ["BKD3", "BKD4", "BKD5"]\n[engines]\nsemgrep = "off"\n')
    (project / "app.py").write_text(FAULT)
    (project / "clean.py").write_text("x = 1  # backend-lint: ignore[BKD401] none\n")
    return project


@pytest.mark.parametrize("command", COMMANDS)
def test_what_a_command_imports(results: Path, cache: Path, command: str) -> None:
    args = command.split()
    if args[-1] == ".":
        assert "libcst" in imported(results, ".")  # there is nothing to find yet
    modules = imported(results, *args)
    ours = {name for name in modules if name.partition(".")[0] == OURS}
    tops = {name.partition(".")[0] for name in modules}
    others = {name for name in tops if name not in sys.stdlib_module_names and not name.startswith("_")} - {OURS}
    assert others <= COMMANDS[command]
    assert {name for name in modules for heavy in HEAVY if f"{name}.".startswith(f"{heavy}.")} == set()
    assert {name for name in ours if any(f"{name}.".startswith(f"{each}.") for each in NEVER)} == set()
    if "msgspec" not in COMMANDS[command]:
        assert {
            name for name in ours if name.startswith((f"{OURS}.session", f"{OURS}.reports", f"{OURS}.model"))
        } == set()
