"""Which classes are stored: ORM models of the file or of a models module, and whether they hash passwords themselves."""

from __future__ import annotations

from typing import Final

import libcst as cst

from backend_lint.model import Confidence
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.names import dotted
from backend_lint.semantics.regexes import regex

#: Bases of stored classes: SQLAlchemy, Flask-SQLAlchemy, Django, Tortoise, peewee, MongoEngine, Beanie, ODMantic.
_BASES: Final = frozenset({"Base", "Model", "DeclarativeBase", "Document", "EmbeddedDocument", "AbstractUser", "AbstractBaseUser",
                           "BaseModelMixin", "UserMixin", "MappedAsDataclass"})  # fmt: skip
_MODULES: Final = frozenset({"models", "model", "entities", "entity", "orm", "tables"})
#: Names of classes that carry data in or out and are not stored.
_MESSAGE: Final = regex(
    r"(Schema|DTO|Dto|Create|Update|In|Out|Request|Response|Form|Serializer|Input|Credentials|Config|Settings|Params|Payload|"
    r"Login|Register|Read|Public|Command|Event|Connection|Client|Auth|Session)$"
)
#: Decorators and types that hash on assignment.
_HASHING: Final = regex(
    r"@\w*pass\w*\.setter|@(?:\w+\.)?validates\([^)]{0,200}pass|PasswordType|PasswordField|hybrid_property|@(?:\w+\.)?(?:field_)?"
    r"validator\([^)]{0,200}pass|pre_save|before_insert|@(?:\w+\.)?listens_for|def __setattr__"
)


class UserModels:
    """The stored classes that one file defines or imports."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._classes = {node.name.value: node for node in analysis.index.of(cst.ClassDef)}

    def is_model(self, node: cst.ClassDef) -> bool:
        """Whether a class of this file is a table or a document."""
        names = self._analysis.names
        bases = {(names.qualname(base.value) or last_name(base.value)).rpartition(".")[2] for base in node.bases}
        if "SQLModel" in bases:
            return any(keyword.keyword is not None and keyword.keyword.value == "table" for keyword in node.keywords)
        return bool(bases & _BASES) or "__tablename__" in self._analysis.index.scopes[node].bindings

    def hashes_itself(self, node: cst.ClassDef) -> bool:
        """Whether the class hashes a password that is assigned to it."""
        return _HASHING.search(self._analysis.module.code_for_node(node)) is not None

    def is_message(self, func: cst.BaseExpression) -> bool:
        """Whether the name is of a class that carries data and is not stored."""
        return _MESSAGE.search(last_name(func)) is not None

    def sure(self, func: cst.BaseExpression) -> Confidence | None:
        """How sure it is that `func` names a stored class that does not hash; None: it is not known to be."""
        name = last_name(func)
        path = self._analysis.names.qualname(func) or self._analysis.names.path(func) or ""
        if path.startswith("."):
            owner = self._classes.get(path.lstrip("."))
            if owner is not None:
                return "high" if self.is_model(owner) and not self.hashes_itself(owner) else None
        if path == "django.contrib.auth.get_user_model()":
            return "high"
        if not name[:1].isupper() or self.is_message(func):
            return None
        if path == "django.contrib.auth.models.User":
            return "high"
        return "medium" if _MODULES.intersection(path.split(".")[:-1]) else None

    def sure_instance(self, node: cst.BaseExpression) -> Confidence | None:
        """As `sure`, of an object: one that the file makes or annotates."""
        path = self._analysis.names.path(node) or ""
        if not path.endswith("()"):
            return None
        owner = self._local(path)
        if owner is not None:
            return "high" if self.is_model(owner) and not self.hashes_itself(owner) else None
        if path in ("django.contrib.auth.get_user_model()()", "django.contrib.auth.models.User()"):
            return "high"
        head, _, name = path.removesuffix("()").rpartition(".")
        is_stored = name[:1].isupper() and not _MESSAGE.search(name) and bool(_MODULES.intersection(head.split(".")))
        return "medium" if is_stored else None

    def has_instance_of_other(self, node: cst.BaseExpression) -> bool:
        """Whether `node` is known to be an object of a class that is not stored, or that hashes."""
        return self._local(self._analysis.names.path(node) or "") is not None

    def is_row(self, node: cst.BaseExpression) -> bool:
        """Whether an object was read by a Django manager, on one way at least: a column copied from it was judged
        where it was written, and may hold a hash."""
        found = self._analysis.names.lookup(node) if isinstance(node, cst.Name) else None
        return found is not None and any(
            isinstance(binding.value, cst.Call) and "objects" in dotted(binding.value.func).split(".")
            for binding in found.bindings
        )

    def _local(self, path: str) -> cst.ClassDef | None:
        """The class of this file that `.User()` or `.User.query.get()` gives an object of."""
        head, _, rest = path.removeprefix(".").partition(".")
        is_object = path.startswith(".") and (head.endswith("()") or rest.startswith(("query.", "objects.")))
        return self._classes.get(head.removesuffix("()")) if is_object else None

    def columns(self, func: cst.BaseExpression) -> frozenset[str]:
        """The names that a stored class of this file binds, if it does not hash."""
        owner = self._analysis.names.local_class(func)
        if owner is None or not self.is_model(owner) or self.hashes_itself(owner):
            return frozenset()
        return frozenset(self._analysis.index.scopes[owner].bindings)

    def fields(self, node: cst.BaseExpression) -> frozenset[str]:
        """The names that the class of an object binds, when this file defines it."""
        owner = self._classes.get((self._analysis.names.path(node) or "").strip(".()"))
        return frozenset(self._analysis.index.scopes[owner].bindings) if owner is not None else frozenset()
