"""Knows when a run takes long enough to show a bar, and draws it."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

#: Seconds before a bar appears: most runs are over by then.
PATIENCE = 1.0


class Bar:
    """A bar on standard error; call it with the number of files done and of all files."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted and sys.stderr.isatty()
        self._begun = time.monotonic()
        self._shown: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown is not None:
            self._shown[0].stop()

    def __call__(self, done: int, total: int) -> None:
        if not self._wanted or time.monotonic() - self._begun < PATIENCE:
            return
        if self._shown is None:
            from rich.console import Console
            from rich.progress import Progress

            bar = Progress(console=Console(stderr=True), transient=True)
            self._shown = bar, bar.add_task("Checking", total=total)
            bar.start()
        self._shown[0].update(self._shown[1], completed=done)
