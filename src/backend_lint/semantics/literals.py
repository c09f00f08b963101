"""What a string literal says, also one that this interpreter cannot read."""

from __future__ import annotations

import libcst as cst


def said(node: cst.SimpleString) -> str | bytes:
    """The value of a literal; its source between the quotes where the interpreter rejects that, as it does `"\\N{…}"` with a
    name of a later Unicode. LibCST takes such a file, and `evaluated_value` raises."""
    try:
        return node.evaluated_value
    except (SyntaxError, ValueError):
        return node.raw_value
