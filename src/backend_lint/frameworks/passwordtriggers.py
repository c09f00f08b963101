"""What must stand on a line, and in the function around it, for a password to be stored or compared as typed."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from backend_lint.frameworks.passwordcompares import DJANGO_QUERIES, QUERIES, is_token
from backend_lint.frameworks.passwords import is_password, is_password_hash
from backend_lint.frameworks.passwordwrites import DOCUMENT_WRITES, EXECUTES, MANAGER_WRITES
from backend_lint.semantics.parts import Part
from backend_lint.semantics.regexes import regex

_WRITES = MANAGER_WRITES | {"update", "values"}
_STATEMENT = regex(r"(?i)\b(?:insert|update)\b")
_MODEL = regex(r"(?i)model|cls|klass|class|entity|user|account")
_CLAUSE = regex(r"(?i)\b(?:where|and|or)\b")
_COLUMN = regex(r"(?i)(?:passw\w{0,60}|pwd)[\"`\\]*\s*=")
#: Calls that leave a password what it is, or encode it.
_THROUGH = regex(r"(?i)^(?:str|force_str|cast|escape|bytes)$|b\d\d|a2b|b2a|encod|encrypt|hexlify")
#: As deep as `passwords` looks, and an encoding around that.
_DEPTH = 10


def stores_password(part: Part) -> bool:
    """Whether a value named as a password may go to a password column: an upper bound of `passwordwrites`."""
    return (
        any(_is_column(word.arg or "") and _is_plain(word.value) for call in part.of(ast.Call) if _makes_row(call) for word in call.keywords)
        or any(
            isinstance(target, ast.Attribute) and _is_column(target.attr) and _is_plain(node.value)
            for node in part.of(ast.Assign)
            for target in node.targets[:1]
        )
        or (_mentions(part, DOCUMENT_WRITES) and any(_has_password(display) for display in part.of(ast.Dict)))
        or (_mentions(part, EXECUTES) and any(_is_statement(text) for text in part.of(ast.Constant)))
        or any(word.arg is None and _is_dump(word.value) for word in part.of(ast.keyword))
    )  # fmt: skip


def compares_password(part: Part) -> bool:
    """Whether a stored password or a token may be compared: an upper bound of `passwordcompares`."""
    return (
        any(_is_pair(node) for node in part.of(ast.Compare))
        or any(
            any(is_password((word.arg or "").removesuffix("__exact")) for word in call.keywords)
            for call in part.of(ast.Call)
            if _last(call.func) in QUERIES | DJANGO_QUERIES
        )
        or any(
            isinstance(value, ast.Dict) and _has_password(value)
            for call in part.of(ast.Call)
            if _last(call.func) in QUERIES
            for value in call.args[:1]
        )
        or any(_is_clause([text]) for text in part.of(ast.Constant))
        or any(_is_clause(text.values) for text in part.of(ast.JoinedStr))
    )  # fmt: skip


def compares_token(part: Part) -> bool:
    """Whether two tokens may be compared."""
    return any(_is_token_pair(node) for node in part.of(ast.Compare) if isinstance(node.ops[0], ast.Eq | ast.NotEq))


def _is_column(name: str) -> bool:
    return is_password(name) or is_password_hash(name)


def _is_plain(value: ast.expr | None, depth: int = 0) -> bool:
    """Whether a value is a password as it was typed, or what hides one and can be undone."""
    if depth > _DEPTH:
        return False
    if isinstance(value, ast.Name | ast.Attribute) and is_password(_last(value)):
        return True
    if isinstance(value, ast.Attribute | ast.Await):
        return _is_plain(value.value, depth + 1)
    if isinstance(value, ast.Subscript):
        return isinstance(value.slice, ast.Constant) and is_password(str(value.slice.value))
    if not isinstance(value, ast.Call):
        return False
    if any(isinstance(key, ast.Constant) and is_password(str(key.value)) for key in value.args[:1]):
        return True
    through = _THROUGH.search(_last(value.func)) is not None
    owner = value.func.value if isinstance(value.func, ast.Attribute) else None
    return _is_plain(owner, depth + 1) or (through and any(_is_plain(given, depth + 1) for given in value.args))


def _named(value: ast.AST) -> Iterator[str]:
    for node in ast.walk(value):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _makes_row(call: ast.Call) -> bool:
    last = _last(call.func)
    return last in _WRITES or last[:1].isupper() or isinstance(call.func, ast.Call) or _MODEL.search(last) is not None


def _mentions(part: Part, methods: frozenset[str] | tuple[str, ...]) -> bool:
    return any(_last(call.func) in methods for call in part.of(ast.Call))


def _has_password(display: ast.Dict) -> bool:
    return any(
        not isinstance(key, ast.Constant) or (isinstance(key.value, str) and _is_column(key.value))
        for key in display.keys
        if key is not None
    )


def _is_statement(node: ast.Constant) -> bool:
    return isinstance(node.value, str) and _STATEMENT.search(node.value) is not None


def _is_dump(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and _last(node.func) in ("model_dump", "dict") and not (node.args or node.keywords)
    )


def _is_pair(node: ast.Compare) -> bool:
    if len(node.ops) != 1:
        return False
    left, right = node.left, node.comparators[0]
    if isinstance(node.ops[0], ast.In | ast.NotIn):
        return _is_column_query(right) or any(_are_pair(left, each) for each in _elements(right))
    return isinstance(node.ops[0], ast.Eq | ast.NotEq) and _are_pair(left, right)


def _elements(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return node.elts
    return [node.elt] if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp) else []


def _is_column_query(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _last(node.func) == "values_list" and bool(node.args)


def _are_pair(*sides: ast.expr) -> bool:
    if any(isinstance(side, ast.Constant) for side in sides):
        return False
    stored = [_is_stored(side) for side in sides]
    given = [isinstance(side, ast.Name) or any(map(is_password, _named(side))) for side in sides]
    return (stored[0] and given[1]) or (stored[1] and given[0])


def _is_token_pair(node: ast.Compare) -> bool:
    sides = (node.left, *node.comparators)
    return all(any(map(is_token, _named(side))) or _reads_digest(side) for side in sides) and not all(
        isinstance(side, ast.Name) for side in sides
    )


def _is_stored(side: ast.expr) -> bool:
    if isinstance(side, ast.Name):
        return is_password_hash(side.id)
    if isinstance(side, ast.Attribute):
        return _is_column(side.attr)
    key = side.slice if isinstance(side, ast.Subscript) else None
    return isinstance(key, ast.Name) or (
        isinstance(key, ast.Constant) and isinstance(key.value, str) and _is_column(key.value)
    )


def _reads_digest(side: ast.expr) -> bool:
    return isinstance(side, ast.Call) and _last(side.func) == "hexdigest"


def _is_clause(pieces: Sequence[ast.expr]) -> bool:
    texts = [part.value for part in pieces if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any(map(_CLAUSE.search, texts)) and any(map(_COLUMN.search, texts))


def _last(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


_LINE = rb"(?i)[!=]=|passw\w{0,40}[\"'`]{0,4}\s*[=:]|passw\w{0,40}[\"'\])]{0,4}\s{1,9}(?:not\s{1,9})?in\b"
PASSWORD_COMPARE_TRIGGERS = (
    (b"passw", _LINE, compares_password),
    *((word, rb"[!=]=", compares_password) for word in (b"_pwd", b".pwd")),
)  # fmt: skip
#: Tokens, which only strict findings speak of.
TOKEN_COMPARE_TRIGGERS = (
    (b"passw", _LINE, compares_token),
    *((word, rb"[!=]=\s", compares_token)
      for word in (b"token", b"secret", b"signature", b"hmac", b"digest", b"csrf", b"_key", b"-key")),
)  # fmt: skip
PASSWORD_WRITE_TRIGGERS = (
    (b"passw", rb"(?i)passw(?:or)?d\w{0,40}[\"'\]]*\s*[=:]|^(?=.*\b(?:insert|update|set|values)\b)", stores_password),
    (b"_pwd", rb"pwd\w{0,40}[\"'\]]*\s*[=:]", stores_password),
    (b".pwd", rb"pwd\w{0,40}\s*=", stores_password),
    (b"passphrase", rb"passphrase\w{0,40}[\"'\]]*\s*[=:]", stores_password),
    (b"model_dump", rb"\*\*", stores_password),
)
