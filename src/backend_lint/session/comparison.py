"""Knows what a change made worse: which findings of a run were there at an earlier revision too.

Both sides are checked and their findings compared by fingerprint, not by changed lines: a finding that a change elsewhere
brings about is new, and one that only moved is not. A file that both sides have alike is analysed once."""

from __future__ import annotations

import os
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from backend_lint.discovery import Discovered, PathError, Skipped, Source, shown
from backend_lint.model import NOT_ANALYSED, OWN_CODES, Finding
from backend_lint.paths import relative, within
from backend_lint.revision import Repository, RevisionError, blob_ids, open_repository
from backend_lint.semantics.file import too_large
from backend_lint.semantics.languages import SUFFIXES
from backend_lint.session.checking import check_all
from backend_lint.session.listing import Listing
from backend_lint.session.project import Project, Reader, from_disk, given

if TYPE_CHECKING:
    from backend_lint.session import Session

#: Files that git is asked for at once: a call for each would cost 5 ms.
_AHEAD = 500


class Since(msgspec.Struct, frozen=True):
    """What a run is compared with: a revision, or with `merge_base` what HEAD has in common with it. `staged`: the index
    is checked, which is what `git commit` would commit, and not the work tree."""

    revision: str = "HEAD"
    merge_base: bool = False
    staged: bool = False


class Comparison:
    """The two sides of one run over `paths` (all of the repository, when empty). `found` are the files of the head side
    and `reader` gives their bytes; `moved` says under which path the head has a renamed file of the base."""

    def __init__(self, session: Session, paths: Sequence[str], since: Since) -> None:
        """Raises RevisionError, discovery.PathError and SettingsError."""
        self._session = session
        self._repository = open_repository(_directory(paths[0] if paths else "."))
        self._top = self._repository.top
        self._paths = paths or (self._top,)
        #: The given paths without links, as they were given.
        self._given = {os.path.realpath(path): os.path.abspath(path) for path in self._paths}
        for path in self._paths:
            if not within(os.path.realpath(path), self._top):
                raise RevisionError(f"{path}: outside of the git repository {self._top}")
        self._commit = _commit(self._repository, since)
        self._base = self._repository.files(self._commit) if self._commit is not None else {}
        #: The ids that git would give to what the head side has at a path, filled in while it is read.
        self._ids: dict[str, tuple[str, ...]] = {}
        self._stands: Callable[[str], bool] = self._on_disk
        self.moved: dict[str, str] = {}
        self.reader: Reader = self._read
        self.found = self._staged() if since.staged else session.discover(self._paths)

    def before(self, after: Collection[Project], stop: threading.Event) -> list[Project]:
        """The projects of the base side, from those of the head side; neither are linked."""
        heads = [self._from_top(source.real) for project in after for source in project.sources.values()]
        origins = self._origins(heads)
        same: list[tuple[Project, str]] = []
        changed = self._gone({*heads, *origins.values()})
        for project in after:
            for path, source in project.sources.items():
                here = self._from_top(source.real)
                origin = origins.get(here)
                if origin is None:
                    continue
                if origin != here:
                    renamed = self._source(origin)
                    self.moved[renamed.path] = source.path
                    changed.append(renamed)
                elif self._base[here] in self._ids.get(here, ()):
                    same.append((project, path))
                else:
                    changed.append(source)
        reader = _Blobs(
            self._repository, {each.real: self._base[self._from_top(each.real)] for each in changed}, self.reader
        )
        made: dict[int, Project] = {}
        for project, path in same:
            made.setdefault(id(project.bound), Project(project.bound, reader)).adopt(project, path)
        work: list[tuple[Project, Source]] = []
        for source in changed:
            bound = self._session.bound(source.directory)
            work.append((made.setdefault(id(bound), Project(bound, reader)), source))
        check_all(work, stop, pool=self._session.pool)
        return [*made.values()]

    def _origins(self, heads: Sequence[str]) -> dict[str, str]:
        """Where the base has the files of the head side: at the same path, or where they were renamed from."""
        origins = {path: path for path in heads if path in self._base}
        added = [path for path in heads if path not in self._base]
        if not added or self._commit is None:
            return origins
        renames = self._repository.renames(self._commit)
        alike = self._vanished({blob for path in added for blob in self._ids.get(path, ())})
        taken = set(heads)
        for path in added:
            candidates = (
                [renames[path]]
                if path in renames
                else [origin for blob in self._ids.get(path, ()) for origin in alike.get(blob, ())]
            )
            for origin in candidates:
                if origin in self._base and origin not in taken and self._counts(origin, path):
                    origins[path] = origin
                    taken.add(origin)
                    break
        return origins

    def _vanished(self, blobs: Collection[str]) -> dict[str, list[str]]:
        """The files of the base with one of these contents whose paths are gone: git knows a rename only when it is staged."""
        found: dict[str, list[str]] = defaultdict(list)
        for path, blob in self._base.items():
            if blob in blobs and not self._stands(path):
                found[blob].append(path)
        return found

    def _counts(self, origin: str, path: str) -> bool:
        """Whether the file would have been checked where it was: a file that left an excluded directory is new."""
        listing = Listing(self._top, [origin])
        where = self._real(origin) if self._real(path) in self._given else self._top
        return bool(self._session.discover([where], listing).sources)

    def _gone(self, known: Collection[str]) -> list[Source]:
        """The files that the base side would have checked and the head side does not have."""
        named = {self._from_top(path) for path in self._given}
        gone = {path for path in self._base if path not in known and (path.endswith(SUFFIXES) or path in named)}
        if any(not self._stands(path) for path in gone):
            gone -= self._repository.index().sparse
        listing = Listing(self._top, gone)
        return self._session.discover([path for path in self._paths if listing.holds(path)], listing).sources

    def _staged(self) -> Discovered:
        """The files of the index that `paths` name."""
        index = self._repository.index()
        listing = Listing(self._top, [*index.files, *index.conflicts])
        unknown = [path for path in self._paths if not listing.holds(path)]
        for path in unknown:
            if not os.path.lexists(path):
                raise PathError(f"{path}: neither in the git index nor on disk")
        found = self._session.discover([path for path in self._paths if path not in unknown], listing)
        found.skipped += [Skipped(shown(os.path.abspath(path)), "not in the git index") for path in unknown]
        for source in [each for each in found.sources if self._from_top(each.real) in index.conflicts]:
            found.sources.remove(source)
            found.skipped.append(Skipped(source.path, "has a merge conflict in the git index", failed=True))
        self._ids = {path: (blob,) for path, blob in index.files.items()}
        self._stands = index.files.__contains__
        blobs = {source.real: index.files[self._from_top(source.real)] for source in found.sources}
        self.reader = _Blobs(self._repository, blobs, from_disk)
        return found

    def _read(self, source: Source, limit: int) -> bytes:
        data = from_disk(source, limit)
        if self._commit is not None:
            self._ids[self._from_top(source.real)] = blob_ids(data, self._commit)
        return data

    def _on_disk(self, path: str) -> bool:
        return os.path.lexists(self._real(path))

    def _from_top(self, real: str) -> str:
        return relative(real, self._top)

    def _real(self, path: str) -> str:
        return os.path.join(self._top, path.replace("/", os.sep))

    def _source(self, path: str) -> Source:
        """The file at a path from the top, named as discovery names its neighbours."""
        real = self._real(path)
        absolute = next((name + real[len(top) :] for top, name in self._given.items() if within(real, top)), real)
        return Source(shown(absolute), real, os.path.dirname(absolute))


