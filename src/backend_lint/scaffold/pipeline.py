"""Knows the pipelines of the templates, and how each is started by the CI server that runs it."""

from __future__ import annotations

import re
from pathlib import Path

from backend_lint.scaffold.changes import Change, Kept, Step, text_of
from backend_lint.scaffold.project import Project

_TEMPLATES = Path(__file__).parent / "templates"

#: Each server's template and where its file stands in a repository.
PIPELINES: dict[str, tuple[str, str]] = {
    "github": ("github.yml", ".github/workflows/backend-lint.yml"),
    "gitlab": ("gitlab.yml", ".gitlab/backend-lint.yml"),
}

#: Directories that are text and nothing else in both YAML and what each server expands in it (`$X`, `${{ }}`).
_PLAIN = re.compile(r"[\w./@+, -]+")

#: GitLab runs what its main file includes.
_GITLAB_MAIN = ".gitlab-ci.yml"
_INCLUDE = "include:\n  - local: .gitlab/backend-lint.yml\n"


def plan_pipeline(server: str, project: Project) -> list[Step]:
    """The files that make `server`, one of PIPELINES, check the project. Raises ScaffoldError."""
    template, name = PIPELINES[server]
    if project.repository is None:
        return [Kept(project.root / name, "this is not a git repository")]
    file = project.repository / name
    if not _PLAIN.fullmatch(project.within):
        return [Kept(file, "the name of the project's directory means more than itself there")]
    if file.exists():
        steps: list[Step] = [Kept(file, "is there already")]
    else:
        text = (_TEMPLATES / template).read_text(encoding="utf-8")
        text = text.replace('SOURCE: "."', f'SOURCE: "{project.within}"')
        steps = [Change(file, text, "a job that checks every change")]
    if server == "gitlab":
        main = project.repository / _GITLAB_MAIN
        before = text_of(main)
        if before is None:
            steps.append(Change(main, _INCLUDE, "includes that job"))
        elif name in before:
            steps.append(Kept(main, "includes that job already"))
        else:
            steps.append(Kept(main, f"is yours: add `- local: {name}` to its `include` list"))
    return steps
