"""Checks files in worker processes: each has a deadline, and what hangs or dies costs its own file and no other."""

from __future__ import annotations

import math
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from backend_lint.engines.stack import TICK, Patience
from backend_lint.pool import wire
from backend_lint.pool.late import LATE, took_too_long, without
from backend_lint.pool.recipe import PackedFacts, Recipe

if TYPE_CHECKING:
    from backend_lint.pool.process import Ending, Worker

#: Most files and bytes of a batch: a message costs 0.1 ms, and a worker should not wait for the last one's end.
_FILES, _BYTES = 32, 256_000
#: Batches that each worker should still get when the work is divided.
_SHARES = 8
#: Files that are worth starting workers for before anything is known of them.
MANY = 150
#: How often workers are started when none of them gets ready.
_STARTS = 3
_DIED = "Report this file's construct to backend-lint, or exclude the file."


class Task(NamedTuple):
    """A file to check: its path from the root of its configuration, its bytes, whatever its owner needs to know it by, and
    the codes of rules that took too long for it, or of which workers died."""

    recipe: Recipe
    path: str
    data: bytes
    owner: Any
    late: tuple[str, ...] = ()


class Lost(NamedTuple):
    """A file without an answer: why, and what to do."""

    cause: str
    hint: str


UNREADABLE = Lost("the process that analyses it gave an answer that cannot be read", _DIED)
_NO_OTHER = Lost("the process that analysed it ended, and no other can be started", _DIED)
#: What `recipe.packed` made of a result, or why there is none; None when no worker can be started.
Answer = bytes | Lost | None


class ExecutorError(Exception):
    """What is asked for to check files cannot be used; says why. May hold any character of an address."""


class Workers(Protocol):
    """What checks files beside this process: processes here (`Pool`), or on other machines (`cluster.Cluster`). To be closed,
    and may be used again then. Whoever runs gives the `stop` that, once set, lets nobody wait for an answer any longer."""

    stop: threading.Event

    def run(self, tasks: Iterator[Task], count: int) -> Iterator[tuple[Task, Answer]]: ...

    def start(self, most: int) -> None: ...

    def infos(self) -> bytes | None: ...

    def link(self, recipe: Recipe, facts: Iterable[PackedFacts]) -> bytes | None: ...

    def close(self) -> None: ...


