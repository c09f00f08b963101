"""Looks for input that fails with atheris, which sees what code an input reaches: the package's own, instrumented.

    python scripts/fuzz_atheris.py --seconds 600

Begins with the pieces of examples and cases that `fuzz_inputs.py` mutates. Each input goes through `fuzz_check.py`; one that
fails ends the run, and libFuzzer writes it into the current directory. Needs `pip install atheris`, which is no dependency of the
tests: there is none for every Python."""

from __future__ import annotations

import argparse
import sys
import tempfile
import warnings
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["backend_lint"]):
    from fuzz_check import Checker
from fuzz_inputs import Input
from fuzz_pieces import own

#: Most bytes of an input: more than LibCST needs to overflow the stack of the main thread would be the guard's business.
LENGTH = 2_000


class FoundError(Exception):
    """An input failed."""


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(50_000)
    checker = Checker()

    def check(data: bytes) -> None:
        # The number asks for no comparison and no whole run.
        checked = checker.check(Input("atheris", "app.py", data), 1)
        if checked.fault:
            raise FoundError(f"{checked.fault}: {checked.what}")

    with tempfile.TemporaryDirectory() as name:
        for number, piece in enumerate(own()):
            Path(name, str(number)).write_bytes(piece.data)
        flags = (f"-max_total_time={given.seconds}", f"-max_len={LENGTH}", f"-seed={given.seed}", "-timeout=30")
        atheris.Setup([sys.argv[0], name, *flags], check)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
