"""What a handler must hold for the rules about thin handlers to say anything of it, judged before it is parsed for
them: upper bounds of what `ormaccess` and `handlerlogic` find."""

from __future__ import annotations

import ast
from collections.abc import Callable

from backend_lint.frameworks.logicneeds import LOGIC_LIMITS, points
from backend_lint.frameworks.queryneeds import helpers, is_exempt, may_access, may_query
from backend_lint.frameworks.routetables import (
    BASE_SUFFIXES,
    BASES,
    REGISTRATIONS,
    RESPONDERS,
    VERBS,
    VIEWSET_METHODS,
    needing,
)
from backend_lint.semantics.parts import Part, called_name, last_name
from backend_lint.semantics.scout import TriggerSpec

#: A function under `Depends()` may look things up and check who asks.
DEPENDENCY_THRESHOLD = 8

_SUFFIXES = tuple(suffix for suffix, _ in BASE_SUFFIXES)
_REGISTERING_NAMES = frozenset(name for name in REGISTRATIONS if name not in VERBS and name != "view")
_SERVING = frozenset({*VERBS, *VIEWSET_METHODS, "dispatch"})
#: What the second or third parameter of a resolver is called.
_INFO = frozenset({"info", "_info", "__info"})


def may_be_logic(part: Part) -> bool:
    """Whether a handler may score as business logic with the default limits. One that shares a helper with such a
    handler stays: only what every one of the callers says decides whose logic that is."""
    return _is_thick(part) or any(
        helper.judged(points) and any(map(_is_thick, helper.callers)) for helper in part.judged(helpers)
    )


def _is_thick(part: Part) -> bool:
    return not is_exempt(part) and _total(part) > LOGIC_LIMITS["handler_logic_threshold"]


def _total(part: Part) -> int:
    """The most that a function can score, its helpers included."""
    return sum(each.judged(points) for each in (part, *part.judged(helpers)))


def hands_out_logic(part: Part) -> bool:
    """Whether a function under `Depends()` or `Security()` may score as business logic."""
    return any(
        _total(given) > DEPENDENCY_THRESHOLD
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


def _takes_info(part: Part) -> bool:
    """Whether a function, or one inside of it, has the parameters of a resolver."""
    return any(not _INFO.isdisjoint(_parameters(function)[1:3]) for function in part.defined)


def _may_serve(part: Part) -> bool:
    """Whether a function that takes a request, or one inside of it, may answer it: by its name in a class, as something
    hands it on, or as it returns what views return."""
    if any(function.name in _SERVING or function.name in part.handed for function in part.defined):
        return True
    function = part.outermost
    if function is None or function.name.startswith(("_", "get_context")):
        return False
    if function.returns is not None:
        return any(map(RESPONDERS.match, _annotated(function.returns)))
    answers = [*(node.value for node in part.of(ast.Return)), *(node.value for node in part.of(ast.Yield))]
    return any(isinstance(value, ast.Call) and RESPONDERS.match(called_name(value)) for value in answers)


def _annotated(annotation: ast.expr) -> list[str]:
    nodes = list(ast.walk(annotation))
    quoted = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [*(last_name(node) for node in nodes if isinstance(node, ast.expr)), *(q.rpartition(".")[2] for q in quoted)]


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    return [parameter.arg for parameter in (*function.args.posonlyargs, *function.args.args)]


def _both(first: Callable[[Part], bool], second: Callable[[Part], bool]) -> Callable[[Part], bool]:
    return lambda part: part.judged(first) and part.judged(second)


def _handlers(needs: Callable[[Part], bool]) -> tuple[TriggerSpec, ...]:
    """The triggers of handlers that hold what a rule needs."""
    serving = _both(_may_serve, needs)
    in_class = _both(_may_answer, needs)
    return needing(needs, _both(_takes_info, needs), serving, in_class, _both(_may_answer, serving))


#: Where the rules about database access and business logic look; idioms of Django are reported with --strict only.
QUERYING_HANDLER_TRIGGERS = _handlers(may_query)
ACCESSING_HANDLER_TRIGGERS = _handlers(may_access)
LOGIC_TRIGGERS = (
    *_handlers(may_be_logic),
    (b"depends(", rb"\bDepends\(", hands_out_logic),
    (b"security(", rb"\bSecurity\(", hands_out_logic),
)
