"""Files that a Dask cluster checks give the findings that they give here, whatever becomes of its workers; a cluster that cannot be
used is refused. A stand-in for Dask fails as asked; the last tests have a real scheduler and two workers."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from backend_lint.cli import cli
from backend_lint.pool import UNREADABLE, Answer, ExecutorError, Lost, Pool, Task, cluster, remote
from backend_lint.pool.cluster import Cluster
from backend_lint.pool.recipe import ChosenRule, Recipe, packed
from backend_lint.session import checking

RECIPE = Recipe((ChosenRule("BKD401", {"bcrypt_min_cost": 12}, False),), {}, ())
FAULT = "import bcrypt\nsalt = bcrypt.gensalt({})\n"
TASKS = [Task(RECIPE, f"{number}.py", FAULT.format(number).encode(), number) for number in range(4, 9)]
#: A name that is no text.
TASKS.append(Task(RECIPE, os.fsdecode(b"\xff.py"), FAULT.format(4).encode(), 9))
EXPECTED = {task.owner: packed(RECIPE.engine().check(task.path, task.data)) for task in TASKS}


class KilledWorker(Exception):  # noqa: N818 - its name there
    """As Dask has it."""


class CommClosedError(OSError):
    """As Dask has it."""


class Dask:
    """Stands in for `distributed`: `does` is called with the names of the files of a batch, before it is checked."""

    KilledWorker = KilledWorker

    def __init__(self, does: Callable[[Dask, list[bytes]], object] = lambda *_: None, **more: Any) -> None:
        self._does = does
        self.said: dict[str, object] = {"tcp://1.1.1.1:1": remote.identity(), "tcp://2.2.2.2:2": CommClosedError()}
        self.workers = 1
        self.status = "running"
        self.batches: list[list[bytes]] = []
        self.__dict__ |= more

    def Client(self, address: str, **_: object) -> Dask:  # noqa: N802 - as Dask has it
        assert address == "tcp://cluster:8786"
        return self

    def wait_for_workers(self, number: int, timeout: float) -> None:
        if self.workers < number:
            raise TimeoutError

    def run(self, _: object, on_error: str) -> dict[str, object]:
        return self.said

    def nthreads(self) -> dict[str, int]:
        return {"tcp://1.1.1.1:1": 2}

    def get_executor(self, **_: object) -> Dask:
        return self

    def submit(self, function: Callable[[bytes], bytes], message: bytes) -> Future[bytes]:
        future: Future[bytes] = Future()
        names = [path for path, _ in msgspec.msgpack.decode(message, type=remote.Batch).files]
        self.batches.append(names)
        try:
            given = self._does(self, names)
            if given is not future:
                future.set_result(given if isinstance(given, bytes) else function(message))
        except (KilledWorker, OSError, ImportError) as error:
            future.set_exception(error)
        except CancelledError:
            future.cancel()
            future.set_running_or_notify_cancel()
        except StopIteration:
            pass  # it never comes back
        return future

    def close(self, timeout: float) -> None:
        self.status = "closed"


Use = Callable[..., Cluster]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    """Puts a stand-in in the place of Dask."""

    def here(self: Pool, tasks: Iterator[Task], count: int) -> Iterator[tuple[Task, Answer]]:
        yield from ((task, packed(task.recipe.engine().check(task.path, task.data))) for task in tasks)

    monkeypatch.setattr(Pool, "run", here)  # no process for each of these tests

    def make(dask: Dask) -> Cluster:
        monkeypatch.setitem(sys.modules, "distributed", dask)  # type: ignore[arg-type]
        return Cluster("dask://cluster:8786")

    return make


def answers(made: Cluster, stop: threading.Event | None = None) -> dict[Any, Answer]:
    made.stop = stop or threading.Event()
    return {task.owner: answer for task, answer in made.run(iter(TASKS), len(TASKS))}


def once(error: BaseException) -> Callable[[Dask, list[bytes]], None]:
    """Fails the first time."""
    errors = [error]

    def does(_: Dask, names: list[bytes]) -> None:
        if errors:
            raise errors.pop()

    return does


@pytest.mark.parametrize("error", [KilledWorker(), CommClosedError(), CancelledError(), TimeoutError()], ids=repr)
def test_a_lost_worker_loses_nothing(use: Use, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    monkeypatch.setattr(cluster, "_SHARES", 1)
    dask = Dask(once(error))
    assert answers(use(dask)) == EXPECTED
    assert len(dask.batches[0]) > 1
    assert [names for names in dask.batches if names[0] in dask.batches[0]][1:] == [[name] for name in dask.batches[0]]


@pytest.mark.parametrize("error", [KilledWorker(), CommClosedError(), CancelledError()], ids=repr)
def test_only_the_file_that_is_always_lost_is(use: Use, error: BaseException) -> None:
    def does(_: Dask, names: list[bytes]) -> None:
        if b"5.py" in names:
            raise error

    found = answers(use(Dask(does)))
    lost = found.pop(5)
    assert found == {owner: answer for owner, answer in EXPECTED.items() if owner != 5}
    assert isinstance(lost, Lost)
    assert lost.cause == f"the Dask workers that analyse it were lost ({type(error).__name__})"


def test_what_comes_too_late_is_given_up(use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_TRAVEL", -1e6)

    def does(*_: object) -> None:
        raise StopIteration

    assert {each.cause for each in answers(use(Dask(does))).values() if isinstance(each, Lost)} == {
        "no worker of the Dask cluster has analysed it in time"
    }


def test_an_answer_that_is_none_is_the_files_fault(use: Use) -> None:
    assert set(answers(use(Dask(lambda *_: b"\xc1"))).values()) == {UNREADABLE}


def test_it_stops_when_asked_to(use: Use) -> None:
    stop = threading.Event()

    def does(*_: object) -> None:
        stop.set()
        raise StopIteration

    assert answers(use(Dask(does)), stop) == {}


def test_it_may_be_used_again(use: Use) -> None:
    made = use(Dask())
    for _ in range(2):
        assert answers(made) == EXPECTED
        made.close()
        assert sys.modules["distributed"].status == "closed"
        sys.modules["distributed"].status = "running"


def other(version: str) -> bytes:
    return msgspec.msgpack.encode(remote.Identity(b"other", version))


def gone(dask: Dask, _: object) -> None:
    dask.status = "closed"
    raise CancelledError


HERE = remote.here().version
REFUSED: dict[str, tuple[Dask, str]] = {
    "no workers": (Dask(workers=0), "the Dask scheduler has no workers"),
    "another version": (
        Dask(said={"tcp://1.1.1.1:1": other("backend-lint 0.0.1 under Python 3.9.1")}),
        "the Dask worker tcp://1.1.1.1:1 has backend-lint 0.0.1 under Python 3.9.1, "
        f"and this is {HERE}: install the same on both",
    ),
    "other code": (
        Dask(said={"tcp://1.1.1.1:1": other(HERE)}),
        f"the Dask worker tcp://1.1.1.1:1 has other code or libraries of {HERE}, and this is {HERE}: install the same on both",
    ),
    "not installed": (
        Dask(said={"tcp://1.1.1.1:1": ModuleNotFoundError("No module named 'backend_lint'")}),
        "backend-lint does not work on the Dask worker tcp://1.1.1.1:1: No module named 'backend_lint'; install it there",
    ),
    "another version that comes later": (
        Dask(lambda *_: msgspec.msgpack.encode(remote.Reply(remote.Identity(b"other", "backend-lint 9")))),
        f"a Dask worker has backend-lint 9, and this is {HERE}: install the same on both",
    ),
    "not installed on one that comes later": (
        Dask(once(ModuleNotFoundError("No module named 'backend_lint'"))),
        "a Dask worker cannot import backend-lint: No module named 'backend_lint'",
    ),
    "the scheduler goes": (Dask(gone), "the Dask scheduler has gone before all files were checked"),
}


@pytest.mark.parametrize(("dask", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_used_is_refused(use: Use, dask: Dask, message: str) -> None:
    with pytest.raises(ExecutorError) as refused:
        answers(use(dask))
    assert str(refused.value) == f"dask://cluster:8786: {message}"


@pytest.mark.parametrize(
    "address", ["", "4", "dask://", "dask://host", "http://host:1", "dask://host:x", "dask://a b:1"]
)
def test_addresses(address: str) -> None:
    with pytest.raises(ExecutorError, match=r"is no executor: write dask://HOST:PORT"):
        Cluster(address)


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)  # type: ignore[arg-type]
    result = CliRunner().invoke(cli, ["check", str(tmp_path), "--executor", "dask://cluster:8786"])
    assert (result.exit_code, result.stderr) == (
        2,
        'Error: --executor needs dask.distributed: pip install "backend-lint[distributed]"\n',
    )


def test_a_connection_without_certificates_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    dask = SimpleNamespace(Security=lambda: SimpleNamespace(get_connection_args=lambda _: {"ssl_context": None}))
    monkeypatch.setitem(sys.modules, "distributed", dask)  # type: ignore[arg-type]
    with pytest.raises(ExecutorError, match="the certificates for this connection are not known"):
        Cluster("tls://cluster:8786")


# What runs on a worker


def test_a_worker_answers_from_a_process_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def reply(tasks: Sequence[Task], tool: bytes = remote.here().tool) -> remote.Reply:
        return remote.read_reply(remote.check(remote.request(RECIPE, tool, tasks)))

    try:
        assert [*reply(TASKS).answers] == [*EXPECTED.values()]
        assert [*reply(TASKS[:1]).answers] == [EXPECTED[4]]
        assert [*reply(TASKS, b"another").answers] == []
    finally:
        remote._beside()._close()


def test_a_file_that_is_lost_there_is_lost_here(monkeypatch: pytest.MonkeyPatch, use: Use) -> None:
    lost = Lost("its analysis took longer than 10 s", "Exclude the file.")
    monkeypatch.setattr(remote._Beside, "check", lambda _, tasks: [lost] * len(tasks))
    assert set(answers(use(Dask())).values()) == {lost}


# A real cluster


def port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        number: int = found.getsockname()[1]
        return number


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and two workers, which nobody starts again when they end."""
    if importlib.util.find_spec("distributed") is None:
        pytest.skip("distributed is not installed")
    folder = tmp_path_factory.mktemp("dask")
    address = f"127.0.0.1:{port()}"
    host, _, number = address.partition(":")
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", host, "--port", number, "--no-dashboard"]
    started = [subprocess.Popen(dask, cwd=folder, stderr=subprocess.DEVNULL)]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", f"tcp://{address}", "--nthreads", "1"]
    worker += ["--no-nanny", "--no-dashboard", "--local-directory", str(folder)]
    started += [subprocess.Popen(worker, cwd=folder, stderr=subprocess.DEVNULL) for _ in range(2)]
    try:
        yield f"dask://{address}", started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files enough for many batches, in two projects, which say something about each other."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checking, "_FEW", 0)
    body = "from fastapi.responses import JSONResponse\n\ndef find():\n    return JSONResponse(status_code=404, content={})\n"
    for number in range(120):
        folder = tmp_path / ("one", "two")[number % 2]
        folder.mkdir(exist_ok=True)
        (folder / f"{number}.py").write_text(
            body.format({"detail": "None"} if number % 5 else {"error": "None"}) + FAULT.format(4 + number % 9)
        )
    (tmp_path / "two" / "broken.py").write_text("def f(:\n")
    (tmp_path / "backend-lint.toml").write_text('error-shape = "auto"\n')
    (tmp_path / "two" / "backend-lint.toml").write_text("bcrypt-min-cost = 8\n")
    return tmp_path


