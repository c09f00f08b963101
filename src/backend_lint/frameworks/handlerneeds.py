"""What a handler must hold for the rules about thin handlers to say anything of it, judged before it is parsed for
them: upper bounds of what `ormaccess` and `handlerlogic` find."""

from __future__ import annotations

import ast
from collections.abc import Collection

from backend_lint.frameworks.computation import NUMERIC, REDUCERS
from backend_lint.frameworks.drivers import DRIVERS
from backend_lint.frameworks.effects import possible_effects
from backend_lint.frameworks.ormaccess import (
    ACTIVE_RECORD,
    FLASK_QUERY,
    LAYER,
    MANAGERS,
    MONGO,
    SESSION_METHODS,
    SESSION_TYPE,
    SHORTCUTS,
    TRANSACTION_METHODS,
    UNMISTAKABLE,
)
from backend_lint.frameworks.routetables import BASE_SUFFIXES, BASES, REGISTRATIONS, VERBS, needing
from backend_lint.frameworks.thintables import (
    AUTH,
    COLLECTING,
    FREE_SERVICES,
    NEGOTIATION,
    NOT_ENTITIES,
    REFUSAL,
    SERVICE,
    SERVICE_MODULE,
    SETTINGS,
    STATEMENTS_PER_POINT,
)
from backend_lint.semantics.parts import Part, by_type, called_name, last_name

#: The defaults of the options for business logic: with lower ones, or with --strict, the rule looks at every handler.
LOGIC_LIMITS = {"handler_logic_threshold": 4, "max_handler_statements": 15}
#: A function under `Depends()` may look things up and check who asks.
DEPENDENCY_THRESHOLD = 8

_CERTAIN = UNMISTAKABLE | MONGO | SHORTCUTS
_WEAK = (SESSION_METHODS | TRANSACTION_METHODS) - UNMISTAKABLE
_SUFFIXES = tuple(suffix for suffix, _ in BASE_SUFFIXES)
_REGISTERING_NAMES = frozenset(name for name in REGISTRATIONS if name not in VERBS and name != "view")
#: Names that are never a session, whatever of theirs is asked for `get`.
_NO_SESSIONS = frozenset({"request", "kwargs", "os", "settings", "headers", "params", "data", "requests", "httpx"})
_DRIVER_PACKAGES = frozenset(module.partition(".")[0] for module in DRIVERS)
_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
_NO_NUMBERS = (ast.JoinedStr, ast.List, ast.ListComp, ast.Tuple, ast.Set, ast.SetComp)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FREE_HANDLING = (ast.Raise, ast.Return, ast.Pass, ast.Continue, ast.Break, ast.Assign)


def may_query(part: Part) -> bool:
    """Whether a function, or one of the file that it calls, may talk to a database."""
    return any(_accesses(each) for each in (part, *part.called))


def may_be_logic(part: Part) -> bool:
    """Whether a handler may score as business logic with the default limits. One that calls a function of
    the file with any logic stays: only what every one of the callers says decides whose logic that is."""
    return _points(part) > LOGIC_LIMITS["handler_logic_threshold"] or any(_points(each) for each in part.called)


def hands_out_logic(part: Part) -> bool:
    """Whether a function under `Depends()` or `Security()` may score as business logic."""
    return any(
        _points(given) + sum(map(_points, given.called)) > DEPENDENCY_THRESHOLD
        for call in part.of(ast.Call)
        if called_name(call) in ("Depends", "Security") and call.args
        for given in part.functions(last_name(call.args[0]))
    )


def _may_answer(part: Part) -> bool:
    """Whether a method of a class of the file may answer requests: by the class's bases, or as it is registered."""
    words = part.words
    if any(name in BASES or name.endswith(_SUFFIXES) for name in words.bases):
        return True
    return not _REGISTERING_NAMES.isdisjoint(words.names) or any(
        name.startswith("aiohttp") for _, name in words.imported
    )


def may_query_in_class(part: Part) -> bool:
    """`may_query` of a method that only its class can make a handler."""
    return _may_answer(part) and may_query(part)


def may_be_logic_in_class(part: Part) -> bool:
    """`may_be_logic` of a method that only its class can make a handler."""
    return _may_answer(part) and may_be_logic(part)


