"""Fixes put into a file: which of them go together, and the proof that nothing else of it changes."""

from backend_lint.fixer.choice import Change, changed, wanted
from backend_lint.fixer.proof import refusal

__all__ = ["Change", "changed", "refusal", "wanted"]