def lint(*flags: str) -> Result:
    return CliRunner().invoke(cli, ["check", "--no-cache", "-f", "json", *flags], catch_exceptions=False)


@pytest.mark.xdist_group("dask")
def test_a_cluster_finds_what_is_found_here(real: tuple[str, list[subprocess.Popen[bytes]]], tree: Path) -> None:
    one, there = lint("-j", "1"), lint("--executor", real[0])
    assert (there.stdout, there.stderr, there.exit_code) == (one.stdout, one.stderr, one.exit_code)
    assert there.stdout.count("BKD401") > 50 and "BKD501" in there.stdout


@pytest.mark.xdist_group("dask")
def test_a_worker_that_is_killed_changes_nothing(
    real: tuple[str, list[subprocess.Popen[bytes]]], tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, workers = real
    heard = Cluster._heard
    kill = [workers[0].pid]

    def killing(self: Cluster, *given: Any) -> Iterator[tuple[Task, Answer]]:
        if kill:
            os.kill(kill.pop(), signal.SIGKILL)
        yield from heard(self, *given)

    one = lint("-j", "1")
    monkeypatch.setattr(Cluster, "_heard", killing)
    there = lint("--executor", address)
    assert kill == []
    assert (there.stdout, there.stderr, there.exit_code) == (one.stdout, one.stderr, one.exit_code)


@pytest.mark.xdist_group("dask")
def test_a_scheduler_that_is_not_there(
    real: tuple[str, list[subprocess.Popen[bytes]]], tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    address = f"dask://127.0.0.1:{port()}"
    result = lint("--executor", address)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Error: {address}: no Dask scheduler answers there: ")
    assert result.stderr.count("\n") == 1