#: Where the rules about database access and business logic look.
QUERYING_HANDLER_TRIGGERS = needing(may_query, may_query_in_class)
LOGIC_TRIGGERS = (
    *needing(may_be_logic, may_be_logic_in_class),
    (b"depends(", rb"\bDepends\(", hands_out_logic),
    (b"security(", rb"\bSecurity\(", hands_out_logic),
)


def _accesses(part: Part) -> bool:
    weak = False
    for call in _calls(part):
        func = call.func
        if not isinstance(func, ast.Attribute):
            if last_name(func) in SHORTCUTS:
                return True
            continue
        method, owner = func.attr, func.value
        upper = last_name(owner)[:1].isupper()
        if method in _CERTAIN or (upper and method in ACTIVE_RECORD):
            return True
        model = isinstance(owner, ast.Attribute) and last_name(owner.value)[:1].isupper()
        if model and (last_name(owner) in MANAGERS or (last_name(owner) == "query" and method in FLASK_QUERY)):
            return True
        weak = weak or (method in _WEAK and not LAYER.search(last_name(owner)) and _root(owner) not in _NO_SESSIONS)
    return weak and _may_hold_sessions(part)


def _calls(part: Part) -> list[ast.Call]:
    """The calls of a function without those of its decorators: `@router.get("/")` queries nothing."""
    functions: list[ast.FunctionDef | ast.AsyncFunctionDef] = [
        *part.of(ast.FunctionDef),
        *part.of(ast.AsyncFunctionDef),
    ]
    outermost = min(functions, key=lambda function: function.lineno, default=None)
    decorators = outermost.decorator_list if outermost is not None else []
    outside = {id(call) for call in by_type(decorators).get(ast.Call, ())}
    return [call for call in part.of(ast.Call) if id(call) not in outside]


def _root(node: ast.expr) -> str:
    """`a` of `a.b.c` and of `a.b().c`."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _may_hold_sessions(part: Part) -> bool:
    """Whether the file has any object whose `get`, `add`, `save` or `delete` could be a database's."""
    words = part.words
    return (
        any(name.partition(".")[0] in _DRIVER_PACKAGES for _, name in words.imported)
        or any(SESSION_TYPE.search(name) for name in words.names | words.classes)
        or not words.names.isdisjoint({*MANAGERS, *SHORTCUTS, "session"})
    )


