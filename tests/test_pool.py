"""Worker processes: whatever becomes of them, every file ends as analysed or as an error, and nothing else changes."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import backend_lint
from backend_lint import pool
from backend_lint.cli import cli
from backend_lint.cli.ahead import started
from backend_lint.model import NOT_ANALYSED
from backend_lint.pool import process, recipe, wire
from backend_lint.session import Options, Outcome, Session, checking

linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
SOURCE = str(Path(backend_lint.__file__).parents[1])
FAULT = "import bcrypt\n\nsalt = bcrypt.gensalt(4)\n"
#: Seconds that a worker may take for a file, where one is to be late.
DEADLINE = 2.0
#: Seconds within which whatever does not hang is over, even on a machine that is busy.
SOON = 60.0

#: A worker in which a word in a file is a fault of the analysis.
WORKER = f"""\
import ctypes, os, signal, sys, time
sys.path.insert(0, {SOURCE!r})
marks = os.environ["MARKS"]
def mark(name):
    try:
        os.mkdir(os.path.join(marks, name))
    except FileExistsError:
        return False
    return True
def hang():
    mark(f"hangs {{os.getpid()}}")
    time.sleep(600)
def hold():  # with the interpreter's lock, as a parser that hangs
    mark(f"hangs {{os.getpid()}}")
    ctypes.PyDLL(None).sleep(600)
def kill(number=signal.SIGKILL):
    os.kill(os.getpid(), number)
    time.sleep(600)
if mark("started") and os.path.exists(marks + "/first-ends"):
    sys.exit(3)
if os.path.exists(marks + "/all-end"):
    sys.exit(3)
from backend_lint.engines import native
from backend_lint.pool import wire, worker
wire.DEADLINE = float(os.environ["DEADLINE"])
pipes, unreadable = [], []
def say(rubbish):
    pipes[0].write(rubbish)
    pipes[0].flush()
def prints():
    print("printed", flush=True)
    os.write(1, b"written")
acts = {{
    b"KILL": kill,
    b"SEGV": lambda: kill(signal.SIGSEGV),
    b"ONCE": lambda: mark("once") and kill(),
    b"HANG": hang,
    b"HOLD": hold,
    b"SLOW": lambda: (mark("slow"), time.sleep(1)),
    b"EXIT": lambda: os._exit(7),
    b"RAISE": lambda: 1 / 0,
    b"PRINT": prints,
    b"RUBBISH": lambda: say(bytes([255]) * 9),
}}
def faulty(engine, path, data, late):
    for word, act in acts.items():
        if word in data:
            act()
    unreadable.extend([path] if b"UNREADABLE" in data else [])
    return check(engine, path, data, late)
check, native.Engine.check = native.Engine.check, faulty
packed = worker.packed
worker.packed = lambda result: bytes([0xC1]) if result.path in unreadable else packed(result)
serve = worker.serve
worker.serve = lambda requests, replies, begins: (pipes.append(replies), serve(requests, replies, begins))
if os.path.exists(marks + "/linking-ends"):
    worker.linked = lambda *_: kill()
if os.path.exists(marks + "/linking-rubbish"):
    worker.packed_findings = lambda _: bytes([0xC1])
