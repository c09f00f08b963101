"""Shows where the time of one run goes inside backend-lint, beside two floors: parsing every file with ast and LibCST.

    python bench/breakdown.py PATH… [--triggers]

The parts are wrapped from outside; the program itself has no timing code. Times are exclusive: what a part calls is
counted for that other part, so the column adds up to the whole. A rule is charged for what it does itself; what it asks
of `frameworks/` first, and others then share, stands under `know`.
"""

from __future__ import annotations

import argparse
import ast
import dataclasses
import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Label = Callable[..., str]


class Clock:
    """Sums up seconds by label; one thread at a time."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._open = ["other"]
        self._since = time.perf_counter()

    @contextmanager
    def part(self, label: str) -> Iterator[None]:
        """Charge what happens inside to `label`, except for parts inside it."""
        self._charge()
        self._open.append(label)
        try:
            yield
        finally:
            self._charge()
            self._open.pop()

    def _charge(self) -> None:
        now = time.perf_counter()
        self.spent[self._open[-1]] += now - self._since
        self._since = now

    def wrap(self, owner: object, name: str, label: str | Label) -> Callable[[], None]:
        """Time every call of `owner.name`; returns what puts the original back."""
        original = getattr(owner, name)

        def timed(*given: Any, **named: Any) -> Any:
            with self.part(label if isinstance(label, str) else label(*given)):
                return original(*given, **named)

        setattr(owner, name, timed)
        return lambda: setattr(owner, name, original)


def time_hooks(clock: Clock, native: Any) -> Callable[[], None]:
    """Time every hook of every rule that is bound from now on; returns what ends that."""
    original = native._bind

    def bind(bound: Any) -> Any:
        item = original(bound)

        def timed(hook: Callable[..., Any]) -> Callable[..., Any]:
            def run(node: Any, context: Any) -> Any:
                with clock.part(f"rule {bound.rule.code}"):
                    return list(hook(node, context))

            return run

        by_type = {kind: [timed(hook) for hook in hooks] for kind, hooks in item.by_type.items()}
        by_call = {last: [(name, timed(hook)) for name, hook in named] for last, named in item.by_call.items()}
        return dataclasses.replace(item, by_type=by_type, by_call=by_call)

    native._bind = bind
    return lambda: setattr(native, "_bind", original)


@contextmanager
def instrumented(clock: Clock) -> Iterator[None]:
    """The parts of the program, wrapped."""
    import libcst
    import sqlglot

    from backend_lint import session
    from backend_lint.engines import native
    from backend_lint.semantics import analysis
    from backend_lint.semantics.places import Places
    from backend_lint.semantics.scout import Scout
    from backend_lint.session import project, tally

    undo = [
        clock.wrap(session, "discover", "discovery"),
        clock.wrap(project, "read", "read"),
        clock.wrap(native, "decode", "decode"),
        clock.wrap(Scout, "hits", "scout"),
        clock.wrap(native, "_must_parse", "ast.parse of files without hits"),
        clock.wrap(native, "elide", "elide"),
        clock.wrap(native, "refuse", "guard"),
        clock.wrap(libcst, "parse_module", "LibCST parse"),
        clock.wrap(analysis, "Index", "index"),
        clock.wrap(native, "Analysis", "analysis set-up"),
        clock.wrap(native, "roles", "roles"),
        clock.wrap(native, "collect", "facts"),
        clock.wrap(analysis.Analysis, "know", lambda _, make: f"know {make.__name__}"),
        clock.wrap(native.Engine, "_run", "matching of hooks, findings"),
        time_hooks(clock, native),
        clock.wrap(native.Engine, "check_project", "project rules"),
        clock.wrap(Places, "locate", "places"),
        clock.wrap(sqlglot, "parse", "sqlglot"),
        clock.wrap(tally, "sift", "suppress"),
    ]
    try:
        yield
    finally:
        for put_back in undo:
            put_back()


def measure(paths: list[str]) -> dict[str, float]:
    """Seconds by part of a run over `paths`."""
    clock = Clock()
    with clock.part("import"):
        from backend_lint import catalog
        from backend_lint.session import Options, Session
        from backend_lint.session.programs import NoPrograms

        catalog.rules()
    with instrumented(clock):
        Session(Options(isolated=True), programs=NoPrograms()).run(paths)
    with clock.part("end"):
        pass
    return {label: seconds for label, seconds in clock.spent.items() if label != "end"}


def readable(paths: list[str]) -> list[str]:
    """The text of every file that can be decoded and that the guard lets through."""
    from backend_lint.semantics.file import NotAnalysed, decode
    from backend_lint.semantics.guard import refuse
    from backend_lint.session import Options, Session
    from backend_lint.session.programs import NoPrograms

    texts = []
    for source in Session(Options(isolated=True), programs=NoPrograms()).discover(paths).sources:
        try:
            text = decode(source.path, Path(source.real).read_bytes()).text
        except NotAnalysed:
            continue
        if refuse(text) is None:
            texts.append(text)
    return texts


def floors(texts: list[str]) -> dict[str, float]:
    """Seconds that parsing alone takes."""
    import libcst

    clock = Clock()
    warnings.simplefilter("ignore")
    for label, parse in (("ast.parse", ast.parse), ("LibCST parse", libcst.parse_module)):
        for text in texts:
            with clock.part(label):
                try:
                    parse(text)
                except (SyntaxError, libcst.ParserSyntaxError):
                    continue
    return {label: seconds for label, seconds in clock.spent.items() if label != "other"}


def kept(texts: list[str]) -> Iterator[str]:
    """How much of the text each rule's triggers alone leave to parse, and all of them together."""
    from backend_lint import catalog
    from backend_lint.frameworks.routetables import ROUTE_DECORATORS
    from backend_lint.semantics.elide import elide
    from backend_lint.semantics.scout import Scout

    rules = {rule.code: rule.triggers for rule in catalog.rules() if rule.info.per_file or rule.project_hooks}
    total = sum(map(len, texts))
    for name, wanted in [*((code, {code: triggers}) for code, triggers in rules.items()), ("all rules", rules)]:
        scout = Scout(wanted)
        found = [(text, scout.hits(text.encode())) for text in texts]
        hit = [(text, hits) for text, hits in found if hits.rules]
        rest = sum(
            len(text if hits.whole else elide(text, hits.lines, hits.needing, ROUTE_DECORATORS).text)
            for text, hits in hit
        )
        lines = sum(len(hits.lines) for _, hits in hit)
        yield f"{name:12} {len(hit):6} files {lines:7} lines hit {rest / total:7.1%} left to parse"


