"""User names and passwords that every attacker tries first, and where a file writes such a pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import libcst as cst

from backend_lint.frameworks.secretnames import words
from backend_lint.frameworks.secretplaces import SecretPlaces
from backend_lint.frameworks.secretvalues import is_placeholder
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.flow import block
from backend_lint.semantics.index import last_name

DEFAULT_USERS = frozenset({"admin", "administrator", "root", "postgres", "guest", "sa", "user", "minioadmin", "mysql", "oracle", "neo4j", "elastic",
                    "kibana", "rabbitmq", "tomcat", "manager", "superuser", "superadmin", "demo", "test", "pi", "ubuntu", "airflow"})  # fmt: skip
#: Passwords that come with any of these users; their own name comes with them too.
_PASSWORDS = frozenset({"admin", "password", "passwd", "pass", "root", "toor", "changeme", "change-me", "change_me", "secret", "postgres", "guest",
                        "minioadmin", "default", "letmein", "qwerty", "welcome", "raspberry", "123456", "12345678", "123456789", "1234", "12345",
                        "admin123", "password1", "password123", "root123", "test123", "p@ssw0rd", "passw0rd"})  # fmt: skip
USER_NAMES = frozenset({"user", "username", "usr", "uid", "login", "userid", "email", "access_key", "name"})
PASSWORD_NAMES = frozenset({"password", "passwd", "pwd", "pass", "secret_key", "pw", "raw_password", "plain_password", "hashed_password",
                             "password_hash"})  # fmt: skip
#: Functions to which user and password come by position: places of the two.
USER_FIRST: dict[str, tuple[int, int]] = {
    "create_superuser": (0, 2), "create_user": (0, 2), "HTTPBasicAuth": (0, 1), "HTTPDigestAuth": (0, 1), "BasicAuth": (0, 1),
    "DigestAuth": (0, 1), "PlainCredentials": (0, 1), "login": (0, 1), "authenticate": (0, 1), "set_credentials": (0, 1),
}  # fmt: skip


class DefaultPair(NamedTuple):
    """A pair in use: where its password stands, and its user. The password is nobody's to show."""

    node: cst.BaseExpression
    user: str


