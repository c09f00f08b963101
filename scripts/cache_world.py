"""Knows a small project with a cache, the processes that check it, and what else must stay as it is; see `cache_damage.py`.

Started as a program, it is such a process: it runs the command lines that stand in its standard input, one a line."""

from __future__ import annotations

import functools
import itertools
import json
import os
import random
import shutil
import stat
import subprocess
import sys
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import backend_lint

PACKAGE = Path(backend_lint.__file__).parent
#: What another version of the tool says instead, in as many bytes: its code must be told from ours by more than size and time.
RULE, MESSAGE, OTHER = "rules/auth/bcrypt_cost_too_low.py", b"is below {minimum}", b"is under {minimum}"
#: Files with findings of one file and of the whole project, each in forms of the same size.
FILES = {
    "app/hashes.py": "import bcrypt\n\nsalt = bcrypt.gensalt({})\npepper = bcrypt.gensalt(9)\n",
    "app/queries.py": 'def find(cursor, name):\n    cursor.execute(f"SELECT {} FROM users WHERE name = {{name}}")\n',
    "app/views.py": "from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get('/{}')\ndef one():\n    return eval('{}')\n",
    "tests/test_hashes.py": "import bcrypt\n\nsalt = bcrypt.gensalt({})\n",
    "settings.py": "SECRET_KEY = 'kq8#v{}ZpL!x2R7wN4mT'\nDEBUG = True\n",
}
CONFIGURATIONS = (
    "",
    'select = ["ALL"]\n',
    'ignore = ["BKD401"]\n',
    "bcrypt-min-cost = 14\nstrict = true\n",
    "[rules.BKD401]\nbcrypt-min-cost = 5\n",
    '[per-file-ignores]\n"app/" = ["BKD1"]\n',
    '[roles]\ntest = ["app/queries.py"]\n',
    'include-examples = true\nmin-severity = "error"\n',
)
FLAGS: tuple[tuple[str, ...], ...] = (
    (),
    ("--select", "BKD1,BKD4"),
    ("--strict",),
    ("--ignore", "BKD3"),
    ("app",),
    ("-v",),
)


class Report(NamedTuple):
    """What a run ended with; `fault` is what it failed of, or nothing."""

    status: int
    said: str
    fault: str


