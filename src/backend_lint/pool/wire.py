"""Knows what a run and its workers say to each other, and how that travels through a pipe.

Every message is four bytes of length (big-endian) and msgpack. A worker says first that it is ready, with an empty
message; then it answers each file of a batch with a message of its own, in their order, and anything else with one."""

from __future__ import annotations

from typing import IO

import msgspec

from backend_lint.pool.recipe import Recipe

HEAD = 4

#: Seconds that one file may take, and how many more for each megabyte. Promises 6.5; LibCST needs 10 s for a dense megabyte.
DEADLINE = 10.0
PER_MEGABYTE = 10.0
#: Seconds that the project rules may take: 0.04 s for 650 files.
LINKING = 60.0


class Batch(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """Files to check under one recipe, which has a number: a worker knows the recipes that it has seen. A path is
    what `os.fsencode` makes of it: names need not be text. The rules of the codes `late` are left out."""

    number: int
    recipe: Recipe | None
    files: tuple[tuple[bytes, bytes], ...]
    late: tuple[str, ...]


class Facts(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """What all files say to the project rules of a recipe: paths as in a batch, and packed facts."""

    number: int
    recipe: Recipe | None
    files: tuple[tuple[bytes, bytes], ...]


class About(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """Ask what is known of all rules: `model.RuleInfo`, by code."""


Request = Batch | Facts | About

_ENCODER = msgspec.msgpack.Encoder()
_REQUEST: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)


def sent(request: Request) -> bytes:
    """A request as it is sent."""
    return framed(_ENCODER.encode(request))


def read_request(message: bytes) -> Request:
    """A request as it is received."""
    return _REQUEST.decode(message)


def framed(message: bytes) -> bytes:
    """A message with its length before it."""
    return len(message).to_bytes(HEAD, "big") + message


def received(stream: IO[bytes]) -> bytes | None:
    """The next message; None when the other side has gone."""
    head = stream.read(HEAD)
    if len(head) < HEAD:
        return None
    size = int.from_bytes(head, "big")
    message = stream.read(size)
    return message if len(message) == size else None


def seconds(data: bytes) -> float:
    """How long checking these bytes may take."""
    return DEADLINE + PER_MEGABYTE * len(data) / 1_000_000
