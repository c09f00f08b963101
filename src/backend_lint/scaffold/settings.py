"""Knows the first settings of a project, and how they get into its pyproject.toml or a file of their own."""

from __future__ import annotations

import textwrap
from pathlib import Path

from backend_lint.scaffold.changes import Change, Kept, ScaffoldError, Step, ended, text_of, with_line_ends_of
from backend_lint.scaffold.project import Project
from backend_lint.semantics import toml
from backend_lint.settings import Finder
from backend_lint.settings.profiles import PROFILES

#: What a library says about a setting: the lines of its comment, and key and value.
_SUGGESTED: dict[str, tuple[tuple[str, ...], str]] = {
    "Django REST framework": (
        (
            'Django REST framework answers errors as {"detail": ...} by itself, where most guidelines ask for',
            '{"error": {"code": ..., "message": ...}}: report only what departs from the shape used most here.',
        ),
        'error-shape = "auto"',
    ),
}


def plan_settings(project: Project, profile: str | None) -> Step:
    """The settings of a project. A configuration that is in force already, in the project or above it, is kept.

    Raises ScaffoldError and settings.SettingsError."""
    in_force = Finder().of(str(project.root)).source
    if in_force is not None:
        return Kept(Path(in_force), "settings are there already")
    lines = _lines(project, profile)
    file = project.root / "pyproject.toml"
    before = text_of(file)
    if before is None:
        file = project.root / "backend-lint.toml"
        return Change(file, "\n".join(lines) + "\n", "settings")
    _parse(file, before)
    addition = "\n".join(["", "[tool.backend-lint]", *lines]) + "\n"
    after = ended(before) + with_line_ends_of(addition if before.strip() else addition[1:], before)
    _parse(file, after, "[tool.backend-lint] cannot be appended: ")
    return Change(file, after, "settings, in [tool.backend-lint]", before)


def _lines(project: Project, profile: str | None) -> list[str]:
    libraries = [evidence.library for evidence in project.found.libraries]
    lines = ["# All keys and their values: `backend-lint config show`; all rules: `backend-lint rules`."]
    if libraries:
        lines += _comment(f"Found in the dependencies: {', '.join(libraries)}.")
    lines += _comment(f"Where written guidelines disagree, a profile decides: {', '.join(PROFILES)}.")
    lines.append(f'profile = "{profile or "default"}"')
    for library in libraries if profile is None else ():
        if library in _SUGGESTED:
            comment, setting = _SUGGESTED[library]
            lines += [*(f"# {line}" for line in comment), setting]
    return lines


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, 98)]


def _parse(file: Path, text: str, why: str = "") -> None:
    try:
        toml.loads(text.removeprefix("\ufeff"))
    except ValueError as error:
        raise ScaffoldError(f"{file}: {why}not valid TOML: {error}") from error
