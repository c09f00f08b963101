"""Checks files on a Dask cluster: the bytes of files go to its workers, and packed answers come back.

Dask's processes talk to each other by pickle, so who reaches the scheduler can run code on its workers: the cluster is the user's,
and must be closed to others. What goes there from here is a name, `remote.check`, and bytes; what is read of what comes back are
bytes, too. Nothing of a scanned file is run, and no environment is sent."""

from __future__ import annotations

import concurrent.futures
import logging
import re
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, NamedTuple

import msgspec

from backend_lint.pool import UNREADABLE, Answer, Batches, ExecutorError, Lost, Task, remote, wire
from backend_lint.pool.recipe import PackedFacts, Recipe

#: Seconds in which the scheduler must answer, and a worker must be there.
_PATIENCE = 10
#: Seconds that a batch may wait and travel, besides what its files may take.
_TRAVEL = 120.0
#: Batches for each thread of the cluster: one that is checked, and one that waits beside it.
_AHEAD = 2
#: Batches that each thread should still get when the work is divided.
_SHARES = 4
#: Seconds between two looks at the clock and at what wants to stop the run, and at how large the cluster is.
_TICK, _LOOK = 0.1, 5.0
_ENCRYPTED = ("tls://", "wss://")
_LOGGERS = ("distributed", "distributed.client")
_HINT = "Run again, or exclude the file if it is always this one."


class _Sent(NamedTuple):
    """A batch on its way: until when (by the monotonic clock) there must be an answer; `again` for one that was lost before."""

    batch: Sequence[Task]
    until: float
    again: bool


