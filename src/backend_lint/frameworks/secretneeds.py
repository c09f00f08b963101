"""What a function must hold for a literal secret, a fallback or default credentials to be in it, judged before it is
parsed for the rules: an upper bound of what `secretplaces`, `envfallbacks` and `defaultcredentials` find."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from types import EllipsisType

from backend_lint.frameworks.defaultcredentials import (
    DEFAULT_USERS,
    PASSWORD_NAMES,
    USER_FIRST,
    USER_NAMES,
    name_head,
    telling_end,
)
from backend_lint.frameworks.secretcalls import LOGIN_METHODS, SECRET_ARGUMENTS, WRAPPERS
from backend_lint.frameworks.secretnames import CREDENTIAL_HEADERS, secret_name
from backend_lint.frameworks.secretvalues import is_fallback, is_key_material, is_secret
from backend_lint.semantics.parts import Part

_TEXT_METHODS = frozenset({"encode", "strip", "decode"})
_CONVERTING_METHODS = frozenset(
    {"encode", "decode", "replace", "split", "join", "format", "startswith", "endswith", "add_argument"}
)
_RANDOM = frozenset({"token_hex", "token_urlsafe", "token_bytes", "urandom", "uuid4", "choice", "get_random_secret_key", "generate_key"})  # fmt: skip
#: Last name of a function to the keywords and 0-based positions of its secret arguments.
_KEYS: dict[str, set[str | int | None]] = defaultdict(set)
for _function, _argument in (*SECRET_ARGUMENTS.items(), *LOGIN_METHODS.items()):
    _KEYS[_function.rpartition(".")[2]] |= {_argument.keyword, _argument.position}
_Named = tuple[str, ast.expr]


def writes_secret(part: Part) -> bool:
    """Whether anything that may be a secret's text stands under a secret's name, or where a key is expected."""
    return (
        any(_may_be_secret(part, name, value) for name, value in named(part))
        or any(_takes_key(part, call) for call in part.of(ast.Call))
        or any(_is_compared(part, comparison) for comparison in part.of(ast.Compare))
    )


def falls_back(part: Part) -> bool:
    """Whether a text may be taken for a secret that the environment lacks."""
    return (
        any(_has_fallback(part, name, value) for name, value in named(part))
        or any(_is_declared(part, node) for node in part.of(ast.AnnAssign))
        or any(_reads_secret(part, call) for call in part.of(ast.Call))
        or any(_stands_in(part, value) for node in part.of(ast.BoolOp) if _asks(node) for value in node.values[1:])
        or any(_stands_in(part, arm) for node in part.of(ast.IfExp) if _asks(node) for arm in (node.body, node.orelse))
        or any(_assigns(part, handler.body, "") for node in part.of(ast.Try) for handler in node.handlers)
        or any(_assigns(part, node.body, name) for node in part.of(ast.If) if (name := _missing(node.test)))
    )


def has_default_pair(part: Part) -> bool:
    """Whether a user that everybody tries first may stand beside a password."""
    groups = [
        *([(word.arg, word.value) for word in call.keywords if word.arg] for call in part.of(ast.Call)),
        *(list(_items(display)) for display in part.of(ast.Dict)),
        *(list(_defaults(arguments)) for arguments in part.of(ast.arguments)),
        [pair for node in part.of(ast.Assign) for pair in _assigned(node.targets[0], node.value)],
        [pair for node in part.of(ast.AnnAssign) if node.value for pair in _assigned(node.target, node.value)],
    ]
    return (
        any(_is_pair(part, group) for group in groups if len(group) > 1)
        or any(call.args and _called(call) in USER_FIRST and _is_user(part, call.args[0]) for call in part.of(ast.Call))
        or any(
            isinstance(word.value, ast.Tuple) and len(word.value.elts) == 2 and _is_user(part, word.value.elts[0])
            for word in part.of(ast.keyword)
        )
        or any(_is_pair(part, [*_equalities(node)]) for node in part.of(ast.BoolOp))
    )


def gives_password(part: Part) -> bool:
    """Whether a call is given a `password`."""
    return "password" in part.keywords


def named(part: Part) -> Iterator[_Named]:
    """Every expression that stands under a name: assigned, passed, the value of a key or a default."""
    for node in part.of(ast.Assign):
        for target in node.targets:
            yield from _assigned(target, node.value)
    for annotated in part.of(ast.AnnAssign):
        if annotated.value is not None:
            yield from _assigned(annotated.target, annotated.value)
    for walrus in part.of(ast.NamedExpr):
        yield from _assigned(walrus.target, walrus.value)
    for word in part.of(ast.keyword):
        if word.arg is not None:
            yield word.arg, word.value
            if word.arg == "auth" and isinstance(word.value, ast.Tuple) and len(word.value.elts) == 2:
                yield "password", word.value.elts[1]
    for display in part.of(ast.Dict):
        yield from _items(display)
    for arguments in part.of(ast.arguments):
        yield from _defaults(arguments)
    for call in part.of(ast.Call):
        if _called(call) in ("setdefault", "putenv") and len(call.args) == 2:
            yield _key(call.args[0]), call.args[1]


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[_Named]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        for left, right in zip(target.elts, value.elts, strict=True):
            yield from _assigned(left, right)
        return
    name = _name(target)
    yield name, value
    if isinstance(value, ast.List | ast.Tuple) and name.upper().endswith("FALLBACKS"):
        yield from ((name, element) for element in value.elts)


def _items(display: ast.Dict) -> Iterator[_Named]:
    for key, value in zip(display.keys, display.values, strict=True):
        if key is not None:
            yield _key(key), value


def _defaults(arguments: ast.arguments) -> Iterator[_Named]:
    parameters = [*arguments.posonlyargs, *arguments.args]
    given = parameters[len(parameters) - len(arguments.defaults) :]
    yield from ((parameter.arg, value) for parameter, value in zip(given, arguments.defaults, strict=True))
    for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            yield parameter.arg, default


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        return _key(node.slice)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _key(node: ast.expr) -> str:
    """The text of a key; of a constant its name, which is most often alike."""
    if isinstance(node, ast.Constant):
        value = node.value
        return value.decode("latin-1") if isinstance(value, bytes) else value if isinstance(value, str) else ""
    return node.id if isinstance(node, ast.Name) else ""


def _called(call: ast.Call) -> str:
    return _name(call.func) if isinstance(call.func, ast.Name | ast.Attribute) else ""


# -- literal secrets ------------------------------------------------------------------------------------


def _written(part: Part, node: ast.expr | None, depth: int = 0) -> str | EllipsisType | None:
    """The text that an expression may write, conversions looked through, as `Part.text` says it."""
    if not isinstance(node, ast.Call) or depth > 8:
        return part.text(node)
    if isinstance(node.func, ast.Attribute) and node.func.attr in _TEXT_METHODS:
        return _written(part, node.func.value, depth + 1)
    if _called(node) not in WRAPPERS:
        return None
    default = next((word.value for word in node.keywords if word.arg == "default"), None)
    inner = default or (node.args[-1 if _called(node) == "cast" else 0] if node.args else None)
    return _written(part, inner, depth + 1)


def _may_be_secret(part: Part, name: str, value: ast.expr) -> bool:
    known = secret_name(name)
    if known is None and name.lower() not in CREDENTIAL_HEADERS and not name.lower().endswith("access_key_id"):
        return False
    text = _written(part, value)
    return is_secret(text, known, sure=True) if known is not None and isinstance(text, str) else bool(text)


def _takes_key(part: Part, call: ast.Call) -> bool:
    called = _called(call)
    if called in ("SecretStr", "SecretBytes"):
        return _is_key(_written(part, call))
    places = _KEYS.get(called)
    if places is None:
        return False
    return any(
        _is_key(_written(part, value))
        for place, value in (*enumerate(call.args), *((word.arg, word.value) for word in call.keywords))
        if place in places
    )


def _is_key(text: str | EllipsisType | None) -> bool:
    return text == "" or is_key_material(text) if isinstance(text, str) else text is not None


def _is_compared(part: Part, node: ast.Compare) -> bool:
    sides = [node.left, *node.comparators]
    names = [name for side in sides if secret_name(name := _name(side)) or name.lower() in CREDENTIAL_HEADERS]
    return any(_may_be_secret(part, name, side) for name in names for side in sides if not isinstance(side, ast.Name))


# -- fallbacks ------------------------------------------------------------------------------------------


def _stands_in(part: Part, node: ast.expr) -> bool:
    text = _written(part, node)
    if text is not None:
        return is_fallback(text) if isinstance(text, str) else True
    return any(
        (isinstance(inner, ast.Attribute) and inner.attr in _RANDOM)
        or (isinstance(inner, ast.Name) and inner.id in _RANDOM)
        for inner in ast.walk(node)
    )


def _has_fallback(part: Part, name: str, value: ast.expr) -> bool:
    """`SECRET = read("X", "fallback")`, and django-environ's `Env(SECRET=(str, "fallback"))`."""
    if isinstance(value, ast.Constant | ast.Name | ast.Attribute) or secret_name(name) is None:
        return False
    if isinstance(value, ast.Tuple) and len(value.elts) == 2 and _stands_in(part, value.elts[1]):
        return True
    for node in ast.walk(value):
        if isinstance(node, ast.Call) and _reads(part, node, node.args[:1]):
            return True
        if isinstance(node, ast.BoolOp) and any(_stands_in(part, other) for other in node.values[1:]):
            return True
        if isinstance(node, ast.IfExp) and (_stands_in(part, node.body) or _stands_in(part, node.orelse)):
            return True
    return False


