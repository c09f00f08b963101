"""What a function must hold for the text of an exception to leave it, judged before it is parsed: an upper
bound of what `exposure` finds in an `except`."""

from __future__ import annotations

import ast
import builtins

from backend_lint.frameworks.exceptions import REVEALING_BUILTINS, REVEALING_LIBRARIES
from backend_lint.frameworks.exposure import REVEALING
from backend_lint.semantics.parts import Part, last_name
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.scout import TriggerSpec
from backend_lint.semantics.vocabulary import Words

_BUILTINS = frozenset(dir(builtins))
#: Objects whose calls write logs; nothing that they are given reaches a client.
_LOGS = regex(r"^_?(log|logger|logging|LOG|LOGGER)$")


def may_expose(part: Part) -> bool:
    """Whether a caught exception that tells about the inside of the program is used for more than a log line."""
    return any(
        handler.name is not None and _reveals(handler.type, part.words) and _uses(handler.body, handler.name)
        for attempt in part.of(ast.Try)
        for handler in attempt.handlers
    )


def _reveals(caught: ast.expr | None, words: Words) -> bool:
    kinds = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(kind is None or _may_reveal(kind, words) for kind in kinds)


def _may_reveal(kind: ast.expr, words: Words) -> bool:
    """Whether a type may come from a library that reveals; what is not imported, made by a class of this file or
    built in may be anything."""
    root = kind
    while isinstance(root, ast.Attribute):
        root = root.value
    if not isinstance(root, ast.Name) or root.id in REVEALING_BUILTINS:
        return True
    known = [name for local, name in words.imported if local == root.id]
    if known:
        return any(
            name.partition(".")[0] in REVEALING_LIBRARIES or name == "django" or name.startswith("django.db")
            for name in known
        )
    return root.id not in words.classes and root.id not in _BUILTINS


def _uses(body: list[ast.stmt], name: str) -> bool:
    """Whether the exception `name` is used as a value: not in a log call, not for an attribute that tells nothing, not
    as the cause of another exception."""
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Name) and node.id == name:
            return True
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name:
            if node.attr in REVEALING:
                return True
            continue
        if isinstance(node, ast.Call) and _logs(node.func):
            continue
        if isinstance(node, ast.Raise):
            pending += [node.exc] if isinstance(node.exc, ast.Call) else []
            continue
        pending.extend(ast.iter_child_nodes(node))
    return False


def _logs(func: ast.expr) -> bool:
    return isinstance(func, ast.Attribute) and _LOGS.match(last_name(func.value)) is not None


_SINKS = (
    rb"\b(?:HTTPException|\w*Response\w*|jsonify|abort|json_response|make_response|render\w*|flash|messages\.\w+|send\w*|Http404"
    rb"|HttpError|GraphQLError|ValidationError|ParseError|APIException|NotFound|PermissionDenied|WebSocketException|json|HTTP\w+)\("
)
#: What must be on a line for its function to hold such a text; for `except`, what must follow within some lines.
EXPOSURE_TRIGGERS: tuple[TriggerSpec, ...] = (
    (
        b"except",
        rb"\A\s*except\b[^\n]*\bas\s+(\w+)\s*:[\s\S]*?(?:" + _SINKS + rb"|\breturn\b[^\n]*\b\1\b|\breturn\s*[({])",
        may_expose,
    ),
    # Handlers longer than what a pattern looks ahead: the line that sends the text.
    (b"detail=", rb"\bdetail=(?:str\(e\w*\)|f[\"'].{0,120}\{e\w*\b)", may_expose),
    (b"exception_handler", rb"exception_handler"),
    (b"errorhandler", rb"errorhandler"),
    (b"register_error_handler", rb"register_error_handler"),
    (b"format_exc", rb"\bformat_exc(?:eption)?\("),
    (b"exc_info", rb"\bexc_info\("),
    (b"os.environ", rb"os\.environ\s*[,)}]"),
    (b"__dict__", rb"settings\.__dict__"),
)
