"""No trigger hangs on a line that nobody wrote: all of them on all of these cost seconds at most."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from backend_lint.semantics.scout import LONGEST_LINE, Scout, Trigger

#: What patterns repeat, and what they look for.
PIECES = (
    "a", "(", ")", '"', "'", ".", ",", " ", "=", "x=", "x, ", "_", "1", "1_", ": a", '":"', '["', "f(", "://", "://a@", "_password",
    "password1", "password ", "password.", "password: ", "secret_key", "token_", "env.", "envenv", "config(password", "host=a password",
    "select ", "insert into a ", "where a and ", "execute(", "except Exception: ", "raise ", "return ", "{a}", "%s", "os.getenv(", "\\",
    "# ", "\t", "for_", "of_", "key_", "dev", "Secret(",
)  # fmt: skip
#: What such a line may begin with: a repeated space is only slow behind something that it may follow.
HEADS = ("", "token = ", "token: ")
#: Seconds for everything, ten times what it takes; what backtracks without end takes years.
PATIENCE = 20

SEARCH = """
import json, sys
from backend_lint import catalog
from backend_lint.semantics.scout import Line
given = json.load(sys.stdin)
patterns = {Line(line) for line in {t.line for r in catalog.rules() for t in (*r.triggers, *r.strict_triggers) if t.line}}
lines = [(h + piece * given["length"])[: given["length"]].encode() for h in given["heads"] for piece in given["pieces"]]
print(len(patterns), sum(pattern.found_in(line, line, 0) for pattern in patterns for line in lines))
"""


def test_no_pattern_hangs() -> None:
    given = json.dumps({"heads": HEADS, "pieces": PIECES, "length": LONGEST_LINE})
    source = str(Path(__file__).parents[1] / "src")
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {source!r}){SEARCH}"],
        input=given, capture_output=True, text=True, timeout=PATIENCE, check=True,
    )  # fmt: skip
    patterns, _ = map(int, done.stdout.split())
    assert patterns > 50


@pytest.mark.parametrize(("length", "hit"), [(LONGEST_LINE, False), (LONGEST_LINE + 1, True)])
def test_a_longer_line_counts_without_a_look(length: int, hit: bool) -> None:
    scout = Scout({"BKD301": [Trigger(b"password", rb"never")]})
    assert bool(scout.hits(b"\npassword".ljust(length + 1) + b"\n").rules) is hit
