"""What a function must hold to answer with an error's body, judged before it is parsed for the rules about bodies: an
upper bound of what `responses` and `failures` find."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import lru_cache

from backend_lint.frameworks.errorcodes import CODE_KEYS, EXCEPTION, FOREIGN
from backend_lint.frameworks.responses import BODY_FRAMEWORKS
from backend_lint.frameworks.responsetables import BUILDERS
from backend_lint.frameworks.routetables import APPLICATIONS, PACKAGES
from backend_lint.semantics.parts import Part, called_name, last_name
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.scout import TriggerSpec
from backend_lint.semantics.vocabulary import Words

#: Keys of a body that may speak of a failure.
_TELLING = frozenset({"error", "errors", "detail", "message", "msg", "success", "ok"})
_STATUS_KEYWORDS = frozenset({"status_code", "status", "code", "http_status_code"})
_ERROR_STATUS = regex(r"(^|_)[45]\d\d(_|\b)")
_STATUS_OWNERS = frozenset({"HTTPStatus", "codes"})
#: Responses that are errors by themselves.
_ERROR_RESPONSES = frozenset({"HttpResponseBadRequest", "HttpResponseForbidden", "HttpResponseNotFound", "HttpResponseServerError",
                              "abort"})  # fmt: skip
_BUILDER_NAMES = frozenset(name for _, name in BUILDERS) | {"jsonify"}
_JSON_BUILDERS = frozenset(name for (_, name), builder in BUILDERS.items() if builder.json or builder.body == "rv") | {
    "jsonify"
}
#: Calls that make JSON of what a raw response then sends.
_ENCODERS = frozenset({"dumps", "model_dump_json", "json", "encode"})
#: What classes end with whose methods return bodies, by the names in `routetables`.
_ANSWERING_BASES = ("Resource", "MethodView", "Controller", "ControllerBase")
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


def sends(part: Part) -> bool:
    """Whether the file may answer with a body at all: it makes responses, or a framework makes them of what its handlers
    return."""
    return _may_send(part.words)


def sends_error(part: Part) -> bool:
    """Whether a function may send a body that is an error, encoded as JSON."""
    return sends(part) and _encodes(part) and may_send_error(part)


def sends_encoded(part: Part) -> bool:
    """Whether a function may send a raw response of what it encodes."""
    return sends(part) and not _ENCODERS.isdisjoint(part.called_names)


def answers(part: Part) -> bool:
    """`may_answer` in a file that may send a body."""
    return sends(part) and may_answer(part)


def writes_code(part: Part) -> bool:
    """Whether the code of an error may be written: in a body, in an exception class, in what raises one."""
    if part.outermost is None and any(map(EXCEPTION.search, part.words.bases)):
        return True
    return sends(part) or any(map(_raises_code(part), part.of(ast.Call)))


def _raises_code(part: Part) -> Callable[[ast.Call], bool]:
    imported = part.words.imported

    def raises(call: ast.Call) -> bool:
        if not EXCEPTION.search(called_name(call)) or all(word.arg not in CODE_KEYS for word in call.keywords):
            return False
        root = call.func
        while isinstance(root, ast.Attribute):
            root = root.value
        known = [name.partition(".")[0] for local, name in imported if local == getattr(root, "id", "")]
        return not known or any(package not in FOREIGN for package in known)

    return raises


def _encodes(part: Part) -> bool:
    return not (_JSON_BUILDERS | _ENCODERS).isdisjoint(part.called_names)


@lru_cache(maxsize=1)
def _may_send(words: Words) -> bool:
    packages = {name.lstrip(".").partition(".")[0] for _, name in words.imported if not name.startswith(".")}
    return (
        any(package in packages and name in words.names for package, name in BUILDERS)
        or not words.names.isdisjoint({"jsonify", "HTTPException"})
        or any(PACKAGES.get(package) in BODY_FRAMEWORKS for package in packages)
        or any(APPLICATIONS.get(name) in BODY_FRAMEWORKS for name in words.names & APPLICATIONS.keys())
        or any(base.endswith(_ANSWERING_BASES) for base in words.bases)
    )


def _keys(key: bytes, pattern: bytes) -> list[TriggerSpec]:
    """A key of a dictionary, in either kind of quotes: the word alone stands five times as often."""
    return [(key + quote, pattern, sends) for quote in (b'"', b"'")]


#: What must be on a line for it to send a body, and what its function must hold, for the rules about bodies.
RESPONSE_TRIGGERS: tuple[TriggerSpec, ...] = (
    (
        b"response(",
        rb"\b(?:JSONResponse|ORJSONResponse|UJSONResponse|JsonResponse|Response|json_response|make_response"
        rb"|HTTPResponse|HttpResponse)\(",
        sends_error,
    ),
    (b"httpresponse", rb"\bHttpResponse(?:BadRequest|Forbidden|NotFound|ServerError)\(", sends_encoded),
    (b"jsonify", rb"\bjsonify\(", may_send_error),
    (b"responses", rb"\bresponses\s*=\s*\{", documents_own_model),
    (b"errorhandler", rb"errorhandler", sends),
    (b"exception_handler", rb"exception_handler", sends),
    (b"httpexception", rb"HTTPException\(", converts_http_exceptions),
    (b"abort(", rb"\babort\(", sends),
    *((code, rb"[})\"'\w],\s*[45]\d\d\b", answers) for code in (b", 40", b", 41", b", 42", b", 50")),
    (b"http_", rb",\s*\(?status\.HTTP_[45]\d\d", answers),
    (b"httpstatus", rb",\s*\(?HTTPStatus\.\w+", answers),
    *_keys(b"error", rb"[\"']error[\"']\s*:"),
    *_keys(b"errors", rb"[\"']errors[\"']\s*:"),
    *_keys(b"success", rb"[\"']success[\"']\s*:\s*False"),
    *_keys(b"status", rb"[\"']status[\"']\s*:\s*[\"'](?:error|fail)[\"']"),
    *_keys(b"message", rb"[\"']message[\"']\s*:"),
)

#: What must be on a line for it to write the code of an error.
CODE_TRIGGERS: tuple[TriggerSpec, ...] = (
    *_keys(b"code", rb"[\"'](?:error_?)?[cC]ode[\"']\s*:"),
    *(
        (code, rb"\b(?:error_)?code\s*(?::[^=]*)?=\s*[\"']|\bcode\s*=\s*code\b", writes_code)
        for code in (b"code=", b"code:", b"code ", b"code\t")
    ),
)
