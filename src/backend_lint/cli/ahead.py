"""Starts workers before it is known what for: importing what they need takes 0.3 s, in which a run finds its files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from backend_lint.engines.cores import cores
from backend_lint.pool import MANY, Pool

#: How many entries of directories are looked at: a thousand take a millisecond.
_LOOKS = 3_000
#: Flags with which this process checks nothing, or not by itself.
_OTHERWISE = ("executor", "shard", "show_files", "show_settings", "stdin_filename")


def started(paths: Sequence[str], flags: dict[str, Any]) -> Pool | None:
    """Workers on their way, where a run will surely need some: nothing is known of its files, and they are many. To be
    closed."""
    jobs = flags["jobs"] or cores()
    if jobs == 1 or not flags["no_cache"] or any(map(flags.get, _OTHERWISE)) or not _are_many(paths or (".",)):
        return None
    pool = Pool(jobs)
    pool.start(jobs)
    return pool


def _are_many(paths: Iterable[str]) -> bool:
    found = (name for name in islice(_names(paths), _LOOKS) if name.endswith(".py"))
    return next(islice(found, MANY, None), None) is not None


def _names(paths: Iterable[str]) -> Iterator[str]:
    """Paths, and the names of what is in those that are directories; hidden ones are not looked into, no link is followed."""
    directories = [*paths]
    for directory in directories:
        yield directory
        try:
            with os.scandir(directory) as entries:
                for entry in entries:
                    yield entry.name
                    if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                        directories.append(entry.path)
        except (OSError, ValueError):
            continue  # a file, or what discovery reports
