"""Shows what a change does to the findings on real backends: two revisions of this repository, the same clones.

    python scripts/corpus.py main . --clones ~/corpus/dispatch ~/corpus/redash

`.` as a revision is the working tree as it is. Recommended clones, with commits, are in `corpus.toml`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PINNED = Path(__file__).with_name("corpus.toml")
WORKING_TREE = "."


class Found(NamedTuple):
    """A finding as it is compared: where it starts (1-based) and what it says."""

    file: str
    line: int
    column: int
    code: str
    severity: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity} {self.code} {self.message}"


class Difference(NamedTuple):
    """What two lists of findings do not share, each sorted."""

    added: list[Found]
    removed: list[Found]


def difference(before: Iterable[Found], after: Iterable[Found]) -> Difference:
    """Equal findings are counted: of two that were there and one that is left, one was removed."""
    old, new = Counter(before), Counter(after)
    return Difference(sorted((new - old).elements()), sorted((old - new).elements()))


def by_rule(differences: Iterable[Difference]) -> list[tuple[str, int, int]]:
    """For each code that differs, how many findings were added and removed."""
    pairs = list(differences)
    added = Counter(found.code for each in pairs for found in each.added)
    removed = Counter(found.code for each in pairs for found in each.removed)
    return [(code, added[code], removed[code]) for code in sorted({*added, *removed})]


def report(results: dict[str, Difference]) -> Iterator[str]:
    """The lines to print, by name of clone."""
    for name, (added, removed) in sorted(results.items()):
        yield f"{name}: {len(added)} added, {len(removed)} removed"
        signed = [(found, "-") for found in removed] + [(found, "+") for found in added]
        yield from (f"  {sign} {found}" for found, sign in sorted(signed))
    yield ""
    yield from (f"{code}  +{added} -{removed}" for code, added, removed in by_rule(results.values()))
    if not any(added or removed for added, removed in results.values()):
        yield "no difference"


def parsed(text: str) -> list[Found]:
    """The findings of a JSON report."""
    document: dict[str, Any] = json.loads(text)
    return [
        Found(
            each["filename"],
            each["location"]["row"],
            each["location"]["column"],
            each["code"],
            each["severity"],
            each["message"],
        )
        for each in document["findings"]
    ]


@contextmanager
def checked_out(revision: str) -> Iterator[Path]:
    """The directory of a revision: a work tree of its own, which is removed afterwards."""
    if revision == WORKING_TREE:
        yield ROOT
        return
    with tempfile.TemporaryDirectory() as temporary:
        tree = Path(temporary) / "tree"
        subprocess.run(["git", "-C", ROOT, "worktree", "add", "--quiet", "--detach", tree, revision], check=True)
        try:
            yield tree
        finally:
            subprocess.run(["git", "-C", ROOT, "worktree", "remove", "--force", tree], check=True)


def run(tree: Path, clone: Path, flags: list[str]) -> list[Found]:
    """The findings of one revision on one clone. Raises RuntimeError when there is no report."""
    # -P: the clone is the current directory, and nothing in it may be imported.
    command = [sys.executable, "-P", "-m", "backend_lint", ".", "-f", "json", "--isolated", "--no-progress"]
    done = subprocess.run(
        [*command, *flags],
        cwd=clone,
        env={**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    if not done.stdout.startswith("{"):
        raise RuntimeError(f"{tree} on {clone}: exit status {done.returncode}\n{done.stderr}")
    return parsed(done.stdout)


def unpinned(clone: Path) -> str | None:
    """What to say when a clone of a recommended repository is not at its commit."""
    pins = {each["name"]: each["commit"] for each in tomllib.loads(PINNED.read_text())["backend"]}
    pin = pins.get(clone.name)
    head = subprocess.run(["git", "-C", clone, "rev-parse", "HEAD"], capture_output=True, text=True)
    if pin is None or head.returncode or head.stdout.strip() == pin:
        return None
    return f"{clone.name} is at {head.stdout[:8]}, not at {pin[:8]} as corpus.toml says"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", metavar="REV_A")
    parser.add_argument("after", metavar="REV_B")
    parser.add_argument("--clones", nargs="+", type=Path, required=True, metavar="DIR")
    parser.add_argument("--select", help="these rules only; passed on")
    parser.add_argument("--strict", action="store_true", help="the strict rules too; passed on")
    given = parser.parse_args()
    flags = [*(["--select", given.select] if given.select else []), *(["--strict"] if given.strict else [])]
    clones = [clone.resolve() for clone in given.clones]
    for note in filter(None, map(unpinned, clones)):
        print(f"note: {note}", file=sys.stderr)
    with ExitStack() as stack:
        before = stack.enter_context(checked_out(given.before))
        after = stack.enter_context(checked_out(given.after))
        results = {clone.name: difference(run(before, clone, flags), run(after, clone, flags)) for clone in clones}
    print("\n".join(report(results)))


if __name__ == "__main__":
    main()
