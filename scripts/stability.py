"""Shows whether findings stay the same findings when real code moves: 50 lines on top of every file, 10 files renamed.

    python scripts/stability.py ~/corpus/dispatch ~/corpus/saleor

Each clone is copied, its findings are put into a baseline, and the copy is checked again after the change. Recommended
clones are in `corpus.toml`."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from backend_lint.frameworks.roles import path_roles
from backend_lint.model import OWN_CODES
from backend_lint.session import Options, Session, accept
from backend_lint.session.baselines import STALE
from backend_lint.session.programs import NoPrograms

LINES, RENAMED = 50, 10
_FIRST = re.compile(rb"#!|#.*coding[:=]")


class Figures(NamedTuple):
    """What became of the findings of a clone. `told` are the lines about those that are not the same."""

    findings: int
    fingerprints: int
    files: int
    renamed: int
    new: int
    stale: int
    told: list[str]


def moved_down(data: bytes) -> bytes:
    """The file with more lines on top, below those that must be the first."""
    lines = data.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)
    head = next((at for at, line in enumerate(lines[:2]) if not _FIRST.match(line)), min(2, len(lines)))
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return mark + b"".join([*lines[:head], b"# moved\n\n" * (LINES // 2), *lines[head:]])


def renamings(paths: list[str]) -> Iterator[tuple[Path, Path]]:
    """New names for the first files whose role the new name does not change."""
    for path in paths:
        new = str(Path(path).with_name(f"renamed_{Path(path).name}"))
        if Path(path).name != "__init__.py" and path_roles(path) == path_roles(new):
            yield Path(path), Path(new)


def figures() -> Figures:
    """What the change does to the current directory, which is a copy."""
    session = Session(Options(no_baseline=True), programs=NoPrograms())
    before = session.review(["."])
    for change in accept.create(session, before, ["."]):
        change.save()
    sources = [Path(source.path) for source in session.discover(["."]).sources]
    for path in sources:
        path.write_bytes(moved_down(path.read_bytes()))
    found = [each for each in before.outcome.findings if each.code not in OWN_CODES]
    renamed = list(renamings(sorted({each.path for each in found})))[:RENAMED]
    for old, new in renamed:
        old.rename(new)
    after = Session(programs=NoPrograms()).review(["."])
    stale = {each.entry: each.gone for each in after.stale}
    new_ones = [each for each in after.outcome.findings if each.code not in (*OWN_CODES, STALE)]
    told = [f"+ {each.path}:{each.place.line}: {each.code} {each.message}" for each in new_ones]
    told += [f"- {entry.path}: {entry.code} in {entry.scope or 'the module'} ({gone})" for entry, gone in stale.items()]
    unique = len({each.fingerprint for each in found})
    return Figures(len(found), unique, len(sources), len(renamed), len(new_ones), sum(stale.values()), told)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clones", nargs="+", type=Path, metavar="DIR")
    total: Counter[str] = Counter()
    for clone in [each.resolve() for each in parser.parse_args().clones]:
        with tempfile.TemporaryDirectory() as temporary:
            copy = Path(temporary) / clone.name
            shutil.copytree(clone, copy, ignore=shutil.ignore_patterns(".git", "node_modules"), symlinks=True)
            (copy / ".backend-lint.toml").touch()
            os.chdir(copy)
            result = figures()
            os.chdir("/")
        print(
            f"{clone.name}: {result.findings} findings with {result.fingerprints} fingerprints in {result.files} files, "
            f"{result.renamed} renamed: {result.new} new, {result.stale} stale",
            *result.told,
            sep="\n  ",
        )
        total += Counter(new=result.new, stale=result.stale)
    raise SystemExit(int(bool(total)))


if __name__ == "__main__":
    main()
