"""How far a value that enters a text can be trusted (catalogue 1.3): constant, inert, quoted, guarded, dynamic."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import libcst as cst

from backend_lint.frameworks.drivers import RECEIVER_NAME
from backend_lint.frameworks.guards import VALIDATING, guarded
from backend_lint.frameworks.requests import coerced, tainted
from backend_lint.model import Confidence
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bindings import Binding
from backend_lint.semantics.index import last_name
from backend_lint.semantics.names import dotted
from backend_lint.semantics.text import Hole

TrustKind = Literal["constant", "inert", "quoted", "guarded", "dynamic"]


class Trust(NamedTuple):
    """`kind` of a value; of a dynamic one `confidence` that it really is decided by someone else, and
    whether it comes from a request."""

    kind: TrustKind
    confidence: Confidence = "high"
    tainted: bool = False


#: Calls whose result cannot change the structure of SQL, by qualified name.
_INERT_CALLS = frozenset({
    "int", "float", "bool", "len", "round", "abs", "ord", "hash", "id", "sum", "uuid.UUID", "uuid.uuid4", "uuid.uuid1",
    "decimal.Decimal", "range", "time.time", "time.time_ns", "datetime.datetime.now", "datetime.datetime.utcnow",
    "datetime.date.today", "datetime.timedelta", "django.utils.timezone.now", "os.getpid", "secrets.token_hex", "binascii.hexlify",
    "datetime.datetime", "datetime.date", "math.floor", "math.ceil", "zoneinfo.ZoneInfo",
})  # fmt: skip
_INERT_METHODS = frozenset({
    "isoformat", "timestamp", "total_seconds", "hexdigest", "count", "toordinal", "bit_length", "hex", "utcnow",
    "today", "time_ns", "strftime",
})  # fmt: skip
#: Annotations whose values are digits or a fixed alphabet.
_INERT_TYPES = frozenset({"int", "float", "bool", "uuid.UUID", "datetime.date", "datetime.datetime", "decimal.Decimal",
                          "datetime.timedelta", "pydantic.UUID4", "pydantic.PositiveInt", "pydantic.NonNegativeInt"})  # fmt: skip
_CONSTANT_TYPES = frozenset(
    {"typing.Literal", "typing_extensions.Literal", "typing.LiteralString", "typing_extensions.LiteralString"}
)

_QUOTED_ROOTS = ("psycopg.sql.", "psycopg2.sql.", "pypika.", "sqlglot.", "sqlalchemy.", "sqlmodel.")
#: Methods with which an ORM turns its own query into SQL text.
_COMPILERS = frozenset({"sql_with_params", "as_sql", "compile", "compiled", "get_sql", "sql"})
_QUOTING = re.compile(
    r"^_?(quote(_\w+)?|\w+_quote|escape_identifier|format_identifier|quoted_name|\w*quote_ident\w*|sanitize_\w*identifier)$"
)
#: What writes a placeholder in the style of the database at hand.
_PLACEHOLDER = re.compile(r"(?i)placeholder|^(qmark|paramstyle|bindparam)")
#: Attributes of ORM models that name tables and columns.
_METADATA = frozenset({"_meta", "__tablename__", "__table__", "db_table", "db_column", "__table_args__"})
_SETTINGS_NAMES = frozenset({"settings", "config", "conf", "cfg", "Config", "Settings"})
#: `EventTypes.Create`: a member of a class that is imported.
_CLASS_CONSTANT = re.compile(r"^(\w+\.)*[A-Z]\w*\.[A-Z]\w*$")
_CAPITALS = re.compile(r"^_{0,2}[A-Z][A-Z0-9_]+$")


class Trusts:
    """Judges the values of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._index = analysis.index
        self._names = analysis.names
        self._values = analysis.values

    def of(self, hole: Hole) -> Trust:
        """How far the value that fills `hole` can be trusted."""
        if hole.via == "%d":
            return Trust("inert")
        return self.judge(hole.expression, 0)

    def judge(self, node: cst.BaseExpression, depth: int) -> Trust:
        """As `of`, for an expression."""
        if self._values.values(node):
            return Trust("constant")
        found = self._judge(node, depth) if depth < 8 else None
        if found is not None and (found.kind != "dynamic" or found.tainted or not tainted(self._analysis, node)):
            return found
        if guarded(self._index, node):
            return Trust("guarded")
        return Trust("dynamic", "high", tainted(self._analysis, node))

    def _judge(self, node: cst.BaseExpression, depth: int) -> Trust | None:
        if isinstance(node, cst.Call):
            return self._call(node, depth)
        if isinstance(node, cst.Name):
            return self._name(node, depth)
        if isinstance(node, cst.Attribute):
            return self._attribute(node)
        if isinstance(node, cst.BinaryOperation):
            if isinstance(node.operator, cst.Modulo):
                given = node.right.elements if isinstance(node.right, cst.Tuple) else [cst.Element(node.right)]
                return self._all([element.value for element in given], depth)
            return self._all([node.left, node.right], depth)
        if isinstance(node, cst.UnaryOperation):
            return self.judge(node.expression, depth + 1)
        if isinstance(node, cst.IfExp):
            return self._all([node.body, node.orelse], depth)
        if isinstance(node, cst.BooleanOperation):
            return self._all([node.left, node.right], depth)
        if isinstance(node, cst.Await):
            return self.judge(node.expression, depth + 1)
        if isinstance(node, cst.Comparison):
            return Trust("inert")
        if isinstance(node, cst.Subscript):
            return self._subscript(node, depth)
        return None

    def _all(self, nodes: list[cst.BaseExpression], depth: int) -> Trust | None:
        """Safe when every operand is; otherwise the worst of them."""
        judged = [self.judge(node, depth + 1) for node in nodes]
        dynamic = [trust for trust in judged if trust.kind == "dynamic"]
        if not dynamic:
            return judged[0] if judged else None
        return max(dynamic, key=lambda trust: (trust.tainted, trust.confidence == "high"))

    def _call(self, node: cst.Call, depth: int) -> Trust | None:
        name = self._names.qualname(node.func)
        path = self._names.path(node) or ""
        last = last_name(node.func)
        if name in _INERT_CALLS or last in _INERT_METHODS:
            return Trust("inert")
        if last in _COMPILERS:
            return Trust("quoted")
        if path.startswith(_QUOTED_ROOTS) or _QUOTING.match(last) or _PLACEHOLDER.search(last):
            return Trust("quoted")
        if VALIDATING.match(last):
            return Trust("dynamic", "low")
        if name == "str" and node.args:
            inner = node.args[0].value
            if (self._names.path(inner) or "").startswith(_QUOTED_ROOTS):
                return Trust("quoted")
            return self.judge(inner, depth + 1)
        if last in ("join", "lower", "upper", "strip", "title") and isinstance(node.func, cst.Attribute):
            if last != "join":
                return self.judge(node.func.value, depth + 1)
            return self._joined(node, depth)
        if last == "format":
            return self._all([argument.value for argument in node.args if not argument.star], depth)
        if last in ("min", "max", "next") and node.args:
            return self._all([argument.value for argument in node.args if not argument.star], depth)
        function = self._names.local_function(node.func)
        if function is not None and function.returns is not None:
            return self._typed(function.returns.annotation, "medium")
        return None

    def _joined(self, node: cst.Call, depth: int) -> Trust | None:
        """`", ".join(…)` of elements that are each safe."""
        if len(node.args) != 1:
            return None
        argument = node.args[0].value
        if isinstance(argument, cst.GeneratorExp | cst.ListComp):
            return self.judge(argument.elt, depth + 1)
        if isinstance(argument, cst.Call) and self._names.qualname(argument.func) == "map" and argument.args:
            function = argument.args[0].value
            name = self._names.qualname(function) or ""
            if name in _INERT_CALLS or name.startswith(_QUOTED_ROOTS) or _QUOTING.match(last_name(function)):
                return Trust("quoted")
            if name == "str" and len(argument.args) > 1:
                return self._elements(argument.args[1].value, depth)
        return self._elements(argument, depth)

    def _elements(self, node: cst.BaseExpression, depth: int) -> Trust | None:
        """The elements of a collection: a comprehension over safe ones, a list of ints by annotation."""
        if isinstance(node, cst.GeneratorExp | cst.ListComp | cst.SetComp):
            return self.judge(node.elt, depth + 1)
        if isinstance(node, cst.Name):
            binding = self._names.single(node)
            if (
                binding is not None
                and binding.kind == "assign"
                and isinstance(binding.value, cst.ListComp | cst.SetComp)
            ):
                return self.judge(binding.value.elt, depth + 1)
            if (
                binding is not None
                and binding.kind == "param"
                and isinstance(binding.node, cst.Param)
                and binding.node.annotation
            ):
                annotation = binding.node.annotation.annotation
                if isinstance(annotation, cst.Subscript) and isinstance(annotation.slice[0].slice, cst.Index):
                    return self._typed(annotation.slice[0].slice.value, "medium")
        return None

    def _name(self, node: cst.Name, depth: int) -> Trust | None:
        found = self._names.lookup(node)
        if found is None:
            return None
        judged = [self._binding(binding, depth) for binding in found.bindings]
        if any(trust is None for trust in judged):
            return None
        dynamic = [trust for trust in judged if trust is not None and trust.kind == "dynamic"]
        if dynamic and not all(trust.confidence == "low" for trust in dynamic):
            return None
        return dynamic[0] if dynamic else judged[0]

    def _binding(self, binding: Binding, depth: int) -> Trust | None:
        if binding.kind == "import":
            return Trust("dynamic", "low") if _CAPITALS.match(binding.name) else None
        if binding.kind == "param" and isinstance(binding.node, cst.Param):
            if coerced(self._analysis, binding.node):
                return Trust("inert")
            annotation = binding.node.annotation
            return self._typed(annotation.annotation, "low") if annotation else None
        if binding.kind in ("assign", "unpack") and binding.value is not None:
            judged = self.judge(binding.value, depth + 1)
            return judged if binding.kind == "assign" or judged.kind == "quoted" else None
        if binding.kind == "augment" and binding.value is not None:
            return self.judge(binding.value, depth + 1)
        if binding.kind == "for":
            return self._loop(binding, depth)
        return None

    def _loop(self, binding: Binding, depth: int) -> Trust | None:
        """A counter of `range` or `enumerate`; an element of a constant or safe collection."""
        iterable = binding.value
        if not isinstance(binding.node, cst.For | cst.CompFor) or iterable is None:
            return None
        name = self._names.qualname(iterable.func) if isinstance(iterable, cst.Call) else None
        target = binding.node.target
        if name == "range":
            return Trust("inert")
        if isinstance(target, cst.Tuple) and isinstance(target.elements[0].value, cst.Name):
            first = target.elements[0].value.value == binding.name
            if name == "enumerate" and first:
                return Trust("inert")
            if first and isinstance(iterable, cst.Call) and last_name(iterable.func) == "items":
                owner = iterable.func.value if isinstance(iterable.func, cst.Attribute) else iterable
                return Trust("constant") if isinstance(self._values.value(owner), dict) else None
        if isinstance(target, cst.Name) and isinstance(self._values.value(iterable), tuple | dict):
            return Trust("constant")
        return None

    def _attribute(self, node: cst.Attribute) -> Trust | None:
        if _PLACEHOLDER.search(node.attr.value):
            return Trust("quoted")
        if isinstance(node.value, cst.Name | cst.Attribute) and RECEIVER_NAME.search(last_name(node.value)):
            return Trust("dynamic", "low")  # `db.timestamp_now`: how this database writes it
        chain = set(dotted(node).split("."))
        if chain & _METADATA or node.attr.value in _METADATA:
            return Trust("constant")
        if node.attr.value == "value" and isinstance(node.value, cst.Name) and self._is_enum(node.value):
            return Trust("constant")
        if _CAPITALS.match(node.attr.value) or chain & _SETTINGS_NAMES or _CLASS_CONSTANT.match(dotted(node)):
            return Trust("dynamic", "low")
        return None

    def _is_enum(self, name: cst.Name) -> bool:
        binding = self._names.single(name)
        if binding is None or not isinstance(binding.node, cst.Param):
            return False
        if name.value == "self":
            owner = self._index.enclosing(name, cst.ClassDef)
        elif binding.node.annotation is not None:
            owner = self._names.local_class(binding.node.annotation.annotation)
        else:
            return False
        return owner is not None and any(last_name(base.value).endswith("Enum") for base in owner.bases)

    def _subscript(self, node: cst.Subscript, depth: int) -> Trust | None:
        """`MAPPING[key]` of an imported constant mapping."""
        if isinstance(node.value, cst.Name | cst.Attribute) and _CAPITALS.match(last_name(node.value)):
            return Trust("dynamic", "low")
        return None

    def _typed(self, annotation: cst.BaseExpression, confidence: Confidence) -> Trust | None:
        """A value annotated with a type that has no room for SQL. The annotation is a promise, not a check:
        a dynamic value of low confidence, except for Literal."""
        if isinstance(annotation, cst.BinaryOperation):
            left, right = self._typed(annotation.left, confidence), self._typed(annotation.right, confidence)
            none = isinstance(annotation.right, cst.Name) and annotation.right.value == "None"
            return left if none or (left and right) else None
        subscripted = annotation.value if isinstance(annotation, cst.Subscript) else annotation
        name = self._names.qualname(subscripted)
        if name in _CONSTANT_TYPES:
            return Trust("constant")
        if name == "typing.Optional" and isinstance(annotation, cst.Subscript):
            element = annotation.slice[0].slice
            return self._typed(element.value, confidence) if isinstance(element, cst.Index) else None
        return Trust("dynamic", "low") if name in _INERT_TYPES else None
