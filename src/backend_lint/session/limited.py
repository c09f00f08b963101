"""Our own engine in this process: a rule that takes too long costs itself only, as it does in a worker."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from backend_lint.engines.stack import Aside, LateError
from backend_lint.model import FileResult, Finding
from backend_lint.pool import wire
from backend_lint.pool.late import LATE, took_too_long, without
from backend_lint.pool.recipe import PackedFacts, Recipe, linked

if TYPE_CHECKING:
    from backend_lint.engines.native import Engine

Result = TypeVar("Result")


class _Running:
    """The rule that an engine runs, by its code; "" for none."""

    def __init__(self) -> None:
        self.rule = ""

    def begins(self, rule: str) -> None:
        """To be told by the engine."""
        self.rule = rule


class LimitedEngine:
    """The engine of a recipe, which works in a thread of its own. `again`: the same files are checked again and again."""

    def __init__(self, recipe: Recipe, *, again: bool) -> None:
        self._recipe = recipe
        self._again = again
        self._made: Engine | None = None
        self._running = _Running()

    def check(self, path: str, data: bytes) -> FileResult:
        """The findings and facts of one file."""
        try:
            return self._within(wire.seconds(data), lambda engine, late: engine.check(path, data, late))
        except LateError:
            from backend_lint.engines.findings import not_analysed
            from backend_lint.semantics.file import NotAnalysed

            return FileResult(path, (not_analysed(path, NotAnalysed(took_too_long(data), LATE)),), failed=True)

    def check_project(self, facts: Sequence[PackedFacts]) -> tuple[Finding, ...]:
        """The findings that need the facts of all files."""
        try:
            return self._within(wire.LINKING, lambda engine, late: linked(engine, facts, late))
        except LateError:
            from backend_lint.engines.findings import engine_failed

            cause = f"the rules about the project took longer than {wire.LINKING:.0f} s"
            return (engine_failed(cause, "Report this to backend-lint. What needs one file only was found."),)

    def _within(self, seconds: float, work: Callable[[Engine, Collection[str]], Result]) -> Result:
        late: tuple[str, ...] = ()
        while True:
            engine = self._engine()
            try:
                return _aside().do(lambda: work(engine, late), seconds)  # noqa: B023 - done when this returns
            except LateError:
                self._made = None  # it is still at work
                more = without(late, self._running.rule)
                if more is None:
                    raise
                late = more

    def _engine(self) -> Engine:
        if self._made is None:
            self._made = self._recipe.engine(again=self._again)
            self._running = _Running()
            self._made.begins = self._running.begins
        return self._made


@cache
def _aside() -> Aside:
    """One thread for all engines of a process."""
    return Aside()
