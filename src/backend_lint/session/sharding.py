"""Knows how a run is checked in shards: a run that notes what it finds out about its part of the files, and one that takes what
was noted and does the rest as any run does.

Settings, comments, baselines and rules about whole projects are none of a shard's business: the merge, which has all files
before it, applies them. So what it reports is what one run over all files reports."""

from __future__ import annotations

import dataclasses
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import msgspec

from backend_lint.cache import digest_of
from backend_lint.discovery import Source
from backend_lint.engines.batch import Batch, Checked, Run
from backend_lint.model import FileResult, Finding, Notice
from backend_lint.pool import Lost
from backend_lint.pool.recipe import encoded, unpacked
from backend_lint.semantics.file import SourceFile
from backend_lint.session.checking import Work
from backend_lint.session.project import Bound, Project
from backend_lint.session.rules import NativeEngine, file_key
from backend_lint.session.shards import Asked, Results, Shard, ShardError, made, share

_Said = tuple[tuple[Finding, ...], tuple[Notice, ...]]
_SAID = msgspec.msgpack.Decoder(_Said)
_MISSING = Notice("no shard knows this file as it is here, so it was analysed now")


class Recording:
    """Takes part in a run over part `number` of `count`. `files` is how many files that part has, `of` how many there are."""

    def __init__(self, number: int, count: int) -> None:
        self.files = self.of = 0
        self._number, self._count = number, count
        self._configuration = b""
        self._results: Results = defaultdict(dict)
        self._lost: dict[bytes, dict[bytes, Lost]] = defaultdict(dict)

    def share(self, sources: Sequence[Source]) -> list[Source]:
        """Those of the files that this part has."""
        chosen = share(sources, self._number, self._count)
        return [source for source in sources if source.real in chosen]

    def bound(self, bound: Bound) -> Bound:
        """A configuration whose engines note what they find."""
        engine = _native(bound)
        part = digest_of(engine.recipe.packed)
        return dataclasses.replace(
            bound,
            engine=_Noting(engine, self._results[part], self._lost[part]),
            batches=tuple(
                _Batch(each, partial(_NotingRun, self._results[_of_program(engine, each)])) for each in bound.batches
            ),
        )

    def begin(self, work: Work) -> Work:
        """What is to be done of all work."""
        self._configuration = _configuration(work)
        chosen = {source.real for source in self.share([source for _, source in work])}
        mine = [(project, source) for project, source in work if source.real in chosen]
        self.files, self.of = len(mine), len(work)
        return mine

    def end(self, projects: Iterable[Project]) -> None:
        pass

    def shard(self, asked: Asked) -> Shard:
        """What was found out, by a run that was asked for this. Raises ShardError."""
        return Shard(self._number, made(self._count, asked, self._configuration), dict(self._results), dict(self._lost))


class Merging:
    """Takes part in a run over all files, of which shards know the results. Raises ShardError, in the run, when that has
    another configuration."""

    def __init__(self, shards: Sequence[Shard]) -> None:
        self._configuration = shards[0].made.configuration
        self._results: Results = defaultdict(dict)
        self._lost: dict[bytes, dict[bytes, Lost]] = defaultdict(dict)
        self._missing: dict[int, set[str]] = defaultdict(set)
        for shard in shards:
            for part, results in shard.results.items():
                self._results[part] |= results
            for part, lost in shard.lost.items():
                self._lost[part] |= lost

    def bound(self, bound: Bound) -> Bound:
        """A configuration whose engines know what the shards know."""
        engine = _native(bound)
        part = digest_of(engine.recipe.packed)
        missing: set[str] = set()
        told = dataclasses.replace(
            bound,
            engine=_Knowing(engine, self._results[part], self._lost[part], missing),
            batches=tuple(
                _Batch(each, partial(_KnowingRun, self._results[_of_program(engine, each)], missing))
                for each in bound.batches
            ),
        )
        self._missing[id(told)] = missing
        return told

    def begin(self, work: Work) -> Work:
        """All work. Raises ShardError."""
        if _configuration(work) != self._configuration:
            raise ShardError("the configuration here chooses other rules or options than that of the shards")
        return work

    def end(self, projects: Iterable[Project]) -> None:
        """Say which files were not in the shards."""
        for project in projects:
            missing = self._missing[id(project.bound)]
            project.notices += [msgspec.structs.replace(_MISSING, path=path) for path in sorted(missing)]


Sharding = Recording | Merging


def _native(bound: Bound) -> NativeEngine:
    assert isinstance(bound.engine, NativeEngine)  # no other is given to a run of the command line
    return bound.engine


def _of_program(engine: NativeEngine, batch: Batch) -> bytes:
    return digest_of(engine.recipe.packed, batch.name.encode())


