"""What a handler is: a function that answers a request, and how it came to be one."""

from __future__ import annotations

import libcst as cst
import msgspec

from backend_lint.semantics.analysis import Analysis

Methods = tuple[str, ...]


class Handler(msgspec.Struct, frozen=True, eq=False):
    """A function that a framework calls with a request.

    `framework` is "fastapi", "starlette", "flask", "quart", "django", "drf", "ninja", "litestar", "aiohttp",
    "sanic", "falcon", "tornado", "graphql" or "unknown"; `methods` are upper case,
    empty when not known; `path`
    is as written, None when not known; `registered` is the decorator or call that makes the function a handler,
    None when its name or its class does; `kind` is "http", "websocket" or "graphql"."""

    function: cst.FunctionDef
    framework: str
    methods: Methods
    path: str | None
    registered: cst.CSTNode | None
    kind: str


def last_part(path: str | None) -> str:
    """`APIRouter` of the path "fastapi.APIRouter()"."""
    return (path or "").removesuffix("()").rpartition(".")[2]


def text(analysis: Analysis, node: cst.BaseExpression | None) -> str | None:
    """The constant text that `node` is, or None."""
    value = analysis.values.value(node)
    return value if isinstance(value, str) else None
