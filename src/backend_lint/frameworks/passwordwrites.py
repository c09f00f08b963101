"""Where a file writes a password that nothing has hashed: ORM objects, managers, documents, SQL parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import libcst as cst

from backend_lint.frameworks.passwords import Passwords, is_password, is_password_hash
from backend_lint.frameworks.purposes import Purposes, words
from backend_lint.frameworks.usermodels import UserModels
from backend_lint.model import Confidence
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

DOCUMENT_WRITES: Final = frozenset({"insert_one", "insert_many", "replace_one", "update_one", "update_many",
                                     "find_one_and_update", "find_one_and_replace", "bulk_write"})  # fmt: skip
MANAGER_WRITES: Final = frozenset(
    {"create", "acreate", "update_or_create", "get_or_create", "aupdate_or_create", "bulk_create"}
)
EXECUTES: Final = (
    "execute",
    "executemany",
    "fetchrow",
    "fetchval",
    "fetch",
    "fetch_one",
    "fetchone",
    "exec_driver_sql",
)
#: Calls in the same function that hash the password of the object after it was made.
_HASHES_LATER: Final = regex(
    r"(?i)(set|hash|make|encrypt|generate|encode)\w{0,60}passw|passw\w{0,60}hash|hashpw|hash_?pw|^hash$|create_user|hash_?secret"
)
_PEOPLE: Final = frozenset({"user", "account", "member", "customer", "admin", "employee", "staff", "person", "patient", "student",
                            "owner", "profile", "teacher", "guest", "author", "subscriber", "u", "usr"})  # fmt: skip
_INSERT: Final = regex(r"(?is)\binsert\s+(?:or\s+\w+\s+)?into\s+[\w.\"`\[\]]+\s*\(([^()]*)\)\s*values\s*\((.*)\)")
_UPDATED: Final = regex(r"(?is)\bset\b(.*?)(?:\bwhere\b|$)")
_PLACEHOLDER: Final = regex(r"%s|\?|\$(\d{1,9})(?!\d)|%\((\w+)\)s|:(\w+)")


class Write(NamedTuple):
    """`name`, a plain password, goes to `column` at `node`. `undone` names a reversible encoding, or is ""."""

    node: cst.CSTNode
    name: str
    column: str
    confidence: Confidence
    undone: str = ""


class PasswordWrites:
    """Where one file stores passwords."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._passwords = analysis.know(Passwords)
        self._purposes = analysis.know(Purposes)
        self._models = analysis.know(UserModels)
        imported = {
            (analysis.names.binding_path(binding) or "").partition(".")[0]
            for bindings in analysis.index.scopes[analysis.module].bindings.values()
            for binding in bindings
            if binding.kind == "import"
        }
        self._django = "django" in imported
        #: Flask's tutorials give models a `password` property that hashes.
        self._hashing_setters = any(package.startswith(("flask", "wtforms")) for package in imported)

    def plain(self, *, repository: bool) -> Iterator[Write]:
        """Each write of one that nothing has hashed, once. In a repository a bare parameter may be a hash that the service made."""
        for write in (
            *self._keywords(),
            *self._attributes(),
            *self._documents(),
            *self._parameters(),
            *self._unpacked(),
        ):
            bare = repository and isinstance(self._value(write.node), cst.Name)
            doubtful = bare or (self._hashing_setters and write.confidence == "medium")
            known = is_password_hash(write.column) or self._django
            yield write._replace(confidence="low") if doubtful and not known else write

    @staticmethod
    def _value(node: cst.CSTNode) -> cst.CSTNode:
        return node.value if isinstance(node, cst.Arg | cst.Assign | cst.DictElement) else node

    def _raw(self, value: cst.BaseExpression | None) -> tuple[str, str] | None:
        """The name of the plain password that `value` is, and the encoding it hides in ("": none)."""
        name = self._passwords.plain(value)
        if name is not None:
            return name, ""
        while isinstance(value, cst.Call):
            func = value.func
            if isinstance(func, cst.Attribute) and func.attr.value in ("decode", "hex"):
                value = func.value
                continue
            path = self._analysis.names.path(func) or ""
            encoding = (
                "base64" if path.startswith(("base64.", "binascii.")) else "Fernet" if ".Fernet()." in path else ""
            )
            given = value.args[0].value if encoding and value.args else None
            if (
                isinstance(given, cst.Call)
                and isinstance(given.func, cst.Attribute)
                and last_name(given.func) == "encode"
            ):
                given = given.func.value
            name = self._passwords.plain(given)
            return (name, encoding) if name is not None else None
        return None

    def _keywords(self) -> Iterator[Write]:
        """`User(password=…)`, `User.objects.create(password=…)`, `insert(User).values(password=…)`."""
        for argument in self._analysis.index.of(cst.Arg):
            column = argument.keyword.value if argument.keyword is not None else ""
            if not (is_password_hash(column) or is_password(column)):
                continue
            call = self._analysis.index.parents[argument]
            raw = self._raw(argument.value)
            if raw is None or not isinstance(call, cst.Call):
                continue
            confidence = self._callee(call, column)
            if confidence is not None and not self._hashed_later(call):
                yield Write(argument, raw[0], column, confidence, raw[1])

    def _callee(self, call: cst.Call, column: str) -> Confidence | None:
        """How sure it is that a keyword of this call is a stored column; None: it is not."""
        func = call.func
        last = last_name(func)
        if isinstance(func, cst.Attribute):
            owner = func.value
            if last in MANAGER_WRITES and last_name(owner) in ("objects", "_default_manager"):
                return "high"
            if (
                last == "update"
                and isinstance(owner, cst.Call)
                and last_name(owner.func) in ("filter", "exclude", "get_queryset")
            ):
                return "high"
            if last == "values" and self._root(owner) in ("insert", "update"):
                return "medium"
            if last in MANAGER_WRITES and self._models.sure(owner) is not None:
                return self._models.sure(owner)
        sure = self._models.sure(func)
        if sure is None and last[:1].isupper() and is_password_hash(column) and not self._models.is_message(func):
            return "medium"
        if sure is not None and is_password_hash(column):
            return "high"
        if sure == "medium" and self._purposes.names(call) & {"add()", "add_all()", "merge()", "save()"}:
            return "high" if self._django else "medium"
        return sure

    @staticmethod
    def _root(node: cst.BaseExpression) -> str:
        """`insert` of `insert(User).returning(…)`."""
        while isinstance(node, cst.Call):
            if isinstance(node.func, cst.Name) or not isinstance(node.func, cst.Attribute):
                return last_name(node.func)
            if not isinstance(node.func.value, cst.Call):
                return node.func.attr.value
            node = node.func.value
        return ""

    def _attributes(self) -> Iterator[Write]:
        """`user.password = form.password.data`."""
        for node in self._analysis.index.of(cst.Assign):
            target = node.targets[0].target
            if not isinstance(target, cst.Attribute):
                continue
            column = target.attr.value
            raw = self._raw(node.value) if is_password_hash(column) or is_password(column) else None
            if raw is None or self._hashed_later(node):
                continue
            if isinstance(node.value, cst.Attribute) and self._models.is_row(node.value.value):
                continue
            confidence = self._owner(target.value, column)
            if confidence is not None:
                yield Write(node, raw[0], column, confidence, raw[1])

    def _owner(self, owner: cst.BaseExpression, column: str) -> Confidence | None:
        if isinstance(owner, cst.Name) and owner.value in ("self", "cls"):
            around = self._analysis.index.enclosing(owner, cst.ClassDef)
            is_model = around is not None and self._models.is_model(around) and not self._models.hashes_itself(around)
            return "high" if is_model else None
        if is_password_hash(column):
            return "high" if _PEOPLE.intersection(words(last_name(owner))) else None
        sure = self._models.sure_instance(owner)
        if sure is not None:
            return sure
        if _PEOPLE.intersection(words(last_name(owner))) and not self._models.has_instance_of_other(owner):
            return "medium" if self._django else "low"
        return None

    def _documents(self) -> Iterator[Write]:
        """`users.insert_one({"password": body.password})`."""
        for element in self._analysis.index.of(cst.DictElement):
            column = self._analysis.values.value(element.key)
            if not isinstance(column, str) or not (is_password(column) or is_password_hash(column)):
                continue
            raw = self._raw(element.value)
            document = self._analysis.index.parents[element]
            taken = {name.removesuffix("()") for name in self._purposes.names(document)}
            if raw and taken & DOCUMENT_WRITES and not self._hashed_later(element) and self._is_stored(element):
                yield Write(element, raw[0], column, "high", raw[1])

    def _is_stored(self, element: cst.DictElement) -> bool:
        """Not the filter of `update_one(filter, change)`."""
        for around in self._analysis.index.ancestors(element):
            if isinstance(around, cst.Arg):
                call = self._analysis.index.parents[around]
                first = isinstance(call, cst.Call) and call.args[0] is around
                return not (first and isinstance(call, cst.Call) and not last_name(call.func).startswith("insert"))
        return True

    def _parameters(self) -> Iterator[Write]:
        """`execute("INSERT INTO users (password) VALUES (%s)", (user.password,))`."""
        for method in EXECUTES:
            for call in self._analysis.index.calls.get(method, ()):
                if len(call.args) > 1 and not any(argument.star for argument in call.args):
                    statement = self._statement(call.args[0].value)
                    for column, placeholder in _password_columns(statement):
                        value = self._bound(call.args[1:], placeholder)
                        raw = self._raw(value)
                        if value is not None and raw is not None:
                            yield Write(value, raw[0], column, "high", raw[1])

    def _statement(self, node: cst.BaseExpression) -> str:
        if isinstance(node, cst.Call) and last_name(node.func) == "text" and node.args:
            node = node.args[0].value
        texts = self._analysis.texts.texts(node)
        return "".join(part if isinstance(part, str) else "…" for part in texts[0])

    def _bound(self, given: Sequence[cst.Arg], placeholder: int | str) -> cst.BaseExpression | None:
        """The expression that a placeholder (0-based number or name) stands for."""
        first = self._analysis.texts.definition(given[0].value, (cst.Tuple, cst.List, cst.Dict))
        if isinstance(placeholder, str):
            for element in first.elements if isinstance(first, cst.Dict) else ():
                if isinstance(element, cst.DictElement) and self._analysis.values.value(element.key) == placeholder:
                    return element.value
            return next((arg.value for arg in given if arg.keyword and arg.keyword.value == placeholder), None)
        if isinstance(first, cst.Tuple | cst.List):
            return first.elements[placeholder].value if placeholder < len(first.elements) else None
        return given[placeholder].value if placeholder < len(given) and not given[placeholder].keyword else None

    def _unpacked(self) -> Iterator[Write]:
        """`User(**data.model_dump())` when both classes are in the file and have the same password column."""
        for argument in self._analysis.index.of(cst.Arg):
            dump, call = argument.value, self._analysis.index.parents[argument]
            if argument.star != "**" or not isinstance(call, cst.Call) or not isinstance(dump, cst.Call):
                continue
            if (
                last_name(dump.func) not in ("model_dump", "dict")
                or not isinstance(dump.func, cst.Attribute)
                or dump.args
            ):
                continue
            stored = self._models.columns(call.func)
            sent = self._models.fields(dump.func.value)
            for column in sorted(stored & sent):
                if (is_password(column) or is_password_hash(column)) and not self._hashed_later(call):
                    yield Write(argument, column, column, "high")

    def _hashed_later(self, node: cst.CSTNode) -> bool:
        """Whether the same function calls what hashes the password of an object: `user.set_password(…)`."""
        function = self._analysis.index.function(node)
        if function is None:
            return False
        return any(
            _HASHES_LATER.search(last_name(call.func)) and self._analysis.index.function(call) is function
            for call in self._analysis.index.of(cst.Call)
        )


def _password_columns(statement: str) -> Iterator[tuple[str, int | str]]:
    """The password columns that an INSERT or UPDATE writes, each with its placeholder: 0-based number or name."""
    inserted = _INSERT.search(statement)
    if inserted:
        columns = [column.strip().strip('"`[]') for column in inserted[1].split(",")]
        values = [value.strip() for value in inserted[2].split(",")]
        pairs = list(zip(columns, values, strict=True)) if len(columns) == len(values) else []
    elif re.match(r"(?i)\s*update\b", statement) and (changed := _UPDATED.search(statement)):
        pairs = [
            (column.strip().strip('"`'), value.strip()) for column, sign, value in (part.partition("=") for part in changed[1].split(",")) if sign
        ]  # fmt: skip
    else:
        return
    number = 0
    for column, value in pairs:
        match = _PLACEHOLDER.fullmatch(value)
        if match and (is_password(column) or is_password_hash(column)):
            yield column, match[2] or match[3] or (int(match[1]) - 1 if match[1] else number)
        number += len(_PLACEHOLDER.findall(value))
