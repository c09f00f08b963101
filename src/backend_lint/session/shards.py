"""Knows what a shard of a run is: a part of its files, and the file in which the results of that part travel to `merge`.

Results stand there by the digest of what they were made from, never by date or position: a merge takes what belongs to the
bytes that it sees, and nothing else. Such a file is read like any other input: nothing in it is run."""

from __future__ import annotations

import heapq
import json
import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from backend_lint import atomic
from backend_lint.cache import digest_of, tool_digest, tool_name
from backend_lint.cache.directory import LARGEST
from backend_lint.cache.sealed import seal, unseal
from backend_lint.discovery import Source
from backend_lint.pool import Lost

#: How the name of a shard's file ends: `merge` tells it from a path by that.
SUFFIX = ".shard"
#: The number is the version of the format.
_IDENTITY = digest_of(b"shard", b"1")
#: Bytes that reading and scouting a file cost as much as, whatever it holds.
_EACH = 2_000

#: Results of files by digest of path and bytes, by digest of what made them.
Results = dict[bytes, dict[bytes, bytes]]


class ShardError(Exception):
    """Shards that cannot be read, or merged; says which, why, and what to do. May hold any character of a path."""


class Asked(msgspec.Struct, frozen=True):
    """What the command line of a run asked for: its paths, and its options by name."""

    paths: tuple[str, ...]
    options: dict[str, object]


class Made(msgspec.Struct, frozen=True):
    """What the shards of one run have in common. `count` is how many there are, `tool` the digest of what made them and
    `version` its name; `asked` is an `Asked` in JSON, where a name that is no text can stand; `configuration` is the digest
    of what the configuration files chose."""

    tool: bytes
    version: str
    count: int
    asked: str
    configuration: bytes


class Shard(msgspec.Struct, frozen=True):
    """The results of part `number` (1-based). `lost` are the files that a worker was lost to or that took too long."""

    number: int
    made: Made
    results: Results
    lost: dict[bytes, dict[bytes, Lost]]


_encode = msgspec.msgpack.Encoder().encode
_SHARD = msgspec.msgpack.Decoder(Shard)


def share(sources: Sequence[Source], number: int, count: int) -> frozenset[str]:
    """The real paths of the files that part `number` of `count` checks. Each file is in one part, on every machine that has
    the same files, and the parts are about as large: the largest files are dealt out first, each to the smallest part."""
    parts = [(0, each) for each in range(1, count + 1)]
    chosen: set[str] = set()
    sizes = [(-_size(source), position) for position, source in enumerate(sources)]
    for size, position in sorted(sizes):
        load, smallest = parts[0]
        heapq.heapreplace(parts, (load - size + _EACH, smallest))
        if smallest == number:
            chosen.add(sources[position].real)
    return frozenset(chosen)


def _size(source: Source) -> int:
    try:
        return os.stat(source.real).st_size
    except OSError:
        return 0  # said when it is read


def made(count: int, asked: Asked, configuration: bytes) -> Made:
    """What the shards of a run of this tool have in common. Raises ShardError."""
    try:
        tool = tool_digest()
    except OSError as error:
        raise ShardError(f"backend-lint cannot read its own modules: {error.strerror}") from error
    return Made(tool, tool_name(), count, json.dumps(msgspec.to_builtins(asked)), configuration)


def write(path: str, shard: Shard) -> None:
    """Write a shard; who reads the file sees the old one or the new one. Raises OSError."""
    atomic.replace(Path(path).resolve(), seal(_encode(shard), _IDENTITY))


def read(names: Iterable[str]) -> list[Shard]:
    """All shards of one run by this tool, from their files. Raises ShardError."""
    named = [(name, _read(name)) for name in names]
    first, one = named[0]
    _check_tool(first, one)
    for name, other in named[1:]:
        _check_tool(name, other)
        _check_alike(first, one, name, other)
    by_number: dict[int, str] = {}
    for name, shard in named:
        if shard.number in by_number:
            raise ShardError(f"shard {shard.number} is given twice: {by_number[shard.number]}, {name}")
        by_number[shard.number] = name
    missing = [str(number) for number in range(1, one.made.count + 1) if number not in by_number]
    if missing:
        are = "s {} are" if len(missing) > 1 else " {} is"
        raise ShardError(f"of {one.made.count} shards number{are.format(', '.join(missing))} missing")
    return [shard for _, shard in named]


def asked(shard: Shard) -> Asked:
    """What the run of a shard was asked for."""
    return msgspec.convert(json.loads(shard.made.asked), Asked)


def _read(name: str) -> Shard:
    try:
        with Path(name).open("rb") as stream:
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise ShardError(f"{name}: is no regular file")
            data = stream.read() if found.st_size <= LARGEST else b""
    except OSError as error:
        raise ShardError(f"{name}: cannot be read: {error.strerror}") from error
    body = unseal(data, _IDENTITY)
    try:
        if body is not None:
            return _SHARD.decode(body)
    except (msgspec.MsgspecError, RecursionError):
        pass
    raise ShardError(f"{name}: is damaged, or was not written by `backend-lint --shard`: make it again")


def _check_tool(name: str, shard: Shard) -> None:
    """Raises ShardError for a shard that another tool than this one has made."""
    here = made(1, Asked((), {}), b"")
    if shard.made.tool == here.tool:
        return
    if shard.made.version != here.version:
        raise ShardError(f"{name}: made by {shard.made.version}, and this is {here.version}: use one for all jobs")
    raise ShardError(
        f"{name}: made by other code of {here.version}, or with other libraries or another system: use one for all jobs"
    )


def _check_alike(first: str, one: Shard, name: str, other: Shard) -> None:
    """Raises ShardError for shards of different runs."""
    if other.made.count != one.made.count:
        difference = f"one is of {one.made.count} shards, the other of {other.made.count}"
    elif other.made.asked != one.made.asked:
        difference = "they were made with other flags or paths"
    elif other.made.configuration != one.made.configuration:
        difference = "their configurations choose other rules or options"
    else:
        return
    raise ShardError(f"{first} and {name} are not of one run: {difference}")
