"""What a project needs to begin with backend-lint: settings, hook and pipeline, planned from what is there.

Nothing here writes: a plan is a list of files with their whole new text."""

from backend_lint.scaffold.changes import Change, Kept, ScaffoldError, Step
from backend_lint.scaffold.hook import plan_hook
from backend_lint.scaffold.pipeline import PIPELINES, plan_pipeline
from backend_lint.scaffold.project import Project, find_project
from backend_lint.scaffold.settings import plan_settings

__all__ = [
    "PIPELINES",
    "Change",
    "Kept",
    "Project",
    "ScaffoldError",
    "Step",
    "find_project",
    "plan_hook",
    "plan_pipeline",
    "plan_settings",
]
