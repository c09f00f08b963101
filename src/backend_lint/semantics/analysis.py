"""One parsed file with everything that is known of its Python: tree, index, names, values, texts, places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeVar

import libcst as cst

from backend_lint.semantics.file import SourceFile
from backend_lint.semantics.flow import Flow
from backend_lint.semantics.index import Index
from backend_lint.semantics.names import Names
from backend_lint.semantics.places import Places
from backend_lint.semantics.texts import Texts
from backend_lint.semantics.values import Values

Known = TypeVar("Known")


class Analysis:
    """The semantics of one file, each part made when it is first asked for.

    `text` is what was parsed (the file, perhaps with uninteresting bodies left out) and `lines` the
    1-based file line of each of its lines."""

    def __init__(self, source: SourceFile, module: cst.Module, text: str, lines: Sequence[int]) -> None:
        self.source = source
        self.path = source.path
        self.module = module
        self.index = Index(module)
        self.names = Names(self.index, Flow(self.index))
        self.values = Values(self.index, self.names)
        self.texts = Texts(self.names, self.values)
        self._text = text
        self._lines = lines
        self._knowledge: dict[object, Any] = {}

    @cached_property
    def places(self) -> Places:
        """Positions, computed on demand: they cost as much as parsing."""
        return Places(self.index, self.source, self._text, self._lines)

    def code(self, node: cst.CSTNode) -> str:
        """The source of an expression as it is written. Of a statement, whose body elision may have left out, it is not whole."""
        return self.module.code_for_node(node)

    def know(self, make: Callable[[Analysis], Known]) -> Known:
        """What `make` finds in this file, found once: the way for frameworks/ to share their results."""
        if make not in self._knowledge:
            self._knowledge[make] = make(self)
        found: Known = self._knowledge[make]
        return found