worker.main()
"""

#: The command line with such workers, for few files, too.
RUN = f"""\
import os, sys
sys.path.insert(0, {SOURCE!r})
from backend_lint.pool import process, wire
from backend_lint.session import checking
checking._FEW = 0
wire.DEADLINE = float(os.environ["DEADLINE"])
process.command = lambda module, *flags: (sys.executable, "-P", "-W", "ignore", os.environ["WORKER"], *flags)
from backend_lint.cli import main
main()
"""


class Tree:
    """A project of files with one finding each, and what is outside of it: the faulty worker, and its marks."""

    def __init__(self, directory: Path) -> None:
        self.root, self.marks = directory / "project", directory / "marks"
        self.root.mkdir()
        self.marks.mkdir()
        self.worker, self.run = directory / "worker.py", directory / "run.py"
        self.worker.write_text(WORKER)
        self.run.write_text(RUN)
        (self.root / "backend-lint.toml").write_text('select = ["BKD401"]\n')

    def write(self, count: int, **words: str) -> list[str]:
        """So many files with a finding, and others with a word, by their names. What is found in the former."""
        names = [f"m{number:02}.py" for number in range(count)]
        for name in names:
            (self.root / name).write_text(FAULT)
        for name, word in words.items():
            (self.root / f"{name}.py").write_text(f"{FAULT}# {word}\n")
        return names

    def env(self, deadline: float = wire.DEADLINE) -> dict[str, str]:
        return {"WORKER": str(self.worker), "MARKS": str(self.marks), "DEADLINE": str(deadline)}

    def command(self, *args: str) -> list[str]:
        return [sys.executable, "-P", str(self.run), "--no-progress", "--no-cache", *args]

    def started(self, *args: str, deadline: float = wire.DEADLINE, **more: Any) -> subprocess.Popen[bytes]:
        """A run in a process of its own, in a group of its own."""
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
        return subprocess.Popen(
            self.command(*args),
            cwd=self.root,
            env=os.environ | self.env(deadline),
            process_group=0,
            # Where tests run in the background, the signal is ignored, and children inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            **streams,
        )

    def hanging(self, count: int) -> list[int]:
        """The processes that hang, when there are so many."""
        found: list[int] = []
        wait_for(lambda: len(found := [*self.marks.glob("hangs *")]) >= count, found)
        return [int(path.name.split()[1]) for path in self.marks.glob("hangs *")]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """A tree whose runs have faulty workers, in this process, too."""
    made = Tree(tmp_path)
    use(made, monkeypatch)
    monkeypatch.chdir(made.root)
    return made


def use(tree: Tree, monkeypatch: pytest.MonkeyPatch, deadline: float = wire.DEADLINE) -> None:
    """Have runs of this process use faulty workers."""

    def command(_: str, *flags: str) -> tuple[str, ...]:
        return (sys.executable, "-P", "-W", "ignore", str(tree.worker), *flags)

    monkeypatch.setattr(process, "command", command)
    monkeypatch.setattr(checking, "_FEW", 0)
    monkeypatch.setattr(wire, "DEADLINE", deadline)
    for name, value in tree.env(deadline).items():
        monkeypatch.setenv(name, value)


def wait_for(happened: Callable[[], bool], *what: object, seconds: float = SOON) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, what
        time.sleep(0.02)


def lives(pid: int) -> bool:
    """Whether a process runs: one that waits to be reaped does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def descendants(pid: int) -> set[int]:
    """The processes that a process has started, and those have."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    found, before = {pid}, set[int]()
    while found != before:
        before, found = found, found | {each for each, parent in parents.items() if parent in found}
    return found - {pid}


def checked(*paths: str, jobs: int = 2, **options: Any) -> Outcome:
    return Session(Options(jobs=jobs, **options)).run(paths or (".",))


def found(outcome: Outcome) -> list[str]:
    return [each.path for each in outcome.findings if each.code == "BKD401"]


def lost(outcome: Outcome) -> dict[str, str]:
    """Why files were not analysed, by file; each has a hint."""
    failed = [each for each in outcome.findings if each.code == NOT_ANALYSED]
    assert all(each.hint for each in failed)
    assert outcome.not_analysed == len(failed)
    return {each.path: each.message for each in failed}


def report(*args: str, jobs: int = 2, root: str = ".") -> str:
    result = CliRunner().invoke(cli, ["-q", "-f", "json", "--no-cache", "-j", str(jobs), *args, root])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stdout


# What becomes of files


@pytest.mark.parametrize("few", [0, 10**9], ids=["workers", "one process"])
def test_files_without_trouble(tree: Tree, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(checking, "_FEW", few)
    names = tree.write(9)
    outcome = checked()
    assert (found(outcome), lost(outcome), outcome.analysed) == (names, {}, 9)
    assert (tree.marks / "started").exists() == (few == 0)


@pytest.mark.parametrize(
    ("word", "cause"),
    [
        ("KILL", "the process that analyses it ended by SIGKILL"),
        ("SEGV", "the process that analyses it ended by SIGSEGV"),
        ("EXIT", "the process that analyses it ended with status 7"),
        ("RAISE", "the process that analyses it ended with status 1"),
        ("UNREADABLE", "the process that analyses it gave an answer that cannot be read"),
        ("ONCE", None),
        ("PRINT", None),
    ],
)
def test_a_file_costs_itself_only(tree: Tree, word: str, cause: str | None, capfd: pytest.CaptureFixture[str]) -> None:
    names = tree.write(20, bad=word)
    outcome = checked()
    if cause is None:  # it is analysed at the second try, or nothing is wrong with it
        assert (found(outcome), lost(outcome)) == (["bad.py", *names], {})
    else:
        assert (found(outcome), lost(outcome)) == (names, {"bad.py": cause})
        assert (outcome.incomplete, outcome.analysed) == (1, 20)
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("word", ["HANG", "HOLD", "RUBBISH"])
def test_a_file_that_hangs_costs_one_deadline(tree: Tree, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    use(tree, monkeypatch, DEADLINE)
    names = tree.write(20, bad=word, worse=word)
    begin = time.monotonic()
    outcome = checked(jobs=3)
    assert found(outcome) == names
    assert lost(outcome) == dict.fromkeys(["bad.py", "worse.py"], "its analysis took longer than 2 s")
    assert time.monotonic() - begin < SOON


def test_many_hostile_files(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than the workers that may fail to start."""
    names = tree.write(30, **{f"bad{number}": "KILL" for number in range(4)}, other="SEGV", once="ONCE")
    outcome = checked()
    assert found(outcome) == [*names, "once.py"]
    assert sorted(lost(outcome)) == [*(f"bad{number}.py" for number in range(4)), "other.py"]


