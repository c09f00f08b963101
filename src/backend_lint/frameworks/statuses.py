"""HTTP status codes in the ways Python code writes them: numbers, `HTTPStatus`, `status.HTTP_404_NOT_FOUND`."""

from __future__ import annotations

from http import HTTPStatus

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

_NUMBERED = regex(r"^HTTP_(\d{3})(_|$)")


def status_code(node: cst.BaseExpression | None, analysis: Analysis) -> int | None:
    """The status that an expression is, or None when it is not known.

    Knows `HTTP_404_NOT_FOUND` of Starlette and DRF, `http.HTTPStatus` with `.value`, `httpx.codes`, text such as
    "404 Not Found", and names for any of them."""
    value = analysis.values.value(node)
    if isinstance(value, str):
        value = int(value[:3]) if value[:3].isdecimal() else None
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 100 <= value <= 599 else None
    if isinstance(node, cst.Attribute) and node.attr.value in ("value", "real"):
        return status_code(node.value, analysis)
    if isinstance(node, cst.Call) and last_name(node.func) == "int" and len(node.args) == 1:
        return status_code(node.args[0].value, analysis)
    if isinstance(node, cst.Name):
        binding = analysis.names.single(node)
        if binding is not None and binding.kind == "assign" and isinstance(binding.value, cst.Attribute):
            return status_code(binding.value, analysis)
    path = analysis.names.qualname(node) or ""
    owner, _, name = path.rpartition(".")
    numbered = _NUMBERED.match(name)
    if numbered is not None:
        return int(numbered[1])
    if owner.rpartition(".")[2] in ("HTTPStatus", "codes") and name.upper() in HTTPStatus.__members__:
        return HTTPStatus[name.upper()].value
    return None
