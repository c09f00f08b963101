"""What the type of a value promises: a Literal or a member of an Enum is constant, a number has no room for SQL."""

from __future__ import annotations

import libcst as cst

from backend_lint.frameworks.trusttables import CONSTANT_TYPES, INERT_TYPES, TABLE_EVENTS, Trust
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.literals import said


class TypedValues:
    """The annotations and the Enum classes of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._index = analysis.index
        self._names = analysis.names

    def promised(self, annotation: cst.BaseExpression) -> Trust | None:
        """A value annotated with a type that has no room for SQL. The annotation is a promise, not a check:
        a dynamic value of low confidence, except for Literal."""
        if isinstance(annotation, cst.BinaryOperation):
            left, right = self.promised(annotation.left), self.promised(annotation.right)
            none = isinstance(annotation.right, cst.Name) and annotation.right.value == "None"
            return left if none or (left and right) else None
        subscripted = annotation.value if isinstance(annotation, cst.Subscript) else annotation
        name = self._names.qualname(subscripted)
        if name in CONSTANT_TYPES:
            return Trust("constant")
        if name == "typing.Optional" and isinstance(annotation, cst.Subscript):
            element = annotation.slice[0].slice
            return self.promised(element.value) if isinstance(element, cst.Index) else None
        return Trust("dynamic", "low") if name in INERT_TYPES else None

    def is_inert(self, name: cst.Name) -> bool:
        """Whether `name` is a parameter annotated with a type that has no room for SQL."""
        annotation = self._annotation(name)
        return annotation is not None and self.promised(annotation) is not None

    def is_foreign(self, name: cst.Name) -> bool:
        """Whether `name` is a parameter annotated with a type that the file imports from a project: an Enum, a
        Literal, or anything else."""
        annotation = self._annotation(name)
        if isinstance(annotation, cst.BinaryOperation):
            annotation = annotation.left
        path = self._names.qualname(annotation) if annotation is not None else None
        root, _, rest = path.strip(".").partition(".") if path is not None else ("", "", "")
        return rest.rpartition(".")[2][:1].isupper() and root not in ("typing", "collections")

    def _annotation(self, name: cst.Name) -> cst.BaseExpression | None:
        binding = self._names.single(name)
        if binding is None or not isinstance(binding.node, cst.Param) or binding.node.annotation is None:
            return None
        return binding.node.annotation.annotation

    def is_table(self, name: cst.Name) -> bool:
        """Whether `name` is the table that SQLAlchemy gives to a listener, `@listens_for(table, "after_create")`."""
        function = self._index.function(name)
        if function is None or not function.params.params:
            return False
        binding = self._names.single(name)
        return binding is not None and binding.node is function.params.params[0] and any(
            isinstance(call := each.decorator, cst.Call)
            and len(call.args) > 1
            and last_name(call.func) == "listens_for"
            and isinstance(event := call.args[1].value, cst.SimpleString)
            and said(event) in TABLE_EVENTS
            for each in function.decorators
        )  # fmt: skip

    def made(self, call: cst.Call) -> Trust | None:
        """`SortOrder(given)`, of which the value is read: a member of an Enum, or an error. An imported class
        may be one."""
        owner = self._names.local_class(call.func)
        if owner is not None:
            return Trust("constant") if _is_enum(owner) else None
        imported = "." in (self._names.qualname(call.func) or "") and len(call.args) == 1
        return Trust("dynamic", "low") if imported and last_name(call.func)[:1].isupper() else None

    def is_member(self, name: cst.Name) -> bool:
        """Whether `name` is a member of an Enum: by annotation, `self` in one, or the variable of a loop over one."""
        binding = self._names.single(name)
        if binding is not None and isinstance(binding.node, cst.For | cst.CompFor):
            looped = binding.value is not None and isinstance(binding.node.target, cst.Name)
            enum = self._names.local_class(binding.value) if looped and binding.value is not None else None
            return enum is not None and _is_enum(enum)
        if binding is None or not isinstance(binding.node, cst.Param):
            return False
        annotation = self._annotation(name)
        if name.value == "self":
            owner = self._index.enclosing(name, cst.ClassDef)
        else:
            owner = self._names.local_class(annotation) if annotation is not None else None
        return owner is not None and _is_enum(owner)


def _is_enum(owner: cst.ClassDef) -> bool:
    return any(last_name(base.value).endswith("Enum") for base in owner.bases)
