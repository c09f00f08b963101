"""Knows in which order the engines of a run work: other programs start first, and our own engine works beside them, on a few
files in this process and on many in worker processes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

import msgspec

from backend_lint.discovery import Source
from backend_lint.engines.cores import cores
from backend_lint.model import Notice
from backend_lint.pool import UNREADABLE, Answer, Lost, Pool, Task, Workers
from backend_lint.semantics.languages import PYTHON, language_of
from backend_lint.session.project import Project
from backend_lint.session.rules import NativeEngine

#: Most programs that run at once: each may use all cores, and every configuration of a run has its own.
_MOST_PROGRAMS = 4
#: How many bytes are checked in this process: what workers would need to start, 0.4 s, is about what these take.
_FEW = 500_000
_ALONE = Notice("worker processes cannot be started: one process checked files, without a limit to their time")
#: Told the number of files done and of all files.
Progress = Callable[[int, int], None]
Work = Sequence[tuple[Project, Source]]


def workers(jobs: int, executor: str | None) -> Workers | None:
    """What checks files beside this process: a cluster when one is asked for, or processes when there may be more than one.
    Raises pool.ExecutorError."""
    if executor is not None:
        from backend_lint.pool.cluster import Cluster

        return Cluster(executor)
    jobs = jobs or cores()
    return Pool(jobs) if jobs > 1 else None


def check_all(work: Work, stop: threading.Event, progress: Progress | None = None, pool: Workers | None = None) -> None:
    """Check files, each in its project, until `stop` is set, in the workers of `pool` if they are many. Leaves no program
    running."""
    projects = {id(project): project for project, _ in work}.values()
    own = [each for each in work if language_of(each[1].real) == PYTHON]
    others = len(work) - len(own)
    try:
        for project, source in work:
            if stop.is_set():
                return
            project.gather(source)
        runs = [(project, run) for project in projects for run in project.runs]
        for _, run in runs[:_MOST_PROGRAMS]:
            run.start()
        _Own(own, stop, lambda done: progress(done, len(work)) if progress is not None else None).check(pool)
        for number, (project, run) in enumerate(runs, _MOST_PROGRAMS):
            if stop.is_set():
                return
            project.collect(run, stop)
            for _, waiting in runs[number : number + 1]:
                waiting.start()
        if progress is not None and others:
            progress(len(work), len(work))
    finally:
        for project in projects:
            for run in project.runs:
                run.close()
            project.runs.clear()


class _Own:
    """The files that our own engine checks. `told` is called with the number of those that are done."""

    def __init__(self, work: Work, stop: threading.Event, told: Callable[[int], None]) -> None:
        self._work = work
        self._stop = stop
        self._told = told
        self._done = 0
        self._alone = False

    def check(self, pool: Workers | None) -> None:
        """Check them, in the workers of a pool if they are many."""
        unknown = self._unknown()
        few: list[Task] = []
        size = 0
        for task in unknown:
            if pool is None:
                self._check(task)
                continue
            few.append(task)
            size += len(task.data)
            if size > _FEW:
                left = len(self._work) - self._done
                for each, answer in pool.run(chain(few, unknown), left):
                    self._hear(each, answer)
                    if self._stop.is_set():
                        return
                return
        for task in few:
            if self._stop.is_set():
                return
            self._check(task)

    def _unknown(self) -> Iterator[Task]:
        """The files whose results are not known yet, read one by one."""
        for project, source in self._work:
            if self._stop.is_set():
                return
            read = project.read(source)
            engine = project.bound.engine
            if read is None:
                self._count()
                continue
            path, data = read
            if isinstance(engine, NativeEngine):
                known = engine.known(path, data)
                if known is None:
                    yield Task(engine.recipe, path, data, project)
                    continue
                if isinstance(known, Lost):
                    project.lose(path, known.cause, known.hint)
                    self._count()
                    continue
            else:
                known = engine.check(path, data)
            project.take(path, data, known)
            self._count()

    def _check(self, task: Task) -> None:
        project: Project = task.owner
        project.take(task.path, task.data, project.bound.engine.check(task.path, task.data))
        self._count()

    def _hear(self, task: Task, answer: Answer) -> None:
        if answer is None:
            if not self._alone:
                task.owner.notices.append(_ALONE)
                self._alone = True
            self._check(task)
            return
        project: Project = task.owner
        engine = project.bound.engine
        assert isinstance(engine, NativeEngine)  # only its files are shared
        if not isinstance(answer, Lost):
            try:
                result = engine.learned(task.path, task.data, answer)
            except msgspec.MsgspecError:
                answer = UNREADABLE
            else:
                project.take(task.path, task.data, result)
        if isinstance(answer, Lost):
            engine.lost(task.path, task.data, answer)
            project.lose(task.path, answer.cause, answer.hint)
        self._count()

    def _count(self) -> None:
        self._done += 1
        self._told(self._done)
