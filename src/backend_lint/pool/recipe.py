"""Knows how to make our engine from plain values, which may have come from another process."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from backend_lint.model import FileResult, Finding

if TYPE_CHECKING:  # importing the engine imports LibCST, which a run needs only when something is not known yet
    from backend_lint.engines.native import Engine

Option = bool | int | str | tuple[str, ...]


class ChosenRule(msgspec.Struct, frozen=True, array_like=True):
    """A selected rule by its code; `strict` lets findings of severity "strict" through."""

    code: str
    options: dict[str, Option]
    strict: bool


class Recipe(msgspec.Struct, frozen=True, array_like=True):
    """All that decides what our engine finds in given bytes under a given path."""

    rules: tuple[ChosenRule, ...]
    role_globs: dict[str, tuple[str, ...]]
    roles_off: tuple[str, ...]

    @property
    def packed(self) -> bytes:
        """The same bytes for equal recipes."""
        return _ENCODER.encode(self)

    def engine(self, *, again: bool = False) -> Engine:
        """The engine; `again`: the same files are checked again and again."""
        from backend_lint.semantics.nodes import load

        load()
        from backend_lint import catalog
        from backend_lint.engines import native
        from backend_lint.hooks import BoundRule

        chosen = {rule.code: rule for rule in self.rules}
        bound = [
            BoundRule(rule, chosen[rule.code].options, chosen[rule.code].strict)
            for rule in catalog.rules()
            if rule.code in chosen
        ]
        return native.Engine(bound, self.role_globs, frozenset(self.roles_off), again=again)


_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_FINDINGS = msgspec.msgpack.Decoder(tuple[tuple[bytes, Finding], ...])
_RESULT = msgspec.msgpack.Decoder(tuple[tuple[Finding, ...], bytes | None, bool])


class PackedFacts(msgspec.Struct, frozen=True):
    """The facts of one file as bytes; empty when all there is to know is its path."""

    path: str
    data: bytes


def packed(result: FileResult) -> bytes:
    """What our engine found in one file, as bytes that say nothing of its path; empty for nothing at all."""
    from backend_lint.facts import FileFacts

    facts = None
    if isinstance(result.facts, FileFacts):
        known = msgspec.structs.replace(result.facts, path="")
        facts = b"" if known == FileFacts("") else encoded(known)
    if not result.findings and facts == b"":
        return b""
    findings = tuple(msgspec.structs.replace(each, path="") for each in result.findings)
    return encoded((findings, facts, result.failed))


def unpacked(path: str, data: bytes) -> FileResult:
    """What `packed` made bytes of; its facts stay `PackedFacts`. Raises msgspec.MsgspecError."""
    findings, facts, failed = _RESULT.decode(data) if data else ((), b"", False)
    named = tuple(msgspec.structs.replace(each, path=path) for each in findings)
    return FileResult(path, named, None if facts is None else PackedFacts(path, facts), failed)


def packed_findings(findings: Sequence[Finding]) -> bytes:
    """The findings of project rules, which name files of their own, as bytes."""
    return encoded([(os.fsencode(each.path), msgspec.structs.replace(each, path="")) for each in findings])


def unpacked_findings(data: bytes) -> tuple[Finding, ...]:
    """What `packed_findings` made bytes of. Raises msgspec.MsgspecError."""
    return tuple(msgspec.structs.replace(each, path=os.fsdecode(path)) for path, each in _FINDINGS.decode(data))


def encoded(value: object) -> bytes:
    """Findings, or values that hold some, as bytes."""
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:  # a message quotes a lone surrogate, which a Python string can hold
        return _ENCODER.encode(_encodable(msgspec.to_builtins(value, builtin_types=(bytes,))))


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode(errors="backslashreplace").decode()
    if isinstance(value, list | tuple):
        return [_encodable(each) for each in value]
    if isinstance(value, dict):
        return {_encodable(key): _encodable(each) for key, each in value.items()}
    return value


def linked(engine: Engine, facts: Sequence[PackedFacts], late: Collection[str] = ()) -> tuple[Finding, ...]:
    """The findings that need the facts of all files. The rules of `late` came to no end before, and do not run."""
    from backend_lint.facts import FileFacts

    decoder = msgspec.msgpack.Decoder(FileFacts)
    return engine.check_project(
        [
            msgspec.structs.replace(decoder.decode(each.data), path=each.path) if each.data else FileFacts(each.path)
            for each in facts
        ],
        late,
    )
