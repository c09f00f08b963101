"""How much business logic a function may hold, judged before it is parsed for the rule about it: an upper bound of
what `handlerlogic` finds."""

from __future__ import annotations

import ast
from functools import lru_cache

from backend_lint.frameworks.computation import NUMERIC, REDUCERS
from backend_lint.frameworks.effects import possible_effects
from backend_lint.frameworks.originneeds import may_come_from
from backend_lint.frameworks.queryneeds import calls, queries, uses_managers
from backend_lint.frameworks.thintables import (
    AUTH,
    COLLECTING,
    FREE_SERVICES,
    NEGOTIATION,
    NOT_ENTITIES,
    REFUSAL,
    RESOURCE,
    SERVICE,
    SERVICE_MODULE,
    SETTINGS,
    STATEMENTS_PER_POINT,
)
from backend_lint.semantics.parts import Part, called_name, last_name
from backend_lint.semantics.vocabulary import Words

#: The defaults of the options for business logic: with lower ones, or with --strict, the rule looks at every handler.
LOGIC_LIMITS = {"handler_logic_threshold": 4, "max_handler_statements": 15}
_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
_NO_NUMBERS = (ast.JoinedStr, ast.List, ast.ListComp, ast.Tuple, ast.Set, ast.SetComp)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FREE_HANDLING = (ast.Raise, ast.Return, ast.Pass, ast.Continue, ast.Break, ast.Assign)
_ON_PAGES = (ast.Expr, ast.Pass, ast.Continue, ast.Assign, ast.AnnAssign, ast.AugAssign)


def points(part: Part) -> int:
    """The most that a function can score by itself."""
    shown = _shown(part)
    loops: list[ast.For | ast.AsyncFor | ast.While] = [*part.of(ast.For), *part.of(ast.AsyncFor), *part.of(ast.While)]
    return (
        2 * sum(id(loop) not in shown and not _collects(loop.body) for loop in loops)
        + sum(id(node) not in shown and not _is_free(node) for node in part.of(ast.If))
        + sum(
            id(node) not in shown and not (_telling(node.test) or _asks_existence(node.test))
            for node in part.of(ast.IfExp)
        )
        + sum(len(node.cases) for node in part.of(ast.Match))
        + _computations(part)
        + 2 * _entities(part)
        + 2 * (part.judged(queries) or uses_managers(part))
        + 2 * possible_effects({called_name(call) for call in calls(part)}, part.words)
        + max(0, _services(part) - FREE_SERVICES)
        + sum(not _only_answers(node) for node in part.of(ast.Try))
        + max(
            0,
            (sum(id(node) not in shown for node in part.statements) - 1 - LOGIC_LIMITS["max_handler_statements"])
            // STATEMENTS_PER_POINT,
        )
    )


def _shown(part: Part) -> set[int]:
    """The nodes, by identity, that build a page: `with tag.div(): text("…")`, as `pagebuilding` knows them."""
    around = [*part.of(ast.With), *part.of(ast.AsyncWith)]
    return {id(inner) for node in around if _renders(node) for inner in ast.walk(node)}


def _renders(node: ast.stmt) -> bool:
    if not isinstance(node, ast.With | ast.AsyncWith):
        return False
    return all(
        item.optional_vars is None
        and isinstance(item.context_expr, ast.Call)
        and not RESOURCE.search(called_name(item.context_expr))
        for item in node.items
    ) and all(map(_is_of_page, node.body))


def _is_of_page(node: ast.stmt) -> bool:
    if isinstance(node, ast.For | ast.AsyncFor | ast.If):
        return all(map(_is_of_page, (*node.body, *node.orelse)))
    return isinstance(node, _ON_PAGES) or _renders(node)


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
    made = calls(part)
    given = {id(argument) for call in made for argument in (*call.args, *(word.value for word in call.keywords))}
    written = {
        _dotted(call.func): call.func for call in made if id(call) not in given and not called_name(call)[:1].isupper()
    }
    return sum(_may_be_service(part, func) for name, func in written.items() if name)


def _may_be_service(part: Part, func: ast.expr) -> bool:
    """Whether what is called may be a service's: by its owner's name or origin, or by the module of a function."""
    if isinstance(func, ast.Name):
        known = [name for local, name in part.words.imported if local == func.id]
        return any(SERVICE_MODULE.search(name.rpartition(".")[0]) for name in known)
    owner = func.value if isinstance(func, ast.Attribute) else func
    return _names_services(part.words) and may_come_from(part, owner, SERVICE.search, SERVICE.search)


@lru_cache(maxsize=1)
def _names_services(words: Words) -> bool:
    return any(map(SERVICE.search, words.names | words.classes))


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        owner = _dotted(node.value)
        return f"{owner}.{node.attr}" if owner else ""
    return node.id if isinstance(node, ast.Name) else ""


def _only_answers(node: ast.Try) -> bool:
    return all(isinstance(statement, _FREE_HANDLING) for handler in node.handlers for statement in handler.body)
