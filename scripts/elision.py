"""Proves on real backends that findings and facts are the same when no part of a file is left out.

    python scripts/elision.py PATH…

Prints the files, lines and findings compared, and every difference; the exit status is 1 when there is one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from backend_lint import catalog
from backend_lint.engines.native import Engine
from backend_lint.engines.stack import on_big_stack
from backend_lint.hooks import BoundRule


def differences(paths: list[Path]) -> Iterator[str]:
    """A line for each file whose findings or facts differ, and a last one that sums up."""
    rules = [BoundRule(rule, rule.options) for rule in catalog.rules() if rule.severity != "strict"]
    elided, whole = Engine(rules), Engine(rules, eliding=False)
    lines = findings = 0
    for path in paths:
        data = path.read_bytes()
        ours, truth = (
            (sorted(found.findings, key=lambda each: each.sort_key), found.facts)
            for found in (engine.check(path.as_posix(), data) for engine in (elided, whole))
        )
        lines, findings = lines + data.count(b"\n"), findings + len(truth[0])
        if ours != truth:
            yield f"{path}: {len(ours[0])} findings elided, {len(truth[0])} whole, facts {ours[1] == truth[1]}"
    yield f"{len(paths)} files, {lines:,} lines, {findings} findings compared"


def main() -> None:
    """The command line."""
    files = sorted(file for given in sys.argv[1:] for file in Path(given).rglob("*.py") if file.is_file())
    told = on_big_stack(lambda stop: list(differences(files)))
    print("\n".join(told))
    sys.exit(len(told) > 1)


if __name__ == "__main__":
    main()
