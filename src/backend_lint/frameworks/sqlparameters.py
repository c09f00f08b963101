"""What a call that sends SQL passes as parameters: how many, under which names, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import libcst as cst

from backend_lint.frameworks.databases import Query
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.calls import argument
from backend_lint.semantics.index import last_name

ParametersKind = Literal["none", "positional", "named", "scalar", "unknown"]


class Parameters(NamedTuple):
    """`node` is where they are written, the call when there are none. `number` of positional ones and `names`
    of named ones are None when they are not all written out. A "scalar" is one value without a collection."""

    kind: ParametersKind
    node: cst.CSTNode
    number: int | None = None
    names: frozenset[str] | None = None


#: What the libraries call the argument that holds the parameters.
_KEYWORDS = frozenset({"params", "parameters", "args", "vars", "values", "binds", "param_list", "seq_of_params"})
#: Keyword arguments that are no parameters.
_OTHER_KEYWORDS = frozenset(
    {"prepare", "binary", "timeout", "multi", "column", "record_class", "buffered", "fetch", "size"}
)
#: Calls whose further arguments are rows, a file, or come later.
_NO_PARAMETERS = frozenset({
    "executemany", "execute_many", "executescript", "execute_script", "copy_expert", "copy_from_query", "prepare", "callproc",
    "execute_values", "execute_batch", "bulk_query", "execute_string", "SQL", "literal_column", "DDL", "RunSQL", "extra", "Func",
})  # fmt: skip
_SENDING = frozenset({"execute", "scalar", "scalars", "exec", "stream", "stream_scalars"})
_SCALAR_TYPES = frozenset(
    {"str", "int", "float", "bool", "uuid.UUID", "decimal.Decimal", "datetime.date", "datetime.datetime"}
)
_SCALAR_NODES = (cst.SimpleString, cst.ConcatenatedString, cst.FormattedString, cst.Integer, cst.Float)


class SqlParameters:
    """The parameters of the queries of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._index = analysis.index
        self._names = analysis.names
        self._values = analysis.values

    def of(self, query: Query) -> Parameters:
        """What is passed with `query`; "unknown" through wrappers, `*args`, and for calls that take rows."""
        method = last_name(query.call.func)
        if query.via is not None or method in _NO_PARAMETERS or any(given.star for given in query.arguments):
            return Parameters("unknown", query.call)
        if query.api == "text()":
            return self._of_text(query.call)
        positional = [given.value for given in query.arguments if given.keyword is None]
        if query.driver.spread:
            return self._spread(query, positional)
        keywords = {given.keyword.value: given.value for given in query.arguments if given.keyword is not None}
        passed = positional[0] if positional else next((keywords[name] for name in keywords if name in _KEYWORDS), None)
        if passed is not None:
            return self.read(passed)
        named = keywords.keys() - _OTHER_KEYWORDS
        if named and query.driver.name == "oracledb":
            return Parameters("named", query.call, names=frozenset(named))
        return Parameters("unknown" if named else "none", query.call)

    def _spread(self, query: Query, given: Sequence[cst.BaseExpression]) -> Parameters:
        """asyncpg takes one argument a parameter; pyodbc does too, or one collection of them."""
        if not given:
            return Parameters("none", query.call)
        if query.driver.name != "asyncpg" and len(given) == 1:
            found = self.read(given[0])
            return Parameters("positional", given[0], 1) if found.kind == "scalar" else found
        return Parameters("positional", given[0], len(given))

    def _of_text(self, call: cst.Call) -> Parameters:
        """`execute(text("… :id").bindparams(id=1), {"id": 1})`: both places bind; a text() that goes elsewhere
        may still be bound there."""
        names: set[str] = set()
        top: cst.CSTNode = call
        while True:
            parent = self._index.parents[top]
            outer = self._index.parents.get(parent)
            if not (isinstance(parent, cst.Attribute) and isinstance(outer, cst.Call)):
                break
            if parent.attr.value == "bindparams":
                bound = self._bindparams(outer)
                if bound is None:
                    return Parameters("unknown", call)
                names |= bound
            top = outer
        sending = outer if isinstance(parent, cst.Arg) else None
        if not (isinstance(sending, cst.Call) and last_name(sending.func) in _SENDING and sending.args[0] is parent):
            return Parameters("unknown", call)
        return self._sent(sending, names)

    def _sent(self, sending: cst.Call, names: set[str]) -> Parameters:
        rest = sending.args[1:]
        if any(given.star or (given.keyword and given.keyword.value not in _KEYWORDS) for given in rest):
            return Parameters("unknown", sending)
        if rest:
            passed = self.read(rest[0].value)
            if passed.kind != "named" or passed.names is None:
                return passed if not names else Parameters("unknown", sending)
            return passed._replace(names=passed.names | names)
        return Parameters("named", sending, names=frozenset(names)) if names else Parameters("none", sending)

    def _bindparams(self, call: cst.Call) -> set[str] | None:
        """The names that `.bindparams(id=1)` or `.bindparams(bindparam("id"))` binds, None when not known."""
        found: set[str] = set()
        for given in call.args:
            name = given.keyword.value if given.keyword is not None else None
            if name is None and not given.star and isinstance(given.value, cst.Call):
                name = self._values.value(argument(given.value, "key", 0))
            if not isinstance(name, str):
                return None
            found.add(name)
        return found

    def read(self, node: cst.BaseExpression) -> Parameters:
        """What one expression passes as parameters."""
        if isinstance(node, cst.Name):
            if node.value == "None":
                return Parameters("none", node)
            return self._named(node)
        if isinstance(node, cst.Tuple | cst.List):
            if any(isinstance(element, cst.StarredElement) for element in node.elements):
                return Parameters("unknown", node)
            rows = any(isinstance(element.value, cst.Dict | cst.Tuple) for element in node.elements)
            return Parameters("unknown" if rows else "positional", node, len(node.elements))
        if isinstance(node, cst.Dict):
            keys = [element.key if isinstance(element, cst.DictElement) else None for element in node.elements]
            return Parameters("named", node, names=_all_text(self._values.value(key) for key in keys))
        if isinstance(node, cst.Call):
            name = self._names.qualname(node.func)
            if name == "dict" and all(given.keyword is not None for given in node.args):
                return Parameters(
                    "named", node, names=_all_text(given.keyword.value for given in node.args if given.keyword)
                )
            return Parameters("scalar" if name in _SCALAR_TYPES else "unknown", node)
        return Parameters("scalar" if isinstance(node, _SCALAR_NODES) else "unknown", node)

    def _named(self, node: cst.Name) -> Parameters:
        """A name for a tuple, or for one value by its only assignment or its annotation."""
        binding = self._names.single(node)
        if binding is None:
            return Parameters("unknown", node)
        if binding.kind == "param" and isinstance(binding.node, cst.Param) and binding.node.annotation is not None:
            scalar = self._names.qualname(binding.node.annotation.annotation) in _SCALAR_TYPES
            return Parameters("scalar" if scalar else "unknown", node)
        if (
            binding.kind != "assign"
            or isinstance(binding.value, cst.List | cst.Dict | cst.Name)
            or binding.value is None
        ):
            return Parameters("unknown", node)
        return self.read(binding.value)._replace(node=node)

    def idle_format(self, query: Query) -> cst.Call | None:
        """The `.format(x)` in the SQL of `query` whose text has no field to fill: `x` gets nowhere."""
        node = query.sql
        if isinstance(node, cst.Name):
            binding = self._names.single(node)
            if binding is None or binding.kind != "assign" or binding.value is None:
                return None
            node = binding.value
        if not (
            isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "format"
        ):
            return None
        text = self._values.value(node.func.value)
        return node if isinstance(text, str) and node.args and not re.search(r"[{}]", text) else None


def _all_text(names: Iterable[object]) -> frozenset[str] | None:
    found = list(names)
    return (
        frozenset(name for name in found if isinstance(name, str))
        if all(isinstance(name, str) for name in found)
        else None
    )
