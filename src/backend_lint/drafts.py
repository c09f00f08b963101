"""What a rule says before places are known: spots in nodes, changes of nodes, findings to be placed."""

from __future__ import annotations

import dataclasses

import libcst as cst

from backend_lint.model import Applicability, Confidence, Place, Severity


@dataclasses.dataclass(frozen=True, slots=True)
class Spot:
    """A part of a literal: `length` characters at the 0-based character `offset` of the node's source; of the whole
    file's text where `node` is its module."""

    node: cst.CSTNode
    offset: int
    length: int


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """Replace a node's source by `text` (empty: remove it)."""

    node: cst.CSTNode
    text: str
    title: str
    applicability: Applicability = "unsafe"


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """A finding before its place is known. None: the rule's own severity."""

    at: cst.CSTNode | Spot
    message: str
    severity: Severity | None = None
    confidence: Confidence = "high"
    hint: str = ""
    related: tuple[tuple[cst.CSTNode, str], ...] = ()
    fix: tuple[Change, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class ProjectDraft:
    """A finding of a project rule; `place` comes from the facts."""

    path: str
    place: Place
    message: str
    severity: Severity | None = None
    confidence: Confidence = "high"
    hint: str = ""
