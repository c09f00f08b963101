"""What a function must hold to talk to a database, judged before it is parsed for the rules about thin handlers: upper
bounds of what `ormaccess` finds."""

from __future__ import annotations

import ast
from functools import cache, lru_cache

from backend_lint.frameworks.drivers import DRIVERS
from backend_lint.frameworks.originneeds import may_come_from
from backend_lint.frameworks.ormaccess import (
    ACTIVE_RECORD,
    COMMITTED,
    FLASK_QUERY,
    HANDLE_MAKER,
    LAYER,
    MANAGERS,
    MONGO,
    SESSION_METHODS,
    SESSION_NAME,
    SESSION_TYPE,
    SHORTCUTS,
    TRANSACTION_METHODS,
    UNMISTAKABLE,
)
from backend_lint.frameworks.thintables import EXEMPT_NAME
from backend_lint.semantics.parts import Part, by_type, last_name
from backend_lint.semantics.vocabulary import Words

_CERTAIN = UNMISTAKABLE | MONGO | SHORTCUTS
_WEAK = (SESSION_METHODS | TRANSACTION_METHODS) - UNMISTAKABLE
#: Names that are never a session, whatever of theirs is asked for `get`.
_NO_SESSIONS = frozenset({"request", "kwargs", "os", "settings", "headers", "params", "data", "requests", "httpx"})
_DRIVER_PACKAGES = frozenset(module.partition(".")[0] for module in DRIVERS)


def may_query(part: Part) -> bool:
    """Whether a handler may send a query that is no idiom of its framework, itself or in its helpers. One that
    shares a helper with such a handler stays: only all callers say whose it is."""
    return _sends(part) or any(
        helper.judged(accesses) and any(map(_sends, helper.callers)) for helper in part.judged(helpers)
    )


def may_access(part: Part) -> bool:
    """Whether a handler or a helper of it may talk to a database in any way."""
    return any(each.judged(accesses) for each in (part, *part.judged(helpers)))


def helpers(part: Part) -> list[Part]:
    """The functions of the file that a function calls and that may count as parts of it: not what has decorators, nor what
    shares its name with another definition of the file."""
    found: list[Part] = []
    for name in sorted(part.called_names):
        defined = part.functions(name)
        if len(defined) == 1 and defined[0] is not part and not _is_decorated(defined[0]):
            found += defined
    return found


def _is_decorated(part: Part) -> bool:
    return part.outermost is not None and bool(part.outermost.decorator_list)


def is_exempt(part: Part) -> bool:
    """Whether a function is by its name none of the handlers that are expected to be thin."""
    return len(part.defined) == 1 and EXEMPT_NAME.search(part.defined[0].name) is not None


def _sends(part: Part) -> bool:
    return not is_exempt(part) and any(each.judged(queries) for each in (part, *part.judged(helpers)))


def calls(part: Part) -> list[ast.Call]:
    """The calls of a function without those of its decorators: `@router.get("/")` queries nothing."""
    decorators = part.outermost.decorator_list if part.outermost is not None else []
    outside = {id(call) for call in by_type(decorators).get(ast.Call, ())}
    return [call for call in part.of(ast.Call) if id(call) not in outside]


def accesses(part: Part) -> bool:
    """Whether a function may talk to a database itself, only by ending a transaction or by an idiom of Django included."""
    weak = False
    for call in calls(part):
        func = call.func
        if not isinstance(func, ast.Attribute):
            if last_name(func) in SHORTCUTS:
                return True
            continue
        method, owner = func.attr, func.value
        if method in _CERTAIN or (last_name(owner)[:1].isupper() and method in ACTIVE_RECORD):
            return True
        if _is_manager(owner) or _is_flask_query(owner, method):
            return True
        weak = weak or (method in _WEAK and not LAYER.search(last_name(owner)) and _root(owner) not in _NO_SESSIONS)
    return weak and _may_hold_sessions(part.words)


def queries(part: Part) -> bool:
    """Whether a function may itself send a query that is neither the end of a transaction nor an idiom of Django."""
    awaited = {id(node.value) for node in part.of(ast.Await)}
    for call in calls(part):
        func = call.func
        if not isinstance(func, ast.Attribute):
            continue
        method, owner = func.attr, func.value
        if method in MONGO or _is_flask_query(owner, method):
            return True
        name = last_name(owner)
        if method in ACTIVE_RECORD and name[:1].isupper() and (id(call) in awaited or name in part.words.classes):
            return True
        if method in SESSION_METHODS and _may_be_session(part, owner, method):
            return True
    return False


def uses_managers(part: Part) -> bool:
    """Whether a function may ask a manager of Django, or save or delete a record that one gave; `get_object_or_404`
    left out."""
    found = [call.func for call in calls(part) if isinstance(call.func, ast.Attribute)]
    return any(_is_manager(func.value) for func in found) or (
        any(func.attr in ("save", "delete") for func in found)
        and not part.words.names.isdisjoint({"objects", *SHORTCUTS})
    )


def _is_manager(owner: ast.expr) -> bool:
    return isinstance(owner, ast.Attribute) and owner.attr in MANAGERS and last_name(owner.value)[:1].isupper()


def _is_flask_query(owner: ast.expr, method: str) -> bool:
    return (
        isinstance(owner, ast.Attribute)
        and owner.attr == "query"
        and method in FLASK_QUERY
        and last_name(owner.value)[:1].isupper()
    )


def _may_be_session(part: Part, owner: ast.expr, method: str) -> bool:
    """Whether `owner.method()` is a session's by the owner's name, or may be by what the file says of its type."""
    if not isinstance(owner, ast.Name | ast.Attribute):
        return False
    name = last_name(owner)
    if SESSION_NAME.match(name) and (
        method in UNMISTAKABLE
        or (method in COMMITTED and not part.attributes.isdisjoint({"commit", "flush"}))
        or (isinstance(owner, ast.Attribute) and last_name(owner.value) == "db")
    ):
        return True
    if method not in UNMISTAKABLE and _root(owner) in _NO_SESSIONS:
        return False
    return _types_sessions(part.words) and may_come_from(part, owner, _makes_session, _is_of_driver)


def _makes_session(name: str) -> bool:
    return SESSION_TYPE.search(name) is not None


def _root(node: ast.expr) -> str:
    """`a` of `a.b.c` and of `a.b().c`."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


@lru_cache(maxsize=1)
def _types_sessions(words: Words) -> bool:
    """Whether the file names the type of a session, or anything of a driver's that makes a session or cursor."""
    names = words.names | words.classes
    if any(map(SESSION_TYPE.search, names)):
        return True
    return any(_is_of_driver(name) for _, name in words.imported) and any(map(HANDLE_MAKER.search, names))


@cache
def _is_of_driver(name: str) -> bool:
    """Whether a qualified name is of a driver's module, or of a package around one."""
    return name.partition(".")[0] in _DRIVER_PACKAGES and any(
        f"{name}.".startswith(f"{module}.") or module.startswith(f"{name}.") for module in DRIVERS
    )


@lru_cache(maxsize=1)
def _may_hold_sessions(words: Words) -> bool:
    """Whether the file has any object whose `get`, `add`, `save` or `delete` could be a database's."""
    return (
        any(name.partition(".")[0] in _DRIVER_PACKAGES for _, name in words.imported)
        or any(SESSION_TYPE.search(name) for name in words.names | words.classes)
        or not words.names.isdisjoint({*MANAGERS, *SHORTCUTS, "session"})
    )
