"""Where a file compares a password, or a token, with `==` instead of a verify function."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import libcst as cst

from backend_lint.frameworks.hashes import Hashes
from backend_lint.frameworks.passwords import Passwords, is_password, is_password_hash, is_repeated
from backend_lint.frameworks.purposes import Purposes, words
from backend_lint.frameworks.usermodels import UserModels
from backend_lint.model import Confidence
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.children import children
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

#: Attributes of these are settings: one configured password for everybody is not stored per user.
_SETTINGS: Final = frozenset(
    {"settings", "config", "conf", "cfg", "environ", "env", "app", "constants", "options", "args"}
)
QUERIES: Final = frozenset({"filter_by", "find_one", "find", "find_one_and_update", "count_documents"})
DJANGO_QUERIES: Final = frozenset({"filter", "get", "exclude", "aget", "get_object_or_404", "get_or_none"})
_TOKENS: Final = frozenset({"token", "apikey", "secret", "signature", "hmac", "csrf", "otp"})
_TOKEN_PAIR: Final = regex(r"api_key|access_key|auth_key|secret_key")
_CLAUSES: Final = frozenset({"where", "filter", "and_", "or_", "not_", "having", "join", "outerjoin", "select", "case", "any",
                             "has", "exists", "relationship", "Q", "filter_by"})  # fmt: skip
#: Words in the name of a function that stores what it is given.
_WRITING: Final = frozenset({"update", "set", "save", "store", "write", "change", "reset", "create", "add", "insert"})
#: Words that make a token's name something else: its type, its length, the state of a parser.
_NOT_TOKEN: Final = frozenset({"type", "kind", "id", "ids", "name", "names", "len", "length", "count", "class", "next", "previous",
                               "tokens", "pos", "index", "stream", "usage", "limit", "version", "expiry", "status", "hash", "hashed", "digest",
                               "prefix", "scheme", "header", "field", "url", "uri", "last"})  # fmt: skip
_SQL: Final = regex(
    r"(?i)\b(?:where|and|or)\s+(?:\(\s*)?(?:\w+\.)?[\"`]?(password\w*|passwd|pwd|passwd_hash|hashed_password)[\"`]?\s*=\s*"
    r"(?:[\w.]+\(?\s*|\(\s*)?(?:%s|\?|\$\d|%\(\w+\)s|:\w+|['\"]?\{|['\"]?%s|['\"]{1,4}$)"
)


class Compared(NamedTuple):
    """A password (or `token`) compared at `node`, or at `span` (0-based characters of a literal's source), by Python's
    `operator` or what comes to the same."""

    node: cst.CSTNode
    confidence: Confidence
    span: tuple[int, int] | None = None
    token: str = ""
    operator: str = "=="


class PasswordCompares:
    """Where one file compares a password, or a token, with `==`."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._passwords = analysis.know(Passwords)
        self._purposes = analysis.know(Purposes)
        self._models = analysis.know(UserModels)

    def found(self) -> Iterator[Compared]:
        """Each comparison once."""
        yield from self._comparisons()
        yield from self._queries()
        yield from self._statements()

    def _comparisons(self) -> Iterator[Compared]:
        for node in self._analysis.index.of(cst.Comparison):
            if len(node.comparisons) != 1:
                continue
            target = node.comparisons[0]
            if isinstance(target.operator, cst.In | cst.NotIn):
                yield from self._membership(node, target.comparator)
            if not isinstance(target.operator, cst.Equal | cst.NotEqual):
                continue
            left, right = node.left, target.comparator
            confidence = self._password_pair(left, right) or self._password_pair(right, left)
            if confidence is not None:
                yield Compared(node, confidence)
            else:
                token = self._token_pair(left, right)
                if token:
                    yield Compared(node, "medium", token=token)

    def _membership(self, node: cst.Comparison, where: cst.BaseExpression) -> Iterator[Compared]:
        """`password in [user.password for user in users]`, `user.password in (password, old_password)`."""
        confidences = [
            self._password_pair(node.left, each) or self._password_pair(each, node.left) for each in elements(where)
        ]
        confidence = next((each for each in confidences if each is not None), None)
        if confidence is None and self._passwords.plain(node.left) and self._is_column_query(where):
            confidence = "high"
        if confidence is not None:
            yield Compared(node, confidence, operator="in")

    def _is_column_query(self, node: cst.BaseExpression) -> bool:
        """Whether `node` is `User.objects.values_list("password", flat=True)`."""
        return (
            isinstance(node, cst.Call)
            and last_name(node.func) == "values_list"
            and bool(node.args)
            and is_password(str(self._analysis.values.value(node.args[0].value)))
        )

    def _password_pair(self, given: cst.BaseExpression, stored: cst.BaseExpression) -> Confidence | None:
        """Whether `given`, a plain password or a fast hash of one, meets `stored`, what the table holds."""
        name = self._passwords.plain(given)
        hashed = name is None and self._is_digest_of_password(given)
        column = self._column(stored)
        if (name is None and not hashed) or column is None or self._is_just_written(given, stored):
            return None
        if hashed:
            return "high"
        if is_password_hash(column):
            return "high"
        same_owner = (
            isinstance(given, cst.Attribute)
            and isinstance(stored, cst.Attribute)
            and (self._owner(given) == self._owner(stored))
        )
        if same_owner or (name is not None and is_repeated(name)) or is_repeated(column):
            return None
        if (
            isinstance(stored, cst.Attribute)
            and isinstance(given, cst.Attribute)
            and given.attr.value in ("data", "value")
        ):
            return None if is_repeated(self._owner(given)) else "high"
        return "high"

    def _is_just_written(self, given: cst.BaseExpression, stored: cst.BaseExpression) -> bool:
        """`saved = users.update(id, digest)` and then `saved.password != digest`: whether it was saved, no login."""
        if (
            not isinstance(given, cst.Attribute)
            or not isinstance(given.value, cst.Name)
            or not isinstance(stored, cst.Name)
        ):
            return False
        binding = self._analysis.names.single(given.value)
        call = binding.value if binding is not None and binding.kind == "assign" else None
        if not isinstance(call, cst.Call) or _WRITING.isdisjoint(words(last_name(call.func))):
            return False
        return any(isinstance(each.value, cst.Name) and each.value.value == stored.value for each in call.args)

    def _column(self, node: cst.BaseExpression) -> str | None:
        """The name of the stored password that `node` reads: an attribute or an item of a record."""
        if isinstance(node, cst.Attribute):
            name, owner = node.attr.value, node.value
            if not (is_password(name) or is_password_hash(name)):
                return None
            if isinstance(owner, cst.Name) and owner.value in ("self", "cls"):
                around = self._analysis.index.enclosing(node, cst.ClassDef)
                return name if around is not None and self._models.is_model(around) else None
            if _SETTINGS.intersection(words(last_name(owner))) or self._is_form(owner):
                return None
            return name
        if isinstance(node, cst.Subscript) and isinstance(node.slice[0].slice, cst.Index):
            key = self._analysis.values.value(node.slice[0].slice.value)
            if isinstance(key, str) and (is_password(key) or is_password_hash(key)):
                return (
                    None if self._is_form(node.value) or _SETTINGS.intersection(words(last_name(node.value))) else key
                )
            return None
        if isinstance(node, cst.Name) and is_password_hash(node.value):
            return node.value
        return None

    def _is_form(self, owner: cst.BaseExpression) -> bool:
        """Whether the object carries what was sent: two of its fields are compared with each other."""
        names = {word for name in self._purposes.mentioned(owner) for word in words(name)}
        return bool(
            names & {"form", "data", "body", "payload", "request", "req", "cleaned", "dto", "credentials", "input", "attrs", "values",
                     "validated", "schema", "json", "params"}
        )  # fmt: skip

    def _owner(self, node: cst.Attribute) -> str:
        return self._analysis.module.code_for_node(node.value)

    def _is_digest_of_password(self, node: cst.BaseExpression) -> bool:
        if isinstance(node, cst.Name):  # password = sha256(password.encode()).hexdigest()
            binding = self._analysis.names.single(node)
            if binding is None or binding.kind != "assign" or binding.value is None:
                return False
            node = binding.value
        inside = {node}
        stack: list[cst.CSTNode] = [node]
        while stack:
            current = stack.pop()
            if isinstance(current, cst.BaseExpression):
                inside.add(current)
            stack.extend(children(current))
        return any(
            digest.call in inside
            and any(is_password(name) for data in digest.data for name in self._purposes.mentioned(data))
            for digest in self._analysis.know(Hashes).calls
        )

    def _token_pair(self, left: cst.BaseExpression, right: cst.BaseExpression) -> str:
        """The name of a token when two of them are compared, at least one read from somewhere; "" otherwise."""
        names = [self._last(left), self._last(right)]
        if self._is_query(left):
            return ""
        if not all(is_token(name) for name in names) or all(isinstance(node, cst.Name) for node in (left, right)):
            return ""
        return names[0]

    def _is_query(self, node: cst.CSTNode) -> bool:
        """Whether the database compares (`Session.token == token`), or `__eq__` does."""
        for around in self._analysis.index.ancestors(node):
            if isinstance(around, cst.Call) and last_name(around.func) in _CLAUSES:
                return True
            if isinstance(around, cst.FunctionDef):
                return around.name.value in ("__eq__", "__ne__")
        return False

    def _last(self, node: cst.BaseExpression) -> str:
        if isinstance(node, cst.Subscript) and isinstance(node.slice[0].slice, cst.Index):
            key = self._analysis.values.value(node.slice[0].slice.value)
            return key if isinstance(key, str) else ""
        if isinstance(node, cst.Call):
            if last_name(node.func) in ("get", "getenv") and node.args:
                key = self._analysis.values.value(node.args[0].value)
                return key if isinstance(key, str) else ""
            if isinstance(node.func, cst.Attribute) and last_name(node.func) in (
                "hexdigest",
                "get_secret_value",
            ):
                return "signature" if last_name(node.func) == "hexdigest" else last_name(node.func.value)
        return last_name(node)

    def _queries(self) -> Iterator[Compared]:
        """`filter_by(password=…)`, `User.objects.get(password=…)`, `find_one({"password": …})`, `User.password == …`."""
        for argument in self._analysis.index.of(cst.Arg):
            call = self._analysis.index.parents[argument]
            if not isinstance(call, cst.Call):
                continue
            last = last_name(call.func)
            if argument.keyword is not None and is_password(argument.keyword.value.removesuffix("__exact")):
                manager = isinstance(call.func, cst.Attribute) and self._is_manager(call.func.value)
                if last in QUERIES or (last in DJANGO_QUERIES and manager):
                    yield Compared(argument, "high")
            elif last in QUERIES and isinstance(argument.value, cst.Dict) and argument is call.args[0]:
                for element in argument.value.elements:
                    key = self._analysis.values.value(element.key) if isinstance(element, cst.DictElement) else None
                    if isinstance(key, str) and is_password(key) and self._passwords.plain(element.value):
                        yield Compared(element, "high")

    def _is_manager(self, node: cst.BaseExpression) -> bool:
        """Whether `node` is a Django manager or query set: it goes through `.objects`."""
        while isinstance(node, cst.Call | cst.Attribute):
            if isinstance(node, cst.Attribute) and node.attr.value in ("objects", "_default_manager"):
                return True
            node = node.func if isinstance(node, cst.Call) else node.value
        return False

    def _statements(self) -> Iterator[Compared]:
        """`… WHERE email = %s AND password = %s`, in any literal that is not a docstring."""
        for node in self._analysis.index.of(cst.SimpleString):
            if isinstance(self._analysis.index.parents[node], cst.Expr):
                continue
            for match in _SQL.finditer(node.value):
                yield Compared(node, "high", match.span())
        for part in self._analysis.index.of(cst.FormattedString):
            source = self._analysis.module.code_for_node(part)
            for match in _SQL.finditer(source):
                yield Compared(part, "high", match.span())


def elements(node: cst.BaseExpression) -> list[cst.BaseExpression]:
    """The expressions that a display, or each turn of a comprehension, puts into a collection."""
    if isinstance(node, cst.List | cst.Tuple | cst.Set):
        return [element.value for element in node.elements]
    return [node.elt] if isinstance(node, cst.ListComp | cst.SetComp | cst.GeneratorExp) else []


def is_token(name: str) -> bool:
    parts = words(name)
    return not _NOT_TOKEN.intersection(parts) and (
        bool(_TOKENS.intersection(parts)) or _TOKEN_PAIR.search("_".join(parts)) is not None
    )
