"""Knows in which order the engines of a run work: other programs start first, and our own engine works beside them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from backend_lint.discovery import Source
from backend_lint.semantics.languages import PYTHON, language_of
from backend_lint.session.project import Project

#: Most programs that run at once: each may use all cores, and every configuration of a run has its own.
_MOST_PROGRAMS = 4
#: Told the number of files done and of all files.
Progress = Callable[[int, int], None]


def check_all(work: Sequence[tuple[Project, Source]], stop: threading.Event, progress: Progress | None = None) -> None:
    """Check files, each in its project, until `stop` is set. Leaves no program running."""
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
        for number, (project, source) in enumerate(own, 1):
            if stop.is_set():
                return
            project.check(source)
            if progress is not None:
                progress(number, len(work))
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
