"""What a rule says before places are known: spots in nodes, changes of nodes, findings to be placed."""

from __future__ import annotations

import libcst as cst
import msgspec

from backend_lint.model import Applicability, Confidence, Place, Severity


class Spot(msgspec.Struct, frozen=True):
    """A part of a literal: `length` characters at the 0-based character `offset` of the node's source; of the whole
    file's text where `node` is its module."""

    node: cst.CSTNode
    offset: int
    length: int


class Stretch(msgspec.Struct, frozen=True):
    """From one node to another: from the start of `first` (its end where `after`) to the end of `last` (its start
    where `before`). Of one node with `after` it is the empty place behind it, with `before` that in front of it."""

    first: cst.CSTNode
    last: cst.CSTNode
    after: bool = False
    before: bool = False


class Change(msgspec.Struct, frozen=True):
    """Put `text` (empty: nothing) in the place of a node's source, a part of it, or a stretch of source. A line feed in
    it becomes the line end of the file."""

    at: cst.CSTNode | Spot | Stretch
    text: str
    title: str
    applicability: Applicability = "unsafe"


class Draft(msgspec.Struct, frozen=True):
    """A finding before its place is known. None: the rule's own severity."""

    at: cst.CSTNode | Spot
    message: str
    severity: Severity | None = None
    confidence: Confidence = "high"
    hint: str = ""
    related: tuple[tuple[cst.CSTNode, str], ...] = ()
    fix: tuple[Change, ...] = ()


class ProjectDraft(msgspec.Struct, frozen=True):
    """A finding of a project rule; `place` comes from the facts."""

    path: str
    place: Place
    message: str
    severity: Severity | None = None
    confidence: Confidence = "high"
    hint: str = ""