class Cluster:
    """The workers of a Dask cluster, instead of processes of our own; see `Workers`."""

    def __init__(self, address: str) -> None:
        """Raises ExecutorError when the cluster cannot be used."""
        self.stop = threading.Event()
        self._address, self._contact = address, _contact(address)
        #: A `distributed.Client`: the library is imported when it is used.
        self._client: Any = None
        self._sent: dict[concurrent.futures.Future[bytes], _Sent] = {}
        self._again: deque[Task] = deque()
        self._threads = 1
        self._looked = 0.0
        self.start(1)

    def start(self, most: int) -> None:
        """Connect to the cluster, whatever number of tasks there is. Raises ExecutorError."""
        if self._client is not None:
            return
        try:
            dask = import_module("distributed")
        except ModuleNotFoundError as error:
            if error.name is None or error.name.partition(".")[0] not in ("distributed", "dask"):
                raise
            raise ExecutorError('--executor needs dask.distributed: pip install "backend-lint[distributed]"') from error
        for name in _LOGGERS:  # what they have to say is said by an error of ours, or by a finding
            logging.getLogger(name).setLevel(logging.CRITICAL)
        if self._contact.startswith(_ENCRYPTED) and not dask.Security().get_connection_args("client")["ssl_context"]:
            advice = "name them in Dask's configuration, under `distributed.comm.tls`"
            raise ExecutorError(f"{self._address}: the certificates for this connection are not known: {advice}")
        try:
            self._client = dask.Client(self._contact, timeout=_PATIENCE, set_as_default=False, name="backend-lint")
        except (OSError, ValueError, TypeError, RuntimeError, ImportError) as error:
            raise ExecutorError(f"{self._address}: no Dask scheduler answers there: {_line(error)}") from error
        try:
            self._check_workers(self._client)
        except BaseException:
            self.close()
            raise

    def _check_workers(self, client: Any) -> None:
        """Raises ExecutorError when there is no worker, or one with another backend-lint than this."""
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
            said = client.run(remote.identity, on_error="return")
        except (OSError, TimeoutError) as error:
            raise ExecutorError(f"{self._address}: the Dask scheduler has no workers") from error
        for worker, answer in said.items():
            if isinstance(answer, bytes):
                self._check_identity(remote.read_identity(answer), worker)
            elif not isinstance(answer, OSError):  # it has just gone
                raise ExecutorError(
                    f"{self._address}: backend-lint does not work on the Dask worker {worker}: {_line(answer)}; "
                    "install it there"
                )

    def _check_identity(self, there: remote.Identity, worker: str = "") -> None:
        here = remote.here()
        if there.tool == here.tool:
            return
        what = there.version if there.version != here.version else f"other code or libraries of {there.version}"
        where = f"the Dask worker {worker} has" if worker else "a Dask worker has"
        raise ExecutorError(f"{self._address}: {where} {what}, and this is {here.version}: install the same on both")

    def run(self, tasks: Iterator[Task], count: int) -> Iterator[tuple[Task, Answer]]:
        """The answer to each task, as they come, until `stop` is set. `count` is about how many tasks there are. Raises
        ExecutorError."""
        self.start(count)
        executor = self._client.get_executor(pure=False)
        batches = Batches(tasks)
        while not self.stop.is_set():
            if self._client.status == "closed":
                raise ExecutorError(f"{self._address}: the Dask scheduler has gone before all files were checked")
            self._look()
            while len(self._sent) < self._threads * _AHEAD and (self._again or not batches.done):
                again = bool(self._again)
                batch = [self._again.popleft()] if again else batches.next(count // (self._threads * _SHARES))
                count -= len(batch)
                self._send(executor, batch, again=again)
            if not self._sent:
                return
            done, _ = concurrent.futures.wait(self._sent, timeout=_TICK, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                yield from self._heard(self._sent.pop(future), future)
            yield from self._given_up()

    def infos(self) -> None:
        """Nothing: asking the cluster takes no less than finding out here."""

    def link(self, recipe: Recipe, facts: Iterable[PackedFacts]) -> None:
        """Nothing: this process knows all facts, and one of the cluster would have to be sent them."""

    def close(self) -> None:
        """Take back what nobody waits for, and leave the cluster as it was."""
        if self._client is not None and self._client.status == "running":
            for future in self._sent:
                future.cancel()
        self._sent.clear()
        self._again.clear()
        if self._client is not None:
            self._client.close(timeout=_PATIENCE)
            self._client = None

    def _look(self) -> None:
        """See how many threads there are: a cluster may grow while it works."""
        if time.monotonic() < self._looked + _LOOK:
            return
        # AttributeError: the client has just found out that the scheduler has gone.
        with suppress(OSError, TimeoutError, AttributeError):
            self._threads = max(1, sum(self._client.nthreads().values()))
        self._looked = time.monotonic()

    def _send(self, executor: Any, batch: Sequence[Task], *, again: bool) -> None:
        message = remote.request(batch[0].recipe, remote.here().tool, batch)
        until = time.monotonic() + _TRAVEL + sum(wire.seconds(each.data) for each in batch)
        self._sent[executor.submit(remote.check, message)] = _Sent(batch, until, again)

    def _heard(self, sent: _Sent, future: concurrent.futures.Future[bytes]) -> Iterator[tuple[Task, Answer]]:
        """What became of a batch. One that was lost together with a worker is tried again, file by file."""
        killed = import_module("distributed").KilledWorker
        try:
            reply = remote.read_reply(future.result())
        except (killed, concurrent.futures.CancelledError, OSError, TimeoutError) as error:
            if not sent.again:
                self._again.extend(sent.batch)
                return
            cause = f"the Dask workers that analyse it were lost ({type(error).__name__})"
            yield from ((task, Lost(cause, _HINT)) for task in sent.batch)
        except msgspec.MsgspecError:
            yield from ((task, UNREADABLE) for task in sent.batch)
        except ImportError as error:
            raise ExecutorError(f"{self._address}: a Dask worker cannot import backend-lint: {_line(error)}") from error
        else:
            self._check_identity(reply.identity)
            yield from zip(sent.batch, reply.answers, strict=True)

    def _given_up(self) -> Iterator[tuple[Task, Answer]]:
        """The files of batches that are late."""
        now = time.monotonic()
        for future in [each for each, sent in self._sent.items() if sent.until < now]:
            sent = self._sent.pop(future)
            future.cancel()
            cause = "no worker of the Dask cluster has analysed it in time"
            yield from ((task, Lost(cause, _HINT)) for task in sent.batch)


def _contact(address: str) -> str:
    """What Dask calls the address `dask://HOST:PORT`; others of its own stay. Raises ExecutorError."""
    match = re.fullmatch(r"(dask|tcp|tls|ucx|wss?)://(\S+:[0-9]{1,5})", address)
    if match is None:
        raise ExecutorError(f"--executor: '{address}' is no executor: write dask://HOST:PORT, or tls://HOST:PORT")
    return f"tcp://{match[2]}" if match[1] == "dask" else address


def _line(error: BaseException) -> str:
    """What an error says, in a line."""
    return " ".join(f"{error}".split())[:200] or type(error).__name__
