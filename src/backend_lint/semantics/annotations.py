"""What a value is by its annotation: `T`, `T | None`, `Optional[T]`, `Annotated[T, …]`, "T"."""

from __future__ import annotations

from typing import Protocol

import libcst as cst

from backend_lint.semantics.bindings import Binding
from backend_lint.semantics.guard import refuse
from backend_lint.semantics.index import Index

#: Wrappers whose argument is the type meant.
_TYPE_WRAPPERS = frozenset({"Optional", "Annotated", "Awaitable", "AsyncGenerator", "Generator", "AsyncIterator", "Iterator",
                            "Type", "type", "Final", "ClassVar", "AsyncContextManager", "ContextManager", "Iterable"})  # fmt: skip


class Resolver(Protocol):
    """What reading an annotation needs of the names of a file."""

    @property
    def index(self) -> Index:
        """The file's index."""

    def path(self, node: cst.CSTNode | None, depth: int = 0) -> str | None:
        """The path of a node."""

    def qualname(self, node: cst.CSTNode | None) -> str | None:
        """The qualified name of a node."""

    def single(self, name: cst.Name) -> Binding | None:
        """The one binding of a name."""

    def binding_path(self, binding: Binding, depth: int = 0) -> str | None:
        """The path of what a binding binds."""


def instance_of(names: Resolver, annotation: cst.BaseExpression, depth: int = 0) -> str | None:
    """The path "T()" of a value annotated `T`, `T | None`, `Optional[T]`, `Annotated[T, …]` or "T"."""
    if isinstance(annotation, cst.SimpleString):
        written = _parsed(annotation.raw_value)
        return None if written is None else _textual_annotation(names, written, depth)
    if isinstance(annotation, cst.BinaryOperation):
        left = instance_of(names, annotation.left, depth)
        return left if left not in (None, "None()") else instance_of(names, annotation.right, depth)
    if isinstance(annotation, cst.Subscript):
        name = names.qualname(annotation.value) or ""
        element = annotation.slice[0].slice
        if name.rpartition(".")[2] in _TYPE_WRAPPERS and isinstance(element, cst.Index):
            return instance_of(names, element.value, depth)
        return f"{name}()" if name else None
    path = names.path(annotation, depth + 1)
    if path is None:
        return None
    alias = _local_alias(names, annotation)
    if alias is not None:
        return instance_of(names, alias, depth + 1)
    return path if path.endswith("()") else f"{path}()"


def _parsed(text: str) -> cst.BaseExpression | None:
    """A quoted annotation as an expression. It is as hostile as a file, and was a mere string to the guard."""
    if refuse(text) is not None:
        return None
    try:
        return cst.parse_expression(text)
    except (cst.ParserSyntaxError, cst.CSTValidationError, cst.CSTLogicError):
        return None


def _local_alias(names: Resolver, annotation: cst.BaseExpression) -> cst.BaseExpression | None:
    """The right side of `SessionDep = Annotated[Session, Depends(…)]`."""
    if isinstance(annotation, cst.Name):
        binding = names.single(annotation)
        if binding is not None and binding.kind == "assign" and isinstance(binding.value, cst.Subscript):
            return binding.value
    return None


def _textual_annotation(names: Resolver, annotation: cst.BaseExpression, depth: int) -> str | None:
    """A quoted annotation is not part of the tree: its names are looked up at module level."""
    parts: list[str] = []
    node = annotation
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if not isinstance(node, cst.Name):
        return None
    bindings = names.index.scopes[names.index.module].bindings.get(node.value)
    head = names.binding_path(bindings[0], depth + 1) if bindings else None
    return ".".join([head, *reversed(parts)]) + "()" if head else None
