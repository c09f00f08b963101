"""What the workers of a Dask cluster run for a run elsewhere: files are checked by a process beside the Dask worker, as by any
worker of `pool`, so that one which hangs or dies of a file is no worker of the cluster.

Imported there by name; nothing happens when it is imported."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import cache

import msgspec

from backend_lint.cache import tool_digest, tool_name
from backend_lint.pool import Answer, Pool, Task
from backend_lint.pool.recipe import Recipe

#: Seconds after which a process that nobody gives work ends: the next batch of a run comes at once.
_IDLE = 20.0


class Identity(msgspec.Struct, frozen=True, array_like=True):
    """What answers: the digest of the tool, and what to call it."""

    tool: bytes
    version: str


class Batch(msgspec.Struct, frozen=True, array_like=True):
    """Files to check under one recipe: paths as `os.fsencode` makes them, and bytes. Only a tool with this digest is to answer."""

    tool: bytes
    recipe: bytes
    files: Sequence[tuple[bytes, bytes]]


class Reply(msgspec.Struct, frozen=True, array_like=True):
    """The answers in the order of the files; none when who replies is another tool."""

    identity: Identity
    answers: Sequence[Answer] = ()


_encode = msgspec.msgpack.Encoder().encode
_BATCH = msgspec.msgpack.Decoder(Batch)
_REPLY = msgspec.msgpack.Decoder(Reply)
_IDENTITY = msgspec.msgpack.Decoder(Identity)


def request(recipe: Recipe, tool: bytes, tasks: Sequence[Task]) -> bytes:
    """What `check` is to be given for tasks of one recipe."""
    return _encode(Batch(tool, recipe.packed, [(os.fsencode(each.path), each.data) for each in tasks]))


def read_reply(data: bytes) -> Reply:
    """What `check` returned. Raises msgspec.MsgspecError."""
    return _REPLY.decode(data)


def read_identity(data: bytes) -> Identity:
    """What `identity` returned. Raises msgspec.MsgspecError."""
    return _IDENTITY.decode(data)


@cache
def here() -> Identity:
    """What this process is. Raises OSError when its modules cannot be read."""
    return Identity(tool_digest(), tool_name())


def identity() -> bytes:
    """What would answer here."""
    return _encode(here())


def check(message: bytes) -> bytes:
    """The `Reply` to a `Batch`."""
    batch = _BATCH.decode(message)
    if batch.tool != here().tool:
        return _encode(Reply(here()))
    recipe = _recipe(batch.recipe)
    tasks = [Task(recipe, os.fsdecode(path), data, number) for number, (path, data) in enumerate(batch.files)]
    return _encode(Reply(here(), _beside().check(tasks)))


@cache
def _recipe(data: bytes) -> Recipe:
    """One value for each recipe: a pool tells them apart by identity."""
    return msgspec.msgpack.decode(data, type=Recipe)


class _Beside:
    """The process that works for one thread of this one. It ends when nobody asks for it any more."""

    def __init__(self) -> None:
        self._pool = Pool(1)
        self._using = threading.Lock()
        self._end: threading.Timer | None = None

    def check(self, tasks: Sequence[Task]) -> list[Answer]:
        """The answers to tasks, in their order."""
        with self._using:
            if self._end is not None:
                self._end.cancel()
            answers = {task.owner: answer for task, answer in self._pool.run(iter(tasks), len(tasks))}
            self._end = threading.Timer(_IDLE, self._close)
            self._end.daemon = True
            self._end.start()
        return [answers[number] for number in range(len(tasks))]

    def _close(self) -> None:
        with self._using:
            self._pool.close()


_OWN = threading.local()


def _beside() -> _Beside:
    if not hasattr(_OWN, "beside"):
        _OWN.beside = _Beside()
    beside: _Beside = _OWN.beside
    return beside
