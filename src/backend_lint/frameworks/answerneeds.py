"""What a function must hold to answer with an error's body, judged before it is parsed for the rules about bodies: an
upper bound of what `responses` and `failures` find."""

from __future__ import annotations

import ast
import re

from backend_lint.frameworks.responsetables import BUILDERS
from backend_lint.semantics.parts import Part, called_name, last_name
from backend_lint.semantics.scout import TriggerSpec

#: Keys of a body that may speak of a failure.
_TELLING = frozenset({"error", "errors", "detail", "message", "msg", "success", "ok"})
_STATUS_KEYWORDS = frozenset({"status_code", "status", "code", "http_status_code"})
_ERROR_STATUS = re.compile(r"(^|_)[45]\d\d(_|\b)")
_STATUS_OWNERS = frozenset({"HTTPStatus", "codes"})
#: Responses that are errors by themselves.
_ERROR_RESPONSES = frozenset({"HttpResponseBadRequest", "HttpResponseForbidden", "HttpResponseNotFound", "HttpResponseServerError",
                              "abort"})  # fmt: skip
_BUILDER_NAMES = frozenset(name for _, name in BUILDERS) | {"jsonify"}
_HANDLER_WORDS = frozenset({"exception_handler", "errorhandler", "app_errorhandler", "error_handler", "exception_handlers",
                           "add_exception_handler", "register_error_handler", "_register_error_handler"})  # fmt: skip


def may_send_error(part: Part) -> bool:
    """Whether a function, or one of the file that it calls, may send a body that is an error by its status or keys."""
    return any(_tells(each) for each in (part, *part.called))


def converts_http_exceptions(part: Part) -> bool:
    """Whether the file may rewrite what `HTTPException` sends: only then is its detail a body of the project's."""
    words = part.words
    if not _HANDLER_WORDS.isdisjoint(words.names):
        return True
    return "exception" in words.names and any(name.startswith("sanic") for _, name in words.imported)


def may_answer(part: Part) -> bool:
    """Whether a function returns a body with its status, or makes a response: `__init__(message, 404)` does not."""
    if any(isinstance(node.value, ast.Tuple) for node in part.of(ast.Return)):
        return True
    local = {name for name, qualified in part.words.imported if qualified.rpartition(".")[2] in _BUILDER_NAMES}
    return any(called_name(call) in _BUILDER_NAMES or called_name(call) in local for call in part.of(ast.Call))


def documents_own_model(part: Part) -> bool:
    """Whether `responses={404: {"model": Problem}}` may name a model of this file: others have no known shape."""
    imported = {local for local, _ in part.words.imported}
    return any(
        not (isinstance(key, ast.Constant) and key.value != "model") and not _is_imported(value, imported)
        for node in part.of(ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
    )


def _is_imported(node: ast.expr, imported: set[str]) -> bool:
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return isinstance(node, ast.Dict) or (isinstance(node, ast.Name) and node.id in imported)


def _tells(part: Part) -> bool:
    return (
        any(_is_error_constant(node.value) for node in part.of(ast.Constant))
        or any(map(_is_error_name, part.of(ast.Name)))
        or any(map(_is_error_name, part.of(ast.Attribute)))
        or any(_is_telling(node) for node in part.of(ast.keyword))
        or not part.words.classes.isdisjoint(node.id for node in part.of(ast.Name))
    )


def _is_error_constant(value: object) -> bool:
    if isinstance(value, str):
        return value in _TELLING or value in ("status", "fail") or _ERROR_STATUS.match(value) is not None
    return isinstance(value, int) and 400 <= value <= 599


def _is_error_name(node: ast.Name | ast.Attribute) -> bool:
    """Whether a name is an error's status or response, or a constant of which nothing more is known."""
    name = last_name(node)
    if name in _ERROR_RESPONSES or _ERROR_STATUS.search(name):
        return True
    if isinstance(node, ast.Attribute):
        return last_name(node.value) in _STATUS_OWNERS
    return name.isupper()


def _is_telling(keyword: ast.keyword) -> bool:
    if keyword.arg in _TELLING:
        return True
    known = isinstance(keyword.value, ast.Constant) or re.search(r"_[123]\d\d(_|$)", last_name(keyword.value))
    return keyword.arg in _STATUS_KEYWORDS and not known


#: What must be on a line for it to send a body, and what its function must hold, for the rules about bodies.
RESPONSE_TRIGGERS: tuple[TriggerSpec, ...] = (
    (
        b"response(",
        rb"\b(?:JSONResponse|ORJSONResponse|UJSONResponse|JsonResponse|Response|json_response|make_response"
        rb"|HTTPResponse|HttpResponse)\(",
        may_send_error,
    ),
    (b"httpresponse", rb"\bHttpResponse(?:BadRequest|Forbidden|NotFound|ServerError)\("),
    (b"jsonify", rb"\bjsonify\(", may_send_error),
    (b"responses", rb"\bresponses\s*=\s*\{", documents_own_model),
    (b"errorhandler", rb"errorhandler"),
    (b"exception_handler", rb"exception_handler"),
    (b"httpexception", rb"HTTPException\(", converts_http_exceptions),
    (b"abort(", rb"\babort\("),
    *((code, rb"[})\"'\w],\s*[45]\d\d\b", may_answer) for code in (b", 40", b", 41", b", 42", b", 50")),
    (b"http_", rb",\s*\(?status\.HTTP_[45]\d\d", may_answer),
    (b"httpstatus", rb",\s*\(?HTTPStatus\.\w+", may_answer),
    (b"error", rb"[\"']errors?[\"']\s*:"),
    (b"success", rb"[\"']success[\"']\s*:\s*False"),
    (b"status", rb"[\"']status[\"']\s*:\s*[\"'](?:error|fail)[\"']"),
    (b"message", rb"[\"']message[\"']\s*:"),
)