@pytest.mark.parametrize("mark", ["linking-ends", "linking-rubbish"])
def test_rules_about_the_project_cost_a_worker(tree: Tree, mark: str) -> None:
    """This process runs them then."""
    mixed(tree.root)
    expected = report(jobs=1)
    (tree.marks / mark).touch()
    assert report() == expected
    assert "BKD501" in expected


def test_status_and_report_of_a_lost_file(tree: Tree) -> None:
    tree.write(3, bad="KILL")
    result = CliRunner().invoke(cli, ["-f", "concise", "-j2", "--no-cache", "."])
    assert result.exit_code == 3
    assert "bad.py:1:1: BKD000 the process that analyses it ended by SIGKILL" in result.stdout


# Workers that cannot be started


@pytest.mark.parametrize("mark", ["first-ends", "all-end"])
def test_workers_that_end_at_once(tree: Tree, mark: str) -> None:
    """One more is started; where none can be, this process checks the files."""
    (tree.marks / mark).touch()
    names = tree.write(9)
    outcome = checked()
    assert (found(outcome), lost(outcome)) == (names, {})
    said = [each.text for each in outcome.notices]
    assert said == (
        ["worker processes cannot be started: one process checked files, without a limit to their time"]
        if mark == "all-end"
        else []
    )


def test_a_program_that_is_not_there(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    names = tree.write(9)
    monkeypatch.setattr(process, "command", lambda *_: (str(tree.root / "no-python"),))
    outcome = checked()
    assert (found(outcome), lost(outcome), len(outcome.notices)) == (names, {}, 1)


# Whatever the order


def mixed(root: Path) -> None:
    """Projects with different options, files of every kind, and findings that need all files."""
    for directory, cost in ((".", 12), ("one", 6), ("two", 10), ("two/deep", 14)):
        at = root / directory
        (at / "core").mkdir(parents=True)
        (at / "backend-lint.toml").write_text(
            'select = ["BKD305", "BKD401", "BKD501", "BKD09"]\nerror-shape = "auto"\n'
            f"[rules.BKD401]\nbcrypt-min-cost = {cost}\n"
        )
        files = {f"m{number}": f"import bcrypt\nsalt = bcrypt.gensalt({4 + 2 * number})\n" for number in range(6)}
        files |= {
            "broken": "def f(:\n",
            "core/config": "import os\nKEY = os.environ['KEY']\n",
            "reader": "import os\ndef key():\n    return os.environ['KEY']\n",
            "surrogate": "import os\ndef key():\n    return os.environ['\\ud800 KEY']\n",
            "quiet": "import bcrypt\nbcrypt.gensalt(4)  # backend-lint: ignore[BKD401] no password\nx = 1  # backend-lint: ignore[BKD401] gone\n",
            "nested": error_body({"error": {"code": "GONE", "message": "It is gone"}}),
            "other": error_body({"error": {"code": "LATE", "message": "It is late"}}),
            "flat": error_body({"message": "It is gone"}),
        }
        for name, text in files.items():
            (at / f"{name}.py").write_text(text)
    for name in (b"latin-\xff.py", "ключ.py".encode(), b"new\nline.py"):
        with contextlib.suppress(OSError):  # what this file system refuses
            (root / os.fsdecode(name)).write_text(FAULT)


def error_body(body: object) -> str:
    return f"from fastapi.responses import JSONResponse\n\ndef gone():\n    return JSONResponse({body!r}, 404)\n"


def test_jobs_and_order_change_nothing(tree: Tree) -> None:
    mixed(tree.root)
    expected = report(jobs=1)
    codes = {each["code"] for each in json.loads(expected)["findings"]}
    assert codes == {"BKD000", "BKD090", "BKD305", "BKD401", "BKD501"}
    assert "ud800 KEY" in expected
    assert [report(jobs=jobs) for jobs in (2, 4)] == [expected] * 2
    paths = sorted((path.name for path in tree.root.iterdir() if path.suffix != ".toml"), reverse=True)
    assert report(*paths) == expected
    assert report(*paths[::2], *paths[::-2], "two/deep", "one", jobs=3) == expected


@pytest.mark.parametrize("seed", ["0", "1"])
def test_hashes_change_nothing(tree: Tree, seed: str) -> None:
    mixed(tree.root)
    expected = report(jobs=1)
    command = tree.command("-q", "-f", "json", "-j2", ".")
    env = {**os.environ, "PYTHONHASHSEED": seed}
    result = subprocess.run(command, cwd=tree.root, env=env, capture_output=True, timeout=SOON)
    assert (result.stdout.decode(), result.stderr) == (expected, b"")


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_counts_every_file_once(tree: Tree, jobs: int) -> None:
    tree.write(12, bad="ONCE" if jobs > 1 else "")
    (tree.root / "unread.py").write_bytes(b"#" * 3_000_000)
    told: list[tuple[int, int]] = []
    Session(Options(jobs=jobs)).run(["."], lambda done, total: told.append((done, total)))
    assert told == [(number, 14) for number in range(1, 15)]


@pytest.mark.parametrize("most", [0, 1, 2, 32])
def test_batches_hold_files_of_one_recipe(most: int) -> None:
    one, other = (recipe.Recipe((), {}, off) for off in ((), ("example",)))
    order = (one, one, other, one, other, other)
    batches = pool.Batches(pool.Task(each, str(number), b"x", None) for number, each in enumerate(order))
    made = []
    while batch := batches.next(most):
        assert len(batch) <= max(most, 1) and len({id(task.recipe) for task in batch}) == 1
        made += batch
    assert [task.path for task in made] == [str(number) for number in range(6)]


def test_no_bytes_of_files_pile_up(tree: Tree) -> None:
    """The run holds what is with workers, not the whole tree."""
    names = [f"big{number}.py" for number in range(60)]
    for name in names:
        (tree.root / name).write_text(f"x = '{'a' * 400_000}'\n")
    checked()  # with all that is imported
    tracemalloc.start()
    checked()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000  # of 24,000,000


# Nothing of the scanned tree is imported

NAMES = (
    "json",
    "msgspec",
    "libcst",
    "re",
    "typing",
    "sitecustomize",
    "usercustomize",
    "backend_lint",
    "signal",
    "click",
)


def hostile(root: Path, marks: Path) -> None:
    """Modules that say who imports them."""
    for name in NAMES:
        (root / f"{name}.py").write_text(
            f"import os, sys\nos.close(os.open({str(marks)!r} + '/' + {name!r}, os.O_CREAT))\nraise ImportError({name!r})\n"
        )


@pytest.mark.parametrize("paths", ["", None, os.pathsep, f".{os.pathsep}{SOURCE}", f"{SOURCE}{os.pathsep}", "project"])
def test_a_worker_imports_nothing_of_the_directory(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, paths: str | None
) -> None:
    """Whatever paths the run itself was given."""
    monkeypatch.undo()
    monkeypatch.chdir(tree.root.parent if paths == "project" else tree.root)
    monkeypatch.setattr(checking, "_FEW", 0)
    hostile(tree.root, tree.marks)
    names = tree.write(4)
    if paths is None:
        monkeypatch.delenv("PYTHONPATH", raising=False)
    else:
        monkeypatch.setenv("PYTHONPATH", paths)
    outcome = checked(str(tree.root))
    assert ([Path(path).name for path in found(outcome)], lost(outcome), outcome.notices) == (names, {}, ())
    assert [*tree.marks.iterdir()] == []


@pytest.mark.parametrize("start", ["script", "module"])
@pytest.mark.parametrize("paths", [None, "", "absolute"])
def test_a_run_imports_nothing_of_the_directory(tree: Tree, start: str, paths: str | None) -> None:
    hostile(tree.root, tree.marks)
    names = tree.write(4)
    script = tree.root.parent / "backend-lint"
    script.write_text("import sys\nfrom backend_lint.cli import main\nsys.exit(main())\n")
    (tree.root.parent / "run.py").unlink()
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if paths is not None:
        env["PYTHONPATH"] = paths and SOURCE
    # The script's own directory is on the path of a script; that of an installed one is a `bin`.
    program = [str(script)] if start == "script" else ["-P", "-m", "backend_lint"]
    big = tree.root / "big.py"
    big.write_text("x = 1\n" * 100_000)  # more than is checked in one process
    command = [sys.executable, *program, "-f", "concise", "-q", "-j2", "--no-cache", "."]
    result = subprocess.run(command, cwd=tree.root, env=env, capture_output=True, text=True, timeout=SOON)
    assert (result.returncode, result.stderr) == (1, "")
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == names
    assert [*tree.marks.iterdir()] == []


def test_where_a_worker_is(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is nowhere near the tree, and its import paths are absolute."""
    script, said = tree.root.parent / "where.py", tree.marks / "said"
    says = "repr((os.getcwd(), sys.path, os.environ.get('PYTHONPATH')))"
    script.write_text(f"import os, sys\nopen({str(said)!r}, 'w').write({says})\n")
    monkeypatch.setattr(process, "command", lambda *_: (sys.executable, "-P", str(script)))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((".", "", str(tree.marks), "project")))
    tree.write(2)
    checked()
    cwd, path, given = eval(said.read_text())
    assert (cwd, given) == (Path(SOURCE).anchor, str(tree.marks))
    assert not {str(tree.root), "", ".", "project"} & set(path)


# Signals and streams


def ended(run: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    out, err = run.communicate(timeout=SOON)
    return run.returncode, out, err


@linux
@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 128 + signal.SIGTERM)],
    ids=["interrupted", "terminated"],
)
@pytest.mark.parametrize("group", [False, True], ids=["the run", "all of them"])
def test_a_signal_ends_a_run_and_its_workers(tree: Tree, number: int, status: int, group: bool) -> None:
    """A terminal sends an interrupt to all of them; files that hang keep nobody waiting."""
    tree.write(20, one="HANG", other="HOLD")
    with tree.started("-j3") as run:
        hanging = tree.hanging(2)
        workers = descendants(run.pid)
        assert set(hanging) <= set(workers)
        os.killpg(run.pid, number) if group else run.send_signal(number)
        begin = time.monotonic()
        code, out, err = ended(run)
        assert time.monotonic() - begin < 8  # the deadline is 10 s, and the project rules have 60
    assert (code, out) == (status, b"")
    assert err == (b"Interrupted.\n" if number == signal.SIGINT else b"")
    wait_for(lambda: not any(map(lives, workers)), workers, seconds=3)


@linux
def test_an_interrupt_while_workers_start(tree: Tree) -> None:
    """They say nothing of it, whatever they are importing."""
    tree.write(4)
    for pause in (0.02, 0.1, 0.2, 0.3, 0.4):
        with tree.started("-j2") as run:
            wait_for(lambda run=run: len(descendants(run.pid)) > 0 or run.poll() is not None)
            time.sleep(pause)
            workers = descendants(run.pid)
            os.killpg(run.pid, signal.SIGINT)
            code, _, err = ended(run)
        # The last: it had reported, and Python, when it ends, leaves the signal to the system.
        assert (code, err) in [(130, b"Interrupted.\n"), (1, b""), (-signal.SIGINT, b"")]
        wait_for(lambda workers=workers: not any(map(lives, workers)), seconds=3)


@linux
def test_workers_end_when_the_run_is_killed(tree: Tree) -> None:
    """One that hangs does so a little after its deadline, even when it holds the interpreter's lock."""
    tree.write(20, one="HANG", other="HOLD")
    with tree.started("-j3", deadline=DEADLINE + 1, stderr=subprocess.DEVNULL) as run:
        tree.hanging(2)
        workers = descendants(run.pid)
        assert len(workers) >= 3
        run.kill()
        ended(run)
    wait_for(lambda: not any(map(lives, workers)), workers, seconds=DEADLINE + 10)


@linux
def test_a_pause_is_not_held_against_a_file(tree: Tree) -> None:
    """As with Ctrl-Z: the clock goes on, and nobody works."""
    tree.write(20, bad="SLOW")
    with tree.started("-j2", "-f", "concise", "-q", deadline=DEADLINE) as run:
        wait_for((tree.marks / "slow").exists)
        os.killpg(run.pid, signal.SIGSTOP)
        time.sleep(DEADLINE + 1)
        os.killpg(run.pid, signal.SIGCONT)
        code, out, err = ended(run)
    assert (code, err, len(out.splitlines())) == (1, b"", 21)


@linux
def test_a_reader_that_leaves(tree: Tree) -> None:
    (tree.root / "many.py").write_text("import bcrypt\n" + "bcrypt.gensalt(4)\n" * 3000)
    tree.write(5)
    with tree.started("-j2") as run:
        assert run.stdout is not None and run.stderr is not None
        run.stdout.readline()
        run.stdout.close()
        assert (run.stderr.read(), run.wait(SOON)) == (b"", 1)


@linux
def test_workers_leave_the_input_alone(tree: Tree) -> None:
    tree.write(9)
    text = tree.root.parent / "input"
    text.write_bytes(b"x = 1\n" * 100)
    with text.open("rb") as stream, tree.started("-j2", ".", stdin=stream) as run:
        assert ended(run)[0] == 1
        assert os.lseek(stream.fileno(), 0, os.SEEK_CUR) == 0


@linux
@pytest.mark.parametrize("closed", [(0,), (2,), (0, 2)], ids=str)
def test_streams_that_are_closed(tree: Tree, closed: Sequence[int]) -> None:
    """As under some daemons: what a worker opens gets their numbers."""
    tree.write(9)
    target = tree.root.parent / "report"
    streams = " ".join(f"{number}>&-" for number in closed)
    command = tree.command("-j2", "-q", "-f", f"concise:{target}", ".")
    subprocess.run(["sh", "-c", f'"$@" {streams}', "sh", *command], cwd=tree.root, timeout=SOON, check=False)
    assert len(target.read_text().splitlines()) == 9


def test_nobody_waits_for_workers_that_never_get_ready_when_the_run_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "command", lambda *_: (sys.executable, "-c", "import time; time.sleep(60)"))
    workers = pool.Pool(2)
    workers.start(2)
    threading.Timer(0.3, workers.stop.set).start()
    begun = time.monotonic()
    assert workers.infos() is None
    assert time.monotonic() - begun < 30  # not the minute that a worker has
    workers.close()


# Workers that are started ahead


@pytest.mark.parametrize(
    ("flags", "files", "ahead"),
    [
        ({"no_cache": True}, 200, True),
        ({"no_cache": True}, 20, False),
        ({"no_cache": False}, 200, False),
        ({"no_cache": True, "jobs": 1}, 200, False),
        ({"no_cache": True, "show_files": True}, 200, False),
        ({"no_cache": True, "executor": "dask://127.0.0.1:1"}, 200, False),
    ],
)
def test_workers_are_started_ahead_where_many_files_are_unknown(
    tree: Tree, flags: dict[str, Any], files: int, ahead: bool
) -> None:
    many(tree.root / "deep" / "er", files)
    (tree.root / "deep" / "round").symlink_to(tree.root)
    workers = started(["nowhere", "a\0b", str(tree.root)], {"jobs": 2, "executor": None, **flags})
    if workers is not None:
        workers.close()
    assert (workers is not None) == ahead


def test_workers_are_started_ahead_for_many_files_that_are_named(tree: Tree) -> None:
    workers = started([f"{number}.py" for number in range(200)], {"jobs": 2, "executor": None, "no_cache": True})
    assert workers is not None
    workers.close()


@linux
@pytest.mark.parametrize("flags", [(), ("--config", "nowhere.toml"), ("--staged", "--show-files")])
def test_no_worker_that_was_started_ahead_stays(tree: Tree, flags: tuple[str, ...]) -> None:
    many(tree.root, 200)
    before = descendants(os.getpid())
    CliRunner().invoke(cli, ["-j2", "--no-cache", *flags, "."])
    wait_for(lambda: not any(map(lives, descendants(os.getpid()) - before)))


def many(directory: Path, count: int) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (directory / f"{number}.py").touch()