def _configuration(work: Work) -> bytes:
    """A digest of the rules and options that the files of a run are checked with."""
    engines = {id(project): _native(project.bound) for project, _ in work}
    return digest_of(*sorted({engine.recipe.packed for engine in engines.values()}))


class _Noting(NativeEngine):
    """Our engine; notes all that it finds out or knows."""

    def __init__(self, engine: NativeEngine, results: dict[bytes, bytes], lost: dict[bytes, Lost]) -> None:
        super().__init__(engine.recipe, shelf=engine.shelf, pool=engine.pool)
        self._results, self._lost = results, lost

    def known(self, path: str, data: bytes) -> FileResult | Lost | None:
        known = super().known(path, data)
        key = file_key(path, data)
        answer = self.shelf.get(key) if known is not None and self.shelf is not None else None
        if answer is not None:
            self._results[key] = answer
        return known

    def learned(self, path: str, data: bytes, answer: bytes) -> FileResult:
        result = super().learned(path, data, answer)
        self._results[file_key(path, data)] = answer
        return result

    def lost(self, path: str, data: bytes, answer: Lost) -> None:
        self._lost[file_key(path, data)] = answer


class _Knowing(NativeEngine):
    """Our engine; knows what the shards know, and notes which files they do not."""

    def __init__(
        self, engine: NativeEngine, results: dict[bytes, bytes], lost: dict[bytes, Lost], missing: set[str]
    ) -> None:
        super().__init__(engine.recipe, shelf=engine.shelf, pool=engine.pool)
        self._results, self._lost, self._missing = results, lost, missing

    def known(self, path: str, data: bytes) -> FileResult | Lost | None:
        key = file_key(path, data)
        answer = self._results.get(key)
        if answer is not None:
            return unpacked(path, answer)
        lost = self._lost.get(key)
        if lost is None:
            self._missing.add(path)
        return lost


class _Batch:
    """Another engine, whose runs note or know results."""

    def __init__(self, batch: Batch, run_of: Callable[[Run], Run]) -> None:
        self._batch, self._run_of = batch, run_of

    @property
    def name(self) -> str:
        return self._batch.name

    @property
    def languages(self) -> frozenset[str]:
        return self._batch.languages

    def codes(self, language: str) -> frozenset[str]:
        return self._batch.codes(language)

    def run(self) -> Run:
        return self._run_of(self._batch.run())


class _Run:
    """A run of another engine, and the results that go with it."""

    def __init__(self, results: dict[bytes, bytes], run: Run) -> None:
        self._run, self._results = run, results

    def know(self, source: SourceFile) -> None:
        self._run.know(source)

    def start(self) -> None:
        self._run.start()

    def close(self) -> None:
        self._run.close()


class _NotingRun(_Run):
    """A run of another engine; notes what it finds, file by file. Of a run that failed as a whole nothing is noted, so that the
    merge tries again, or says what keeps it from that."""

    def __init__(self, results: dict[bytes, bytes], run: Run) -> None:
        super().__init__(results, run)
        self._keys: dict[str, bytes] = {}

    def add(self, source: SourceFile) -> None:
        self._keys[source.path] = file_key(source.path, source.data)
        self._run.add(source)

    def finish(self, stop: threading.Event) -> Checked:
        checked = self._run.finish(stop)
        findings: dict[str, list[Finding]] = defaultdict(list)
        notices: dict[str, list[Notice]] = defaultdict(list)
        for finding in checked.findings:
            findings[finding.path].append(msgspec.structs.replace(finding, path=""))
        for notice in checked.notices:
            notices[notice.path].append(msgspec.structs.replace(notice, path=""))
        if findings.keys() <= self._keys.keys():
            for path in self._keys.keys() - checked.unseen:
                self._results[self._keys[path]] = encoded((findings[path], notices[path]))
        return checked


class _KnowingRun(_Run):
    """A run of another engine over what the shards do not know."""

    def __init__(self, results: dict[bytes, bytes], missing: set[str], run: Run) -> None:
        super().__init__(results, run)
        self._missing = missing
        self._known: list[tuple[str, bytes]] = []
        self._added: set[str] = set()

    def add(self, source: SourceFile) -> None:
        answer = self._results.get(file_key(source.path, source.data))
        if answer is None:
            self._added.add(source.path)
            self._run.add(source)
        else:
            self._known.append((source.path, answer))
            self._run.know(source)

    def finish(self, stop: threading.Event) -> Checked:
        checked = self._run.finish(stop)
        self._missing |= self._added - checked.unseen
        findings, notices = [*checked.findings], [*checked.notices]
        for path, answer in self._known:
            found, told = _SAID.decode(answer)
            findings += [msgspec.structs.replace(each, path=path) for each in found]
            notices += [msgspec.structs.replace(each, path=path) for each in told]
        return Checked(findings, notices, checked.unseen)
