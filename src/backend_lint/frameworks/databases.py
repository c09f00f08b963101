"""Database handles and the calls that send SQL: which driver an expression belongs to, and every query of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

import libcst as cst
import msgspec

from backend_lint.frameworks.drivers import (
    DRIVERS,
    EXECUTE_FAMILY,
    EXTRA_KEYWORDS,
    FRAGMENT_METHODS,
    FRAGMENT_PARENTS,
    FUNCTION_SINKS,
    NOT_DATABASES,
    RECEIVER_NAME,
    SINK_METHODS,
    UNKNOWN,
    Driver,
)  # fmt: skip
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.names import dotted
from backend_lint.semantics.texts import arguments_of

QueryKind = Literal["statement", "fragment", "raw"]
#: A function that passes a parameter on as SQL is a sink for its callers, this many calls deep (catalogue BKD101).
_WRAPPER_DEPTH = 2
#: ORMs whose `.filter()` and `.order_by()` take names as text.
_NAMES_AS_TEXT = ("django", "tortoise", "peewee", "mongoengine", "rest_framework", "beanie", "elasticsearch_dsl")


class Handle(NamedTuple):
    """A session, connection, cursor, engine or pool. `certain` is False when only its name says so: its `driver`
    is not known then, and `guess` is good for the advice of a message at most."""

    driver: Driver
    certain: bool
    guess: Driver = UNKNOWN


class Query(msgspec.Struct, frozen=True, eq=False):
    """One place where SQL text reaches a database library.

    `sql` is the expression that holds the text. `kind`: a whole "statement", a "fragment" of one, or "raw"
    (an ORM's raw query). `api` names the call for a message: "cursor.execute()", "text()". `arguments` are
    the further arguments of the call: its parameters. `certain` is False when only the receiver's name says
    that this is a database; then `driver` is not known and `guess` may be it: good enough for advice, never to
    judge by. `via` is the call of a wrapper of this file, when the SQL passes through one."""

    call: cst.Call
    sql: cst.BaseExpression
    driver: Driver
    kind: QueryKind
    api: str
    arguments: tuple[cst.Arg, ...]
    certain: bool
    via: cst.Call | None = None
    guess: Driver = UNKNOWN

    @property
    def advised(self) -> Driver:
        """Whose placeholders and quoting a message may advise."""
        return self.guess if self.driver is UNKNOWN else self.driver


class Databases:
    """What one file does with databases."""

    def __init__(self, analysis: Analysis) -> None:
        self._index = analysis.index
        self._names = analysis.names

    def handle(self, node: cst.BaseExpression) -> Handle | None:
        """The database handle that `node` is, or None when it is none or nothing is known of it."""
        if isinstance(node, cst.BooleanOperation):
            return self.handle(node.left) or self.handle(node.right)
        path = self._names.path(node)
        if path is not None:
            if ".raw_connection" in path and path.startswith("databases."):
                return Handle(UNKNOWN, False)  # the driver's own connection, whichever that is
            driver = driver_of(path)
            if driver is not None:
                return Handle(driver, True)
            if path.partition(".")[0].partition("(")[0] in NOT_DATABASES:
                return None
        name = last_name(node.func if isinstance(node, cst.Call) else node)
        return Handle(UNKNOWN, False, self._only_driver) if RECEIVER_NAME.search(name) else None

    @cached_property
    def _only_driver(self) -> Driver:
        """The one database library that the file imports: what a handle of unknown make may belong to."""
        drivers = {driver.name: driver for module in self.packages if (driver := DRIVERS.get(module))}
        return next(iter(drivers.values())) if len(drivers) == 1 else UNKNOWN

    @cached_property
    def packages(self) -> set[str]:
        """The packages that the file imports from."""
        plain, from_module = self._index.of(cst.Import), self._index.of(cst.ImportFrom)
        return {_package(node) for node in plain} | {_package(node) for node in from_module}

    @cached_property
    def queries(self) -> tuple[Query, ...]:
        """Every call that sends SQL text, in no particular order, wrappers of this file resolved."""
        found: list[Query] = []
        for query in (*self._functions(), *self._methods(), *self._extras(), *self._fragments()):
            found.extend(self._through_wrappers(query, 0))
        return tuple(found)

    def _functions(self) -> Iterator[Query]:
        """Functions and classes that take SQL: text(), RawSQL(), read_sql() …"""
        aliases = self._names.aliases
        for name, sink in FUNCTION_SINKS.items():
            last = name.rpartition(".")[2]
            for local in (last, *aliases.get(last, ())):
                for call in self._index.calls.get(local, ()):
                    if self._names.qualname(call.func) != name:
                        continue
                    argument = _argument(call, sink.keyword, sink.position)
                    if argument is not None:
                        kind = "fragment" if sink.kind == "statement" and self._inside_fragment(call) else sink.kind
                        rest = tuple(a for a in call.args if a is not argument)
                        yield Query(call, argument.value, _named(sink.driver), kind, f"{last}()", rest, True)

    def _inside_fragment(self, call: cst.Call) -> bool:
        """Whether `text(…)` is an argument of `.where()`, `and_()` and the like."""
        parent = self._index.parents[call]
        outer = self._index.parents[parent] if isinstance(parent, cst.Arg) else None
        return isinstance(outer, cst.Call) and last_name(outer.func) in FRAGMENT_PARENTS

    def _methods(self) -> Iterator[Query]:
        for method in SINK_METHODS | EXECUTE_FAMILY | {"raw"}:
            for call in self._index.calls.get(method, ()):
                if isinstance(call.func, cst.Attribute):
                    query = self._method(call, call.func, method)
                    if query is not None:
                        yield query

    def _method(self, call: cst.Call, func: cst.Attribute, method: str) -> Query | None:
        argument = _argument(call, "sql|query|statement|operation|command|sql_query|raw_query", 0)
        if argument is None:
            return None
        rest = tuple(a for a in call.args if a is not argument)
        if method == "raw":
            return Query(call, argument.value, UNKNOWN, "raw", ".raw()", rest, _is_manager(func.value))
        handle = self.handle(func.value)
        if handle is None:
            return None
        taken = handle.driver.sinks | {"callproc"} if handle.certain else EXECUTE_FAMILY
        if method not in taken:
            return None
        owner = last_name(func.value) or last_name(func.value.func if isinstance(func.value, cst.Call) else func.value)
        api = f"{owner}.{method}()" if owner else f".{method}()"
        return Query(call, argument.value, handle.driver, "statement", api, rest, handle.certain, guess=handle.guess)

    def _extras(self) -> Iterator[Query]:
        """Django's `.extra(where=["…"], select={"x": "…"})`: every text in it is a fragment."""
        for call in self._index.calls.get("extra", ()):
            if not isinstance(call.func, cst.Attribute):
                continue
            for number, argument in enumerate(call.args):
                keyword = argument.keyword.value if argument.keyword else ""
                if keyword in EXTRA_KEYWORDS or (not keyword and number == 0 and not argument.star):
                    for sql in _texts_in(argument.value):
                        rest = tuple(a for a in call.args if a is not argument)
                        yield Query(call, sql, DRIVERS["django.db"], "raw", ".extra()", rest, True)
        for call in self._index.calls.get("Func", ()):
            template = _argument(call, "template", None)
            if template is not None:
                yield Query(call, template.value, DRIVERS["django.db"], "raw", "Func()", (), True)

    def _fragments(self) -> Iterator[Query]:
        """`query.filter("…")`, `.order_by("…")` of SQLAlchemy: text where an expression is expected."""
        for method in FRAGMENT_METHODS:
            for call in self._index.calls.get(method, ()):
                if not isinstance(call.func, cst.Attribute) or not self._is_sqlalchemy_query(call.func.value):
                    continue
                for argument in call.args:
                    if argument.keyword is None and _is_text(argument.value):
                        yield Query(call, argument.value, DRIVERS["sqlalchemy"], "fragment", f".{method}()", (), True)

    def _is_sqlalchemy_query(self, node: cst.BaseExpression) -> bool:
        """Made by SQLAlchemy; or a chain on `.query` or a name for a query, where no other ORM is imported."""
        path = self._names.path(node) or ""
        if path.startswith(("sqlalchemy.", "sqlmodel.", "flask_sqlalchemy.")) and "(" in path:
            return True
        named = {"query", "q", "stmt", "statement"}.intersection(_chain(node))
        return bool(named) and self.packages.isdisjoint(_NAMES_AS_TEXT)

    def _through_wrappers(self, query: Query, depth: int) -> Iterator[Query]:
        """`query`, or in its place the calls of the function that hands its own parameter on as the SQL."""
        wrapper = self._wrapper(query)
        if wrapper is None or depth >= _WRAPPER_DEPTH:
            yield query
            return
        function, parameter = wrapper
        callers = 0
        for call in self._index.calls.get(function.name.value, ()):
            if self._names.local_function(call.func) is function:
                argument = arguments_of(call, function).get(parameter)
                if argument is not None:
                    callers += 1
                    rest = tuple(a for a in call.args if a.value is not argument)
                    passed = msgspec.structs.replace(query, sql=argument, arguments=rest, via=call)
                    yield from self._through_wrappers(passed, depth + 1)
        if not callers:
            yield query

    def _wrapper(self, query: Query) -> tuple[cst.FunctionDef, str] | None:
        if not isinstance(query.sql, cst.Name):
            return None
        binding = self._names.single(query.sql)
        if binding is None or binding.kind != "param" or not isinstance(binding.statement, cst.FunctionDef):
            return None
        return binding.statement, binding.name


def driver_of(path: str) -> Driver | None:
    """The driver whose object a path makes: of "sqlite3.connect().cursor()" sqlite3. A bare module or class
    is no object, except Django's `connection`."""
    if "(" not in path and "[" not in path and not path.startswith("django.db.connection"):
        return None
    head = path.partition("(")[0].partition("[")[0]
    while head:
        if head in DRIVERS:
            return DRIVERS[head]
        head = head.rpartition(".")[0]
    return None


def _named(name: str) -> Driver:
    return next((driver for driver in DRIVERS.values() if driver.name == name), UNKNOWN._replace(name=name))


def _argument(call: cst.Call, keywords: str, position: int | None) -> cst.Arg | None:
    for number, argument in enumerate(call.args):
        if argument.star:
            return argument if argument.star == "*" and number == position else None
        if argument.keyword is not None and argument.keyword.value in keywords.split("|"):
            return argument
        if argument.keyword is None and number == position:
            return argument
    return None


def _is_manager(node: cst.BaseExpression) -> bool:
    """Whether `.raw()` is called on a Django manager: `Model.objects`, `self.model._default_manager` …"""
    current: cst.BaseExpression = node
    while isinstance(current, cst.Attribute | cst.Call):
        if isinstance(current, cst.Attribute):
            if current.attr.value in ("objects", "_default_manager", "_base_manager"):
                return True
            current = current.value
        else:
            current = current.func
    return False


def _is_text(node: cst.BaseExpression) -> bool:
    """Whether an argument is written as text rather than as an expression on columns."""
    if isinstance(node, cst.BinaryOperation):
        return _is_text(node.left) or _is_text(node.right)
    if isinstance(node, cst.Call):
        return isinstance(node.func, cst.Attribute) and node.func.attr.value == "format" and _is_text(node.func.value)
    return isinstance(node, cst.FormattedString | cst.SimpleString | cst.ConcatenatedString)


def _chain(node: cst.BaseExpression) -> set[str]:
    """Every name in a chain of attributes and calls: {"session", "query", "filter"}."""
    found: set[str] = set()
    current = node
    while isinstance(current, cst.Attribute | cst.Call | cst.Name):
        if isinstance(current, cst.Call):
            current = current.func
            continue
        found.add(last_name(current))
        if isinstance(current, cst.Name):
            break
        current = current.value
    return found


def _package(node: cst.Import | cst.ImportFrom) -> str:
    """The first part of the module an import statement names."""
    named = node.module if isinstance(node, cst.ImportFrom) else node.names[0].name
    return dotted(named).partition(".")[0] if named is not None else ""


def _texts_in(node: cst.BaseExpression) -> Sequence[cst.BaseExpression]:
    if isinstance(node, cst.List | cst.Tuple):
        return [element.value for element in node.elements]
    if isinstance(node, cst.Dict):
        return [element.value for element in node.elements if isinstance(element, cst.DictElement)]
    return [node]