class Runner:
    """A process that runs the command line again and again, in one directory. Without the rights of the administrator: modes and
    owners hold for it."""

    def __init__(self, directory: Path, source: Path) -> None:
        less = ("setpriv", "--bounding-set=-all") if shutil.which("setpriv") and os.geteuid() == 0 else ()
        self._process = subprocess.Popen(
            (*less, sys.executable, "-P", __file__),
            cwd=directory,
            env={**os.environ, "PYTHONPATH": str(source)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, *arguments: str) -> None:
        """Begin a run."""
        assert self._process.stdin is not None  # asked for above
        self._process.stdin.write(json.dumps(arguments) + "\n")
        self._process.stdin.flush()

    def report(self) -> Report:
        """What the run ended with. Raises ValueError when the process has died."""
        assert self._process.stdout is not None  # asked for above
        return Report(*json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def serve() -> None:
    """Run what standard input asks for, one line each."""
    from click.testing import CliRunner

    from backend_lint.cli import cli

    for line in sys.stdin:
        ended = CliRunner().invoke(cli, json.loads(line))
        raised = ended.exception if not isinstance(ended.exception, SystemExit) else None
        fault = f"{type(raised).__name__}: {raised}" if raised else ended.stderr if ended.exit_code == 2 else ""
        print(json.dumps([ended.exit_code, ended.stdout, fault]), flush=True)


class World:
    """A project, its cache, another project, and directories that nothing may change."""

    def __init__(self, base: Path, chance: random.Random, more: Path | None, at_once: int) -> None:
        self.base, self.chance, self._at_once = base, chance, at_once
        self.tree, self.cache, self.away = base / "tree", base / "cache", base / "away"
        self.flags: tuple[str, ...] = ()
        self._tool = base / "tool" / "src"
        self._known: dict[bytes, Report] = {}
        self._ends = ExitStack()
        self.files = dict(FILES)
        if more is not None:
            self.files["more.py"] = more.read_text().replace("{", "{{").replace("}", "}}")
        for place in (self.tree, self.away, base / "other"):
            place.mkdir()
        shutil.copytree(PACKAGE, self._tool / "backend_lint", ignore=shutil.ignore_patterns("__pycache__"))
        if (packs := PACKAGE.parents[1] / "rules").is_dir():  # of a checkout
            (base / "tool" / "rules").symlink_to(packs)
        rule = self._tool / "backend_lint" / RULE
        kept(rule, rule.read_bytes().replace(MESSAGE, OTHER))
        for name in self.files:
            self.edit(name)
        shutil.copytree(self.tree, base / "other", dirs_exist_ok=True)
        self.edit("app/hashes.py")
        self.configure()
        self.runner = self.started(self.tree, PACKAGE.parent)
        self.other = self.started(base / "other", PACKAGE.parent)

    @functools.cached_property
    def other_tool(self) -> Runner:
        """A runner of another version of the tool."""
        return self.started(self.tree, self._tool)

    @functools.cached_property
    def crowd(self) -> list[Runner]:
        """Runners that run in the same moment."""
        return [self.started(self.tree, PACKAGE.parent) for _ in range(self._at_once)]

    def started(self, directory: Path, source: Path) -> Runner:
        runner = Runner(directory, source)
        self._ends.callback(runner.close)
        return runner

    def close(self) -> None:
        """End the processes."""
        self._ends.close()

    def edit(self, name: str) -> Path:
        """Write a file in one of its forms."""
        path = self.tree / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(self.files[name].format(*self.chance.choices("456789", k=self.files[name].count("{}"))))
        return path

    def configure(self) -> None:
        """Write a configuration, and choose flags."""
        (self.tree / "backend-lint.toml").write_text(self.chance.choice(CONFIGURATIONS))
        self.flags = self.chance.choice(FLAGS)

    def kept(self) -> list[Path]:
        """The files of the cache, the last one first."""
        found = [path for path in self.cache.glob("results/*") if path.suffix in (".pack", ".blob") and path.is_file()]
        return sorted(found, key=lambda path: -path.stat().st_mtime_ns)

    def victim(self) -> Path:
        """A file of the cache, above all one of those that the last run wrote."""
        found = self.kept()
        return self.chance.choice(found[:2] if self.chance.random() < 0.8 else found)

    def run(self, runner: Runner) -> Report:
        """A run with the cache."""
        self.begin(runner)
        return runner.report()

    def begin(self, runner: Runner) -> None:
        runner.ask("check", "-f", "json", "-q", "-j1", "--cache-dir", str(self.cache), *self.flags)

    def plain(self, runner: Runner) -> Report:
        """A run without a cache, which is made once for each state of what it depends on."""
        state = self.state(self.tree) + repr((self.flags, id(runner))).encode()
        if state not in self._known:
            runner.ask("check", "-f", "json", "-q", "-j1", "--no-cache", *self.flags)
            self._known[state] = runner.report()
        return self._known[state]

    def state(self, place: Path | None = None) -> bytes:
        """A digest of all that stands in a directory; by default of all but the cache."""
        digest = blake2b()
        tops = [place] if place is not None else [self.tree, self.away, self.base / "other"]
        for path in sorted([self.base, *itertools.chain.from_iterable(top.rglob("*") for top in tops)]):
            found = path.lstat()
            data = path.read_bytes() if stat.S_ISREG(found.st_mode) else b""
            names = sorted(each.name for each in path.iterdir()) if path == self.base else []
            digest.update(repr((str(path), found.st_mode, data, names)).encode())
        return digest.digest()

    def heal(self) -> None:
        """Give the runs a cache that nobody has touched."""
        if self.cache.is_symlink() or self.cache.is_file():
            self.cache.unlink()
        else:
            for path in (self.cache, self.cache / "results"):
                if path.is_dir() and not path.is_symlink():
                    path.chmod(0o700)
            shutil.rmtree(self.cache)
        shutil.rmtree(self.away)
        self.away.mkdir()
        self.run(self.runner)


def kept(path: Path, data: bytes) -> None:
    """Write a file whose size and time stay as they are."""
    found = path.stat()
    assert len(data) == found.st_size, path
    path.write_bytes(data)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


if __name__ == "__main__":
    serve()