def table(spent: dict[str, float], least: float) -> Iterator[str]:
    """The parts, longest first, with their share; those below `least` seconds together."""
    total = sum(spent.values())
    small = 0.0
    for label, seconds in sorted(spent.items(), key=lambda each: -each[1]):
        if seconds < least:
            small += seconds
        else:
            yield f"{label:36} {seconds:8.3f} s {seconds / total:7.1%}"
    yield f"{'all parts below the least':36} {small:8.3f} s {small / total:7.1%}"
    yield f"{'total':36} {total:8.3f} s"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument(
        "--least", type=float, default=0.01, metavar="S", help="seconds below which a part is not listed"
    )
    parser.add_argument("--triggers", action="store_true", help="how much each rule's triggers leave to parse")
    given = parser.parse_args()
    texts = readable(given.paths)
    if given.triggers:
        print("\n".join(kept(texts)))
        return
    spent = measure(given.paths)
    print("\n".join(table(spent, given.least)))
    groups = {
        group: sum(s for label, s in spent.items() if label.startswith(f"{group} ")) for group in ("rule", "know")
    }
    print(f"\nall rules {groups['rule']:.3f} s, all of frameworks/ {groups['know']:.3f} s")
    print("\nfloors, every file whole:")
    for label, seconds in floors(texts).items():
        print(f"{label:36} {seconds:8.3f} s")


if __name__ == "__main__":
    sys.setrecursionlimit(10_000)
    main()