def _points(part: Part) -> int:
    """The most that a function can score by itself."""
    if part.points is None:
        part.points = (
            2 * sum(not _collects(loop.body) for loop in part.of(ast.For))
            + 2 * sum(not _collects(loop.body) for loop in part.of(ast.AsyncFor))
            + 2 * sum(not _collects(loop.body) for loop in part.of(ast.While))
            + sum(not _is_free(node) for node in part.of(ast.If))
            + sum(not (_telling(node.test) or _asks_existence(node.test)) for node in part.of(ast.IfExp))
            + sum(len(node.cases) for node in part.of(ast.Match))
            + _computations(part)
            + 2 * _entities(part)
            + 2 * _accesses(part)
            + 2 * possible_effects({called_name(call) for call in _calls(part)}, part.words)
            + max(0, _services(part) - FREE_SERVICES)
            + sum(not _only_answers(node) for node in part.of(ast.Try))
            + max(0, (part.statements - 1 - LOGIC_LIMITS["max_handler_statements"]) // STATEMENTS_PER_POINT)
        )
    return part.points


def _collects(body: list[ast.stmt]) -> bool:
    return all(map(_is_collecting, body))


def _is_collecting(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        return len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Subscript)
    if isinstance(statement, ast.Expr):
        value = statement.value.value if isinstance(statement.value, ast.Await) else statement.value
        return isinstance(value, ast.Yield) or (isinstance(value, ast.Call) and called_name(value) in COLLECTING)
    return isinstance(statement, ast.Pass)


def _is_free(node: ast.If) -> bool:
    """Whether a branch certainly scores nothing: a guard for what is missing or not allowed, a setting."""
    if _telling(node.test):
        return True
    if node.orelse or not isinstance(node.body[-1], ast.Raise | ast.Return) or len(node.body) > 3:
        return False
    test = node.test.operand if isinstance(node.test, ast.UnaryOp) else node.test
    return (
        _asks_existence(node.test)
        or isinstance(test, ast.Call | ast.Await)
        or any(AUTH.search(name) for name in _names(node.test))
        or any(REFUSAL.search(name) for statement in node.body for name in _names(statement))
    )


def _telling(test: ast.expr) -> bool:
    return any(SETTINGS.search(name) or NEGOTIATION.search(name) for name in _names(test))


def _names(node: ast.AST) -> list[str]:
    found = (inner for inner in ast.walk(node) if isinstance(inner, ast.Name | ast.Attribute))
    return [last_name(inner) for inner in found]


def _asks_existence(test: ast.expr) -> bool:
    if isinstance(test, ast.UnaryOp):
        return isinstance(test.op, ast.Not) and _asks_existence(test.operand)
    if isinstance(test, ast.BoolOp):
        return all(map(_asks_existence, test.values))
    if isinstance(test, ast.Compare):
        only = test.comparators[0]
        return len(test.comparators) == 1 and isinstance(only, ast.Constant) and only.value is None
    return isinstance(test, ast.Name | ast.NamedExpr)


def _computations(part: Part) -> int:
    sums = sum(_is_arithmetic(node) for node in part.of(ast.BinOp))
    added = sum(_adds(each) for each in part.of(ast.AugAssign))
    reduced = sum(name.id in REDUCERS or name.id == "sorted" for name in part.of(ast.Name))
    chosen = sum(any(g.ifs for g in c.generators) or sums > 0 for kind in _COMPREHENSIONS for c in part.of(kind))  # type: ignore[attr-defined]
    return 2 * (sums + added + reduced) + chosen


def _adds(node: ast.AugAssign) -> bool:
    counts = isinstance(node.value, ast.Constant) and type(node.value.value) is int and node.value.value == 1
    return not counts and (_is_number(node.value) or _is_number(node.target))


def _is_arithmetic(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    if not isinstance(node.op, _ARITHMETIC) or any(isinstance(s, _NO_NUMBERS) or _is_text(s) for s in sides):
        return False
    return isinstance(node.op, ast.Mult | ast.Sub | ast.Pow) or any(map(_is_number, sides))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)


def _is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Mult | ast.Sub) or _is_number(node.left) or _is_number(node.right)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float)
    return NUMERIC.search(last_name(node.func if isinstance(node, ast.Call) else node)) is not None


def _entities(part: Part) -> int:
    """How many objects have attributes assigned; a `setattr` counts as one."""
    targets = [target for node in part.of(ast.Assign) for target in node.targets]
    targets += [node.target for node in part.of(ast.AugAssign)]
    owners = [_dotted(target.value) for target in targets if isinstance(target, ast.Attribute)]
    named = {owner for owner in owners if owner and not NOT_ENTITIES.match(owner.partition(".")[0])}
    return len(named) + owners.count("") + sum(name.id == "setattr" for name in part.of(ast.Name))


def _services(part: Part) -> int:
    """How many calls of different things that may be services' the part makes, arguments of other calls left out."""
    calls = _calls(part)
    given = {id(argument) for call in calls for argument in (*call.args, *(word.value for word in call.keywords))}
    written = {_dotted(call.func) for call in calls if id(call) not in given and not called_name(call)[:1].isupper()}
    return sum(_may_be_service(name, part.words.imported) for name in written if name)


def _may_be_service(written: str, imported: Collection[tuple[str, str]]) -> bool:
    """Whether a dotted name that is called may be a service's. What an imported name stands for is known."""
    root, _, rest = written.partition(".")
    known = [name for local, name in imported if local == root]
    if not rest:
        return any(SERVICE_MODULE.search(name.rpartition(".")[0]) for name in known)
    owner = written.rpartition(".")[0]
    attributes = owner.partition(".")[2]
    paths = [f"{name}.{attributes}".rstrip(".") for name in known] or [""]
    return not known or SERVICE.search(owner.rpartition(".")[2]) is not None or any(map(SERVICE.search, paths))


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        owner = _dotted(node.value)
        return f"{owner}.{node.attr}" if owner else ""
    return node.id if isinstance(node, ast.Name) else ""


def _only_answers(node: ast.Try) -> bool:
    return all(isinstance(statement, _FREE_HANDLING) for handler in node.handlers for statement in handler.body)
