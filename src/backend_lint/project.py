"""The facts of all files, as a project rule sees them, and how it says what it found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from backend_lint.drafts import ProjectDraft
from backend_lint.facts import FileFacts
from backend_lint.model import Place, Severity


class Project:
    """The facts of all files, as a project rule sees them: never a tree."""

    def __init__(self, facts: Sequence[FileFacts], options: Mapping[str, Any]) -> None:
        self.facts = facts
        self.options = options

    def finding(
        self, path: str, place: Place, message: str, *, severity: Severity | None = None, hint: str = ""
    ) -> ProjectDraft:
        """A fault at a place that the facts name."""
        return ProjectDraft(path, place, message, severity, "high", hint)