class _Blobs:
    """Reads files as git holds them, by their real paths, many at a time; others are read `otherwise`."""

    def __init__(self, repository: Repository, blobs: Mapping[str, str], otherwise: Reader) -> None:
        self._repository = repository
        self._blobs = blobs
        self._otherwise = otherwise
        self._names = [*dict.fromkeys(blobs.values())]
        self._known: dict[str, bytes | int] = {}

    def __call__(self, source: Source, limit: int) -> bytes:
        blob = self._blobs.get(source.real)
        if blob is None:
            return self._otherwise(source, limit)
        if blob not in self._known:
            at = self._names.index(blob)
            self._known |= self._repository.read(self._names[at : at + _AHEAD], limit)
        content = self._known[blob]
        if isinstance(content, int) and content <= limit:  # files of another configuration had a lower limit
            content = self._repository.read([blob], limit)[blob]
        if isinstance(content, int):
            raise too_large(content, limit)
        return given(content)(source, limit)


def were_there(before: Iterable[Finding], moved: Mapping[str, str], after: Sequence[Finding]) -> list[bool]:
    """Whether each finding was there before. Equal ones are counted, so a copy is new: first those of the same file, which
    `moved` may have renamed, then any that vanished from another file. The tool's own failures are always reported."""
    left = Counter((moved.get(each.path, each.path), each.fingerprint) for each in before if each.code not in OWN_CODES)
    said: list[bool] = []
    for found in after:
        key = (found.path, found.fingerprint)
        said.append(found.code not in OWN_CODES and left[key] > 0)
        left[key] -= said[-1]
    # What a file holds that could not be analysed is not known: its findings have not vanished.
    unknown = {found.path for found in after if found.code == NOT_ANALYSED}
    vanished: Counter[str] = Counter()
    for (path, fingerprint), count in left.items():
        vanished[fingerprint] += count if path not in unknown else 0
    for at, found in enumerate(after):
        if not said[at] and found.code not in OWN_CODES and vanished[found.fingerprint] > 0:
            said[at] = True
            vanished[found.fingerprint] -= 1
    return said


def _commit(repository: Repository, since: Since) -> str | None:
    """The commit of the base side; None before the first commit, when all that is staged is new."""
    if since.staged:
        return repository.head()
    return repository.merge_base(since.revision) if since.merge_base else repository.resolve(since.revision)


def _directory(path: str) -> str:
    """The nearest directory upwards: what is staged need not be on disk."""
    directory = os.path.abspath(path)
    while not os.path.isdir(directory):
        directory = os.path.dirname(directory)
    return directory
