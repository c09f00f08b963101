"""Runs the engine over the standard libraries of Pythons, their tests included, and tells what is refused, and whether that Python itself
accepts it: then the refusal is a fault of ours, or a known limit.

    python scripts/stdlibs.py ~/.pyenv/versions/3.*/bin/python

Prints a line for each Python and each refused file that it accepts; the exit status is 1 when there is one that no limit explains, or a
rule that failed. Syntax that later Pythons gave up is no fault."""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import time
import warnings
from collections import Counter
from pathlib import Path

from backend_lint import catalog
from backend_lint.engines.native import Engine
from backend_lint.engines.stack import on_big_stack
from backend_lint.hooks import BoundRule
from backend_lint.model import NOT_ANALYSED, RULE_FAILED
from backend_lint.semantics.file import MAX_BYTES

WHERE = "import sysconfig; print(sysconfig.get_path('stdlib'))"
#: Names of the files on standard input that this Python does not accept.
ACCEPTS = """
import ast, sys, warnings
warnings.simplefilter("ignore")
for name in sys.stdin.read().splitlines():
    try:
        ast.parse(open(name, "rb").read())
    except (SyntaxError, ValueError, RecursionError, MemoryError, LookupError):
        continue
    print(name)
"""
#: How causes begin that are limits, and not faults.
LIMITS = ("too complex to parse safely",)


def asked(python: Path, program: str, given: str = "") -> str:
    """What a Python prints."""
    done = subprocess.run([python, "-I", "-c", program], input=given, capture_output=True, text=True, check=True)
    return done.stdout


def told(python: Path, engine: Engine) -> list[str]:
    """Print what becomes of a Python's library; a line for each file that it accepts and that is refused for no limit."""
    begin = time.monotonic()
    library = Path(asked(python, WHERE).strip())
    paths = [path for path in sorted(library.rglob("*.py")) if "site-packages" not in path.parts]
    refused: dict[str, str] = {}
    counts: Counter[str] = Counter()
    faults: list[str] = []
    for path in paths:
        data = path.read_bytes()
        counts["lines"] += data.count(b"\n")
        if len(data) > MAX_BYTES:
            counts["larger than is read"] += 1
            continue
        result = engine.check(path.relative_to(library).as_posix(), data)
        for each in result.findings:
            if each.code == NOT_ANALYSED:
                refused[str(path)] = each.message
            elif each.code == RULE_FAILED:
                faults.append(f"{path}: {each.message}")
    accepted = asked(python, ACCEPTS, "\n".join(refused)).splitlines()
    for name in accepted:
        named = refused[name].startswith(LIMITS) or _is_given_up(library, Path(name))
        print(f"  {Path(name).relative_to(library)}: {refused[name]}{' (a known limit)' if named else ''}")
        faults += [] if named else [f"{name}: {refused[name]}"]
    print(
        f"{library.name}: {len(paths):,} files, {counts['lines']:,} lines, {len(refused)} refused, {len(accepted)} of them accepted by this "
        f"Python, {counts['larger than is read']} larger than is read, {time.monotonic() - begin:,.0f} s",
        flush=True,
    )
    return faults


def _is_given_up(library: Path, path: Path) -> bool:
    """Whether a Python older than this one accepts what this one does not: `async` was a name up to 3.6."""
    if int(library.name.partition(".")[2]) >= sys.version_info.minor:
        return False
    try:
        ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        return True
    return False


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pythons", nargs="+", type=Path, metavar="PYTHON")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    engine = Engine([BoundRule(rule, rule.options, strict=True) for rule in catalog.rules()])
    faults = [fault for python in given.pythons for fault in told(python, engine)]
    print(*(f"FAULT {each}" for each in faults), sep="\n")
    sys.exit(int(bool(faults)))


if __name__ == "__main__":
    on_big_stack(lambda _: main())
