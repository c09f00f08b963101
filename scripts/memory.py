"""Measures the memory that files need which are made to need much, in a run with two workers.

    python scripts/memory.py

Status 1 when a process needed more than 1 GB, or a file got no answer."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

#: Kilobytes of resident memory that a process may need.
MOST = 1 << 20
HIT = "import bcrypt\nbcrypt.gensalt(4)\n"
FILES = {
    "ten_megabytes.py": HIT + "def f(a, b):\n    return a.b(c)[d] + b\n\n" * 250_000,
    "dense.py": HIT + f"x = [bcrypt.gensalt(4), {'a.b(c), -1, ' * 80_000}]\n",
    "limit.py": HIT + f"x = [bcrypt.gensalt(4), {'1, ' * 124_000}]\n",
    "lambdas.py": HIT + f"x = {'lambda: ' * 5_000}1\n",
    "functions.py": HIT + "".join(f"def f{number}(a):\n    return bcrypt.gensalt(4)\n" for number in range(20_000)),
    "queries.py": HIT + "".join(f'cursor.execute(f"SELECT a FROM t{n} WHERE b = {{c}}")\n' for n in range(5_000)),
}


def main() -> None:
    """The command line."""
    worst = 0
    silent = []
    for name, text in FILES.items():
        with tempfile.TemporaryDirectory() as directory:
            Path(directory, name).write_text(text)
            Path(directory, "other.py").write_text(HIT * 20_000)  # two workers are started
            command = [sys.executable, "-P", "-m", "backend_lint", "-j2", "-f", "json", "--isolated", "--no-cache", "."]
            ended = subprocess.run(command, cwd=directory, capture_output=True, check=False)
        found = json.loads(ended.stdout)["findings"]
        if not any(each["filename"] == name for each in found):
            silent.append(name)
        needed = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        worst = max(worst, needed)
        print(f"{name:20} {len(text) / 1e6:5.1f} MB: at most {needed / 1024:,.0f} MB so far", flush=True)
    print(
        f"{len(FILES)} files: {worst / 1024:,.0f} MB in one process at most, {len(silent)} without an answer {silent or ''}"
    )
    sys.exit(1 if worst > MOST or silent else 0)


if __name__ == "__main__":
    main()
