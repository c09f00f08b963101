"""Knows how each tool of the table is run, and how many files it says that it has read."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

from processes import Taken

OURS = (sys.executable, "-P", "-m", "backend_lint", "--isolated", "--no-progress", "-f", "json")
PEERS = ("bandit", "ruff", "flake8", "semgrep", "fixit")

COLD_1, COLD_2 = "ours, cold, 1 process", "ours, cold, 2 processes"
WARM, CHANGED = "ours, warm", "ours, one file changed"
AST_FLOOR, LIBCST_FLOOR = "ast.parse of all files", "LibCST parse of all files"
FLAKE8, FLAKE8_OURS = "flake8 -j1", "flake8 -j1, our plugin"
FLAKE8_ALL, FLAKE8_ALL_OURS = "flake8", "flake8, our plugin"
SEMGREP, SEMGREP_FAST = "semgrep", "semgrep --experimental"

#: The folders of semgrep's public rules for Python that are about what we are about.
FAMILIES = (
    *("lang/security", "django", "fastapi", "flask", "pyramid", "sqlalchemy", "pymongo"),
    *("jwt", "requests", "cryptography", "pycryptodome"),
)
#: flake8 has no option that turns a plugin off: this hides ours from it.
_FLAKE8_WITHOUT_US = """\
import importlib.metadata as metadata
import sys
every = metadata.distributions
metadata.distributions = lambda **given: (d for d in every(**given) if d.metadata["Name"] != "backend-lint")
from flake8.main.cli import main
sys.exit(main())
"""
_PARSE = """\
import sys, warnings
{imports}
warnings.simplefilter("ignore")
sys.setrecursionlimit(50_000)
read = 0
for path in sys.argv[1:]:
    with open(path, "rb") as stream:
        data = stream.read()
    try:
        {parse}(data)
        read += 1
    except (SyntaxError, ValueError, {refusal}):
        pass
print(read, "files read")
"""


@dataclass(frozen=True)
class Contender:
    """A way in which a tool is run: its command without the files. `files` are its own where it has others than all have,
    `before` is called ahead of each run, `missing` says why it cannot be run."""

    name: str
    command: tuple[str, ...] = ()
    read: Callable[[Taken], int] | None = None
    missing: str = ""
    files: tuple[str, ...] | None = None
    before: Callable[[], None] = lambda: None


def ours(
    name: str, *flags: str, files: tuple[str, ...] | None = None, before: Callable[[], None] = lambda: None
) -> Contender:
    """Our own command line with some flags."""
    return Contender(name, (*OURS, *flags), _analysed, files=files, before=before)


def cold() -> list[Contender]:
    """Ours without results of earlier runs."""
    return [ours(COLD_1, "-j1", "--no-cache"), ours(COLD_2, "-j2", "--no-cache")]


def floors() -> list[Contender]:
    """What reading every file whole takes, in one process."""
    ast = _PARSE.format(imports="from ast import parse", parse="parse", refusal="RecursionError, MemoryError")
    cst = "from libcst import ParserSyntaxError, parse_module"
    libcst = _PARSE.format(imports=cst, parse="parse_module", refusal="RecursionError, ParserSyntaxError")
    return [
        Contender(AST_FLOOR, (sys.executable, "-P", "-c", ast), _said(r"(\d+) files read")),
        Contender(LIBCST_FLOOR, (sys.executable, "-P", "-c", libcst), _said(r"(\d+) files read")),
    ]


def peers(name: str, program: str | None, semgrep_rules: str | None, scratch: Path) -> list[Contender]:
    """The ways in which another tool is run, by its own defaults but for what it reports and what it looks for. `program` is
    where it is, when that is told."""
    found = program or _executable(name)
    if found is None:
        return [Contender(name, missing=f"not installed (pip install {name}, or --{name} PROGRAM)")]
    if name == "bandit":
        return [Contender(name, (found, "-q", "-f", "json"), _metrics)]
    if name == "ruff":
        select = ("--no-cache", "--isolated", "--select", "S,ASYNC,FAST", "--output-format", "json")
        return [Contender(name, (found, "check", *select))]
    if name == "flake8":
        return _flake8()
    if name == "fixit":
        empty = scratch / "fixit.toml"  # so that no configuration of the scanned tree counts
        empty.touch()
        return [Contender(name, (found, "-c", str(empty), "lint"), _said(r"(\d+) files? (?:checked|clean)"))]
    if semgrep_rules is None:
        return [Contender(name, missing="no rules given (--semgrep-rules)")]
    flags = ("--metrics", "off", "--disable-version-check", "-q", "--json", "--no-git-ignore")
    scan = (found, "scan", *flags, *(flag for folder in _rules(Path(semgrep_rules)) for flag in ("--config", folder)))
    return [
        Contender(SEMGREP, scan, _scanned),
        Contender(SEMGREP_FAST, (*scan, "--experimental"), _scanned),
    ]


def _flake8() -> list[Contender]:
    without = (sys.executable, "-c", _FLAKE8_WITHOUT_US, "--isolated", "--benchmark")
    whole = (sys.executable, "-P", "-m", "flake8", "--isolated", "--benchmark")
    read = _said(r"(\d+) +total files processed")
    plugged = any(point.module.startswith("backend_lint") for point in entry_points(group="flake8.extension"))
    missing = "" if plugged else "plugin not installed in this environment"
    return [
        Contender(FLAKE8, (*without, "-j1"), read),
        Contender(FLAKE8_OURS, (*whole, "-j1"), read, missing),
        Contender(FLAKE8_ALL, without, read),
        Contender(FLAKE8_ALL_OURS, whole, read, missing),
    ]


def _rules(folder: Path) -> list[str]:
    """The folders of rules: those for our families where it is semgrep's collection, else all there is."""
    known = [folder / language / family for language in ("python", "") for family in FAMILIES]
    return [str(each) for each in known if each.is_dir()] or [str(folder)]


def _executable(name: str) -> str | None:
    """The tool beside this interpreter, else on the path."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)


def _analysed(taken: Taken) -> int:
    return int(json.loads(taken.output)["summary"]["analysed"])


def _metrics(taken: Taken) -> int:
    report = json.loads(taken.output)
    return len(report["metrics"]) - 1 - len(report["errors"])  # one is the sum of all


def _scanned(taken: Taken) -> int:
    return len(json.loads(taken.output)["paths"]["scanned"])


def _said(pattern: str) -> Callable[[Taken], int]:
    """The number of files that a tool's own words tell."""

    def read(taken: Taken) -> int:
        found = re.search(pattern, f"{taken.output}\n{taken.errors}")
        return int(found[1]) if found else 0

    return read
