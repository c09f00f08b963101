"""Comments that ask not to report a finding: what they say, what they speak for, whether they are of use."""

from backend_lint.suppressions.directives import TOLD, mentioned
from backend_lint.suppressions.events import code_alone
from backend_lint.suppressions.hygiene import Seen, judge
from backend_lint.suppressions.sifting import Comments
from backend_lint.suppressions.writing import can_ignore, ignore_edit, ignore_edits, in_markup

__all__ = [
    "TOLD",
    "Comments",
    "Seen",
    "can_ignore",
    "code_alone",
    "ignore_edit",
    "ignore_edits",
    "in_markup",
    "judge",
    "mentioned",
]
