"""How a call's arguments meet parameters."""

from __future__ import annotations

import libcst as cst


def argument(call: cst.Call, name: str, position: int | None = None) -> cst.BaseExpression | None:
    """The expression a call passes as `name` or, 0-based, at `position`; None when it is absent or may hide
    behind `*args`."""
    for number, given in enumerate(call.args):
        if given.star == "*":
            position = None
        elif (given.keyword is not None and given.keyword.value == name) or (
            given.keyword is None and not given.star and number == position
        ):
            return given.value
    return None
