"""Knows where a project begins, where its repository does, and what it is made with."""

from __future__ import annotations

from pathlib import Path

import msgspec

from backend_lint.scaffold.dependencies import Found, find, is_project


class Project(msgspec.Struct, frozen=True):
    """`root` is where its settings belong, `repository` the directory of git's that holds it, if any; both
    are absolute."""

    root: Path
    repository: Path | None
    found: Found

    @property
    def within(self) -> str:
        """The root as seen from the repository, with `/` as separator."""
        return "." if self.repository is None else self.root.relative_to(self.repository).as_posix()


def find_project(directory: Path) -> Project:
    """The project that `directory` is part of: the nearest directory upwards, within one repository, that
    says what it depends on; else `directory` itself."""
    here = directory.resolve()
    levels = [here, *here.parents]
    repository = next((level for level in levels if (level / ".git").exists()), None)
    within = levels[: levels.index(repository) + 1] if repository is not None else [here]
    root = next((level for level in within if is_project(level)), here)
    return Project(root, repository, find(root))
