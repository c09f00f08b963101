"""Counts what `torture_run.py` and `torture_host.py` wrote down: one line of figures for each tool. A loss is silent when a canary
is not found, and its file (or a directory above it) is neither told as an error nor as left out.

    python scripts/torture_table.py TORTURE_DIR RESULTS.jsonl --answers NAME=ANSWERS.jsonl [--seconds 12]

Ends in status 1 when a promise is broken: a signal, a traceback, a hang, a silent loss, a forged line, a secret, something that was
executed, a file changed outside. flake8 alone takes 6 s and more for 1 MB: for it, `--seconds` is to be greater."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any

#: Seconds of a file's deadline, and what a run may take besides.
DEADLINE = 10.0 + 2.0
BROKEN = (
    "signals",
    "tracebacks",
    "hangs",
    "silently lost",
    "forged lines",
    "raw escapes",
    "secrets",
    "executed",
    "changed outside",
)
FIGURES = ("cases", "canaries", "found", "lost with an error", "left out", *BROKEN, "at which the host itself fails")


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects in a file of one per line."""
    with path.open(encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def is_told(path: str, paths: Iterable[str]) -> bool:
    """Whether paths name a file or a directory above it."""
    return any(above in paths for above in (path, *map(str, PurePath(path).parents)))


def counted(case: dict[str, Any], row: dict[str, Any], answer: dict[str, Any], seconds: float) -> Counter[str]:
    """The figures of one run. `case` is the manifest's, `row` the runner's, `answer` the host's; {} when it gave none."""
    wanted = {(path, line) for path, line in case["canaries"]}
    # An editor that opens 2,000 files waits for each of them.
    waited = answer.get("waited") or row["secs"]
    found = wanted & {(path, line) for path, line in answer.get("found", ())}
    if len(found) != row["hit"]:
        raise SystemExit(f"{row['tool']}, {case['name']}: results and answers are not of the same run")
    figures = Counter(
        {
            "cases": 1,
            "canaries": len(wanted),
            "found": len(found),
            "signals": isinstance(row["rc"], str) and row["rc"].startswith("SIG"),
            "tracebacks": row["traceback"],
            # Where the host itself fails, its runs without us took their time, too.
            "hangs": row["rc"] == "TIMEOUT" or (waited > seconds and not answer.get("own")),
            "forged lines": row["forged"],
            "raw escapes": row["raw_esc"],
            "secrets": row["leaks"],
            "executed": len(row["markers"]),
            "changed outside": len(row["changed"]),
            "at which the host itself fails": len(answer.get("own", ())),
        }
    )
    refused = {*answer.get("refused", ()), *answer.get("own", ())}
    for path, _ in wanted - found:
        is_left_out = is_told(path, {*answer.get("left_out", ())})
        figures["lost with an error" if is_told(path, refused) else "left out" if is_left_out else "silently lost"] += 1
    return figures


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path, help="what torture.py wrote")
    parser.add_argument("results", type=Path, help="what torture_run.py wrote")
    parser.add_argument(
        "--answers", action="append", required=True, metavar="NAME=FILE", help="what a tool's host wrote"
    )
    parser.add_argument("--seconds", type=float, default=DEADLINE, help="what takes longer hangs")
    options = parser.parse_args()
    cases = {case["name"]: case for case in json.loads((options.directory / "manifest.json").read_text())}
    rows = [*lines(options.results)]
    broken = 0
    for name, _, file in (each.partition("=") for each in options.answers):
        answers = {each["root"]: each for each in lines(Path(file))}
        figures: Counter[str] = Counter()
        for row in rows:
            if row["tool"] == name:
                case = cases[row["case"]]
                root = (options.directory / case["name"] / case["root"]).resolve()
                one = counted(case, row, answers.get(str(root), {}), options.seconds)
                for figure in BROKEN:
                    if one[figure]:
                        print(
                            f"{name}, {case['name']}: {one[figure]} {figure}; {row['rc']}, {row['secs']} s, {row['missed']}"
                        )
                figures += one
        broken += sum(figures[figure] for figure in BROKEN)
        print(f"{name}: {', '.join(f'{figures[figure]} {figure}' for figure in FIGURES)}")
    sys.exit(broken > 0)


if __name__ == "__main__":
    main()