class Pool:
    """Up to `jobs` workers, started when there is work for them. To be closed."""

    def __init__(self, jobs: int) -> None:
        self.stop = threading.Event()
        self._jobs = jobs
        #: What each worker has yet to answer, the file that it is busy with first.
        self._busy: dict[Worker, deque[Task]] = {}
        self._said: SimpleQueue[tuple[Worker, bytes | None]] = SimpleQueue()
        #: The number of each recipe, by its `id`: engines keep them.
        self._numbers: dict[int, int] = {}
        #: What a worker that ended had yet to answer; a file that it was busy with stands alone.
        self._again: deque[list[Task]] = deque()
        self._suspects: set[tuple[int, str]] = set()
        #: How often workers were started since one was ready.
        self._starts = 0
        #: The workers were stopped when this process was.
        self._patience = Patience()

    def run(self, tasks: Iterator[Task], count: int) -> Iterator[tuple[Task, Answer]]:
        """The answer to each task, as they come, until `stop` is set. `count` is about how many tasks there are."""
        batches = Batches(tasks)
        while not self.stop.is_set():
            self.start(count)
            for worker in [each for each, given in self._busy.items() if each.ready and not given]:
                batch = self._again.popleft() if self._again else batches.next(count // (self._jobs * _SHARES))
                if not batch:
                    break
                count -= len(batch)
                self._send(worker, batch)
            if not self._busy:
                yield from self._given_up(batches)
                return
            if batches.done and not self._again and not any(self._busy.values()):
                return
            yield from self._listen()

    def start(self, most: int) -> None:
        """Have as many workers as there may be, but no more than `most`; they need a while until they are ready."""
        wanted = min(self._jobs, max(most, 1)) - len(self._busy)
        if wanted <= 0 or self._starts == _STARTS:
            return
        from backend_lint.pool.process import workers

        self._starts += 1
        with suppress(OSError, RuntimeError):  # no process or no thread: tried again, a few times
            for worker in workers(wanted, lambda worker, answer: self._said.put((worker, answer))):
                self._busy[worker] = deque()

    def infos(self) -> bytes | None:
        """What workers know of all rules, as msgpack; None when none was started, or none can be. Waits for a worker."""
        while self._busy and not any(worker.ready for worker in self._busy) and not self.stop.is_set():
            for _ in self._listen():
                pass  # nothing was asked yet
        return self._asked(lambda _: wire.About())

    def link(self, recipe: Recipe, facts: Iterable[PackedFacts]) -> bytes | None:
        """What `packed_findings` made of the findings of project rules; None when there is no worker to ask, or it fails.
        To be asked when all tasks are done."""
        files = tuple((os.fsencode(each.path), each.data) for each in facts)
        return self._asked(lambda worker: wire.Facts(*self._numbered(worker, recipe), files))

    def _asked(self, request: Callable[[Worker], wire.Request]) -> bytes | None:
        """What a worker that has nothing else to do says to one request."""
        worker = next((each for each, given in self._busy.items() if each.ready and not given), None)
        if worker is None:
            return None
        worker.send(request(worker))
        until = time.monotonic() + wire.LINKING
        while time.monotonic() < until and not self.stop.is_set():
            try:
                teller, answer = self._said.get(timeout=TICK)
            except Empty:
                continue
            if teller is worker and answer is not None:
                return answer
            if teller is worker:
                break
            for _ in self._heard(teller, answer):
                pass  # only that it is ready, or has ended
        self._ended(worker)
        return None

    def _numbered(self, worker: Worker, recipe: Recipe) -> tuple[int, Recipe | None]:
        """The number of a recipe, and the recipe itself when the worker does not know it."""
        number = self._numbers.setdefault(id(recipe), len(self._numbers))
        told = number in worker.recipes
        worker.recipes.add(number)
        return number, None if told else recipe

    def close(self) -> None:
        """End all workers."""
        for worker in self._busy:
            worker.end()
        self._busy.clear()
        self._again.clear()
        self._starts = 0

    def _send(self, worker: Worker, batch: list[Task]) -> None:
        self._busy[worker].extend(batch)
        worker.until = time.monotonic() + wire.seconds(batch[0].data)
        files = tuple((os.fsencode(each.path), each.data) for each in batch)
        worker.send(wire.Batch(*self._numbered(worker, batch[0].recipe), files, batch[0].late))

    def _listen(self) -> Iterator[tuple[Task, Answer]]:
        """What workers say within a tick, and what becomes of those that are late."""
        try:
            worker, answer = self._said.get(timeout=TICK)
        except Empty:
            pass
        else:
            yield from self._heard(worker, answer)
        paused = self._patience.paused()
        for each in self._busy:
            each.until += paused
        if not self._said.empty():
            return  # nobody is late whose answer is here
        now = time.monotonic()
        for late in [each for each in self._busy if each.until < now]:
            yield from self._late(late)

    def _late(self, worker: Worker) -> Iterator[tuple[Task, Answer]]:
        """A file that a worker is late with gets another one, alone, without the rule that took the time."""
        given, ending = self._ended(worker)
        if given:
            task = given.popleft()
            yield from self._without(task, ending.rule, Lost(took_too_long(task.data), LATE))
        if given:
            self._again.append([*given])

    def _heard(self, worker: Worker, answer: bytes | None) -> Iterator[tuple[Task, Answer]]:
        if worker not in self._busy:
            return  # it was late, and said so after it was given up
        if answer is None:
            yield from self._died(worker)
        elif not worker.ready:
            worker.begins(answer)
            self._starts = 0
        else:
            given = self._busy[worker]
            task = given.popleft()
            worker.until = time.monotonic() + wire.seconds(given[0].data) if given else math.inf
            yield task, answer

    def _died(self, worker: Worker) -> Iterator[tuple[Task, Answer]]:
        """A file of which a worker dies gets another one, alone: its neighbours may have taken the memory."""
        given, ending = self._ended(worker)
        if not given:
            return
        task = given.popleft()
        suspect = (id(task.recipe), task.path)
        if suspect in self._suspects:
            died = Lost(f"the process that analyses it ended {ending.how}", _DIED)
            yield from self._without(task, ending.rule, died)
        else:
            self._suspects.add(suspect)
            self._again.append([task])
        if given:
            self._again.append([*given])

    def _without(self, task: Task, rule: str, lost: Lost) -> Iterator[tuple[Task, Answer]]:
        """Have a file analysed once more without a rule, or give it up."""
        late = without(task.late, rule)
        if late is None:
            yield task, lost
        else:
            self._again.append([task._replace(late=late)])

    def _ended(self, worker: Worker) -> tuple[deque[Task], Ending]:
        """End a worker: what it had yet to answer, and how it ended."""
        ending = worker.end()
        return self._busy.pop(worker), ending

    def _given_up(self, batches: Batches) -> Iterator[tuple[Task, Answer]]:
        for task in chain(chain.from_iterable(self._again), batches.left()):
            suspect = (id(task.recipe), task.path) in self._suspects
            yield task, _NO_OTHER if suspect else None
        self._again.clear()


class Batches:
    """Tasks, a few at a time."""

    def __init__(self, tasks: Iterator[Task]) -> None:
        self._tasks = tasks
        self._first = next(tasks, None)

    @property
    def done(self) -> bool:
        """Whether there are no more."""
        return self._first is None

    def next(self, most: int) -> list[Task]:
        """The next few tasks of one recipe, at least one while there are any."""
        batch: list[Task] = []
        size = 0
        while self._first is not None and (
            not batch or (len(batch) < min(most, _FILES) and size < _BYTES and self._first.recipe is batch[0].recipe)
        ):
            batch.append(self._first)
            size += len(self._first.data)
            self._first = next(self._tasks, None)
        return batch

    def left(self) -> Iterator[Task]:
        """All that there are."""
        while self._first is not None:
            yield self._first
            self._first = next(self._tasks, None)