class DefaultCredentials:
    """The users with a password that everybody tries first, in one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis, self._index = analysis, analysis.index
        self._places = analysis.know(SecretPlaces)

    def found(self) -> Iterator[DefaultPair]:
        """Every pair of a default user and its password in one call, dictionary, tuple, comparison or signature."""
        for call in self._index.of(cst.Call):
            named = [(argument.keyword.value, argument.value) for argument in call.args if argument.keyword]
            yield from self._named(named)
            yield from self._positional(call)
        for argument in self._index.of(cst.Arg):
            if argument.keyword is not None and argument.keyword.value in (
                "auth",
                "basic_auth",
                "http_auth",
                "credentials",
            ):
                yield from self._tuple(argument.value)
        for display in self._index.of(cst.Dict):
            items = [element for element in display.elements if isinstance(element, cst.DictElement)]
            yield from self._named(
                [(key, item.value) for item in items if (key := self._places.text(item.key)) is not None]
            )
        for operation in self._index.of(cst.BooleanOperation):
            if isinstance(operation.operator, cst.And):
                yield from self._compared(operation)
        for parameters in self._index.of(cst.Parameters):
            signature = [*parameters.posonly_params, *parameters.params, *parameters.kwonly_params]
            yield from self._named(
                [(param.name.value, param.default) for param in signature if param.default is not None]
            )
        yield from self._assigned(block(self._analysis.module))
        for owner in self._index.of(cst.ClassDef):
            yield from self._assigned(block(owner.body))

    def _named(self, items: Sequence[tuple[str, cst.BaseExpression]]) -> Iterator[DefaultPair]:
        users = [(name, value) for name, value in items if telling_end(name) in USER_NAMES]
        passwords = [(name, value) for name, value in items if telling_end(name) in PASSWORD_NAMES]
        for password_name, password in passwords:
            for user_name, user in users:
                if len(items) <= 12 or name_head(user_name) == name_head(password_name):
                    yield from self._pair(user, password)

    def _pair(
        self, user: cst.BaseExpression, password: cst.BaseExpression, *, sure: bool = False
    ) -> Iterator[DefaultPair]:
        name, secret = self._places.text(user), self._password(password)
        if name is None or secret is None:
            return
        plain, text = name.lower().partition("@")[0], secret.lower()
        public = plain == text or text in _PASSWORDS
        if plain in DEFAULT_USERS and text and (sure or public or (plain == "sa" and not is_placeholder(secret))):
            yield DefaultPair(password, name)

    def _positional(self, call: cst.Call) -> Iterator[DefaultPair]:
        places = USER_FIRST.get(last_name(call.func))
        values = [argument.value for argument in call.args if argument.keyword is None and not argument.star]
        if places is None or not values:
            return
        keyword = next((a.value for a in call.args if a.keyword and a.keyword.value == "password"), None)
        if keyword is not None:
            yield from self._pair(values[0], keyword)
        elif len(values) > places[1]:
            yield from self._pair(values[places[0]], values[places[1]])

    def _tuple(self, node: cst.BaseExpression) -> Iterator[DefaultPair]:
        if isinstance(node, cst.Tuple) and len(node.elements) == 2:
            for pair in self._pair(node.elements[0].value, node.elements[1].value):
                yield pair._replace(node=node)

    def _compared(self, operation: cst.BooleanOperation) -> Iterator[DefaultPair]:
        """`username == "admin" and password == "…"`: whatever the password is, it is a door left open."""
        sides = [
            (last_name(test.left) or self._key(test.left), test.comparisons[0].comparator)
            for test in (operation.left, operation.right)
            if isinstance(test, cst.Comparison) and isinstance(test.comparisons[0].operator, cst.Equal)
        ]
        if len(sides) == 2:
            for (user_name, user), (password_name, password) in (sides, sides[::-1]):
                if telling_end(user_name) in USER_NAMES and telling_end(password_name) in PASSWORD_NAMES:
                    yield from self._pair(user, password, sure=True)

    def _assigned(self, statements: Sequence[cst.CSTNode]) -> Iterator[DefaultPair]:
        """`ADMIN_USER = "admin"` and `ADMIN_PASSWORD = "admin"` in one module or class."""
        items: list[tuple[str, cst.BaseExpression]] = []
        for statement in statements:
            if isinstance(statement, cst.Assign) and isinstance(statement.targets[0].target, cst.Name):
                items.append((statement.targets[0].target.value, statement.value))
            elif (
                isinstance(statement, cst.AnnAssign)
                and isinstance(statement.target, cst.Name)
                and statement.value is not None
            ):
                items.append((statement.target.value, statement.value))
        for name, value in items:
            if telling_end(name) in USER_NAMES:
                for other, password in items:
                    if telling_end(other) in PASSWORD_NAMES and name_head(other) == name_head(name):
                        yield from self._pair(value, password)

    def _password(self, node: cst.BaseExpression) -> str | None:
        """The literal password, or the one that is hashed on the spot: `generate_password_hash("admin")`."""
        text = self._places.text(node)
        if text is not None:
            return text
        if (
            isinstance(node, cst.Call)
            and len(node.args) == 1
            and any(part in last_name(node.func) for part in ("hash", "password", "crypt"))
        ):
            return self._places.text(node.args[0].value)
        return None

    def _key(self, node: cst.BaseExpression) -> str:
        if isinstance(node, cst.Subscript) and isinstance(node.slice[0].slice, cst.Index):
            return self._places.text(node.slice[0].slice.value) or ""
        return ""


def telling_end(name: str) -> str:
    """The telling end of a name: `RABBITMQ_USER` ends in "user", `minio_secret_key` in "secret_key"."""
    parts = words(name)
    two = "_".join(parts[-2:])
    return two if two in USER_NAMES | PASSWORD_NAMES else parts[-1] if parts else ""


def name_head(name: str) -> tuple[str, ...]:
    parts = words(name)
    return parts[: -len(telling_end(name).split("_"))]
