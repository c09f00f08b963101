"""Which logger the code of a file writes to, and whether a piece of it tells of a failure."""

from __future__ import annotations

import re
from functools import cached_property

import libcst as cst

from backend_lint.frameworks.repairs import is_local
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.regexes import regex

_NAME = r"_?(?:log|logger|LOG|LOGGER)"
#: A logger that the module makes or imports. Read from the text: what makes it need not be in the tree.
_MADE = regex(
    rf"^(?P<made>{_NAME})\s*(?::\s*[\w.]+\s*)?=\s*(?:[\w.]+\.)?(?:getLogger|get_logger|get_task_logger|get_default_logger)\("
    rf"|^from\s+loguru\s+import\s++(?:.*\W)?(?P<loguru>logger)\b(?!\s+as)"
    rf"|^from\s+[\w.]+\s+import\s++\(?(?:[\w, ]*\W)?(?P<imported>{_NAME})(?=\s*(?:,|\)|$|#))",
    re.M,
)
#: Arguments between (`log.bind(…).error(`) have a bound: without it a line full of `log.x(` takes time that grows with its square.
_TELLS = regex(
    r"\b(?:\w*log(?:ger|ging)?|LOG(?:GER)?)\b(?:\(\))?\.(?:\w+\(.{0,200}\)\.)?(?:exception|error|warning|warn|critical|fatal|log)\("
    r"|\bprint_exc\(|\bcapture_(?:exception|message)\(|\blog_(?:exception|error)\("
)


class Loggers:
    """The logger of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    def name(self, node: cst.CSTNode) -> str | None:
        """How code at `node`, in a function, can name the module's logger; None where there is none, or where the name is
        something else there."""
        index, name = self._analysis.index, self._name
        unknown = name is None or index.function(node) is None or is_local(name, node, index)
        return None if unknown else name

    def tells(self, node: cst.CSTNode) -> bool:
        """Whether the code of `node` logs a failure, or raises it again."""
        again = (each for each in self._analysis.index.inside(node, cst.Raise) if each.exc is None)
        return any(again) or _TELLS.search(self._analysis.module.code_for_node(node)) is not None

    @cached_property
    def _name(self) -> str | None:
        match = _MADE.search(self._analysis.source.text)
        return next(filter(None, match.groups()), None) if match is not None else None
