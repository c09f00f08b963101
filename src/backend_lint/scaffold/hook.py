"""Knows how a hook gets into a .pre-commit-config.yaml: as text, so that comments and layout stay."""

from __future__ import annotations

import re

from backend_lint.scaffold.changes import Change, Kept, Step, ended, text_of, with_line_ends_of
from backend_lint.scaffold.project import Project

#: `language: system` (since pre-commit 4.4 also `unsupported`): the backend-lint that is installed where one commits,
#: so that hook, editor and command line are of one version. --force-exclude: pre-commit names every staged file,
#: also excluded ones.
HOOK = """\
- repo: local
  hooks:
    - id: backend-lint
      name: backend-lint
      entry: backend-lint check --force-exclude --no-progress
      language: system
      types: [python]
      require_serial: true
    - id: backend-lint-config
      name: backend-lint configuration
      entry: backend-lint config verify
      language: system
      files: (^|/)(pyproject\\.toml|\\.?backend-lint\\.toml)$
"""
_WHAT = "the hooks backend-lint and backend-lint-config; `pre-commit install` turns them on"
_UNCLEAR = (
    "where a hook belongs in it is not clear; "
    "add a local one with the entry `backend-lint check --force-exclude --no-progress`"
)

_OURS = re.compile(r"^[^#\n]*\bbackend-lint\b", re.MULTILINE)
_REPOS = re.compile(r"repos[ \t]*:[ \t]*(?:(?P<value>\[[ \t]*\])[ \t]*)?(#.*)?\r?\n$")
_ITEM = re.compile(r"( *)- ")


def plan_hook(project: Project) -> Step:
    """The hook of the project's repository. Raises ScaffoldError."""
    if project.repository is None:
        return Kept(project.root / ".pre-commit-config.yaml", "this is not a git repository")
    file = project.repository / ".pre-commit-config.yaml"
    before = text_of(file)
    if before is None:
        return Change(file, "repos:\n" + _indented("  "), _WHAT)
    if _OURS.search(before):
        return Kept(file, "has a hook of backend-lint already")
    after = _with_hook(before)
    if after is None:
        return Kept(file, _UNCLEAR)
    return Change(file, after, _WHAT, before)


def _with_hook(text: str) -> str | None:
    """`text` with the hook after the last item of `repos`; None when it is not clear where that is."""
    lines = re.findall(r"[^\n]*\n", ended(text))
    starts = [number for number, line in enumerate(lines) if line.startswith(("repos:", "repos "))]
    head = _REPOS.match(lines[starts[0]]) if len(starts) == 1 else None
    if head is None or any(line.startswith(("...", "\t")) for line in lines):
        return None
    start = starts[0]
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " #-"):
        if lines[end].startswith("---"):
            return None
        end += 1
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1  # what stands above the next key belongs to it
    block = [line for line in lines[start + 1 : end] if line.strip() and not line.lstrip().startswith("#")]
    first = _ITEM.match(block[0]) if block else None
    if block and (first is None or head["value"]):
        return None
    if head["value"]:
        lines[start] = lines[start][: head.start("value")].rstrip() + lines[start][head.end("value") :]
    lines.insert(end, with_line_ends_of(_indented(first[1] if first else "  "), text))
    return "".join(lines)


def _indented(indent: str) -> str:
    return "".join(f"{indent}{line}\n" for line in HOOK.splitlines())