def _reads(part: Part, call: ast.Call, keys: Iterable[ast.expr]) -> bool:
    """Whether a call that is given one of `keys` is given what may be a fallback as well."""
    converts = _called(call) in (WRAPPERS if isinstance(call.func, ast.Name) else _CONVERTING_METHODS)
    given = () if converts else (*call.args, *(word.value for word in call.keywords))
    return any(_stands_in(part, other) for key in keys for other in given if other is not key)


def _is_declared(part: Part, node: ast.AnnAssign) -> bool:
    return node.value is not None and secret_name(_name(node.target)) is not None and _stands_in(part, node.value)


def _reads_secret(part: Part, call: ast.Call) -> bool:
    named = [word.value for word in call.keywords if word.arg in ("key", "name", "var")]
    return _reads(part, call, (key for key in (*call.args[:2], *named) if _is_variable(key)))


def _asks(node: ast.AST) -> bool:
    """Whether the name of a secret stands in quotes inside."""
    return any(isinstance(inner, ast.Constant) and _is_variable(inner) for inner in ast.walk(node))


def _is_variable(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and secret_name(_key(node)) is not None


def _missing(test: ast.expr) -> str:
    """`X` of `not X` and of `X is None`; "" of any other test."""
    tested = test.operand if isinstance(test, ast.UnaryOp) else test.left if isinstance(test, ast.Compare) else None
    return tested.id if isinstance(tested, ast.Name) else ""


def _assigns(part: Part, body: list[ast.stmt], wanted: str) -> bool:
    """Whether one of these statements gives what may be a fallback to `wanted`, or ("") to any name."""
    for node in body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            name = _name(node.targets[0] if isinstance(node, ast.Assign) else node.target)
            known = secret_name(name) is not None or any(map(_is_variable, part.of(ast.Constant)))
            if wanted in ("", name) and known and _stands_in(part, node.value):
                return True
    return False


# -- default credentials --------------------------------------------------------------------------------


def _is_user(part: Part, node: ast.expr) -> bool:
    text = _written(part, node)
    return text.lower().partition("@")[0] in DEFAULT_USERS if isinstance(text, str) else text is not None


def _is_pair(part: Part, items: list[_Named]) -> bool:
    heads = {
        name_head(name)
        for name, value in items
        if telling_end(name) in PASSWORD_NAMES and (isinstance(value, ast.Call) or _written(part, value) is not None)
    }
    alone = len(items) <= 12
    return bool(heads) and any(
        telling_end(name) in USER_NAMES and (alone or name_head(name) in heads) and _is_user(part, value)
        for name, value in items
    )


def _equalities(node: ast.BoolOp) -> Iterator[_Named]:
    for test in node.values:
        if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq):
            yield _name(test.left), test.comparators[0]
