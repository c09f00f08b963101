"""Connection strings with a password written in them: URLs, libpq and ODBC strings, and what builds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import libcst as cst

from backend_lint.frameworks.secretvalues import is_placeholder, looks_random
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.text import Hole, Text

#: Stands for a hole in a text: no connection string has it.
_HOLE = "\x00"
_STRINGS = (cst.SimpleString, cst.FormattedString, cst.ConcatenatedString, cst.BinaryOperation)
_URL = regex(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{0,40}|\x00)://(?P<user>[^\s:/?#@\"'<>\[\]()]*):(?P<password>[^\s/@?#\"'<>]+)@(?P<host>\[[\da-fA-F:]+\]|[^\s/:?#,\"'\])]*)"
)
_PAIR = r"(?:'(?P<{0}q>[^']*)'|\{{(?P<{0}b>[^}}]*)\}}|(?P<{0}>[^\s;'\"&,]+))"
_PASSWORD_FIELD = regex(r"(?i)(?:^|[\s;])(?:password|pwd)\s*=" + _PAIR.format("p"))
_HOST_FIELD = regex(r"(?i)(?:^|[\s;])(?:host|hostaddr|server|data source|address)\s*=\s*(?:tcp:)?" + _PAIR.format("h"))
_OTHER_FIELD = regex(r"(?i)(?:^|[\s;])(?:user|uid|user id|username|dbname|database|driver|host|server)\s*=\S")
#: Functions that build a connection string from parts: the path's last two names, and the password's keyword.
_BUILDERS = ("Dsn.build", "URL.create", "Url.build", "URL.build", "MultiHostUrl.build", "URL")

#: Words that documentation puts in the place of a user and of a password.
_SAMPLE = frozenset({
    "pass", "password", "passwd", "pw", "pwd", "p", "secret", "username", "user", "usr", "login", "key", "token", "apikey", "credentials", "foo",
    "bar", "baz", "userpass", "mypassword", "mypass", "user_password", "dbpassword", "db_password", "somepassword", "changeme", "auth", "u", "api_key",
    "passw0rd", "p4ssw0rd", "hunter2",
})  # fmt: skip
_SAMPLE_USERS = frozenset(
    {"user", "username", "usr", "u", "foo", "login", "myuser", "name", "scott", "someuser", "your_user", ""}
)
_SAMPLE_HOSTS = regex(
    r"(?:.*\.)?(?:example\.(?:com|org|net)|host|hostname|server|domain\.(?:com|tld)|somehost|myhost|hostspec)$",
    re.I,
)
_LOCAL_HOSTS = regex(
    r"(?:localhost|127\.[\d.]+|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|.*\.(?:local|localhost|test|invalid|localdomain)|[\w-]*|/.*)$",
    re.I,
)


class CredentialUrl(NamedTuple):
    """A connection string with a literal password. `local` says that its host is this machine or a container beside
    it, `sample` that the words are documentation's."""

    node: cst.BaseExpression
    local: bool
    sample: bool
    #: Whether the password is words: in a test it is made up.
    words: bool


class CredentialUrls:
    """The connection strings of one file that hold a password."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._index = analysis.index

    def found(self) -> Iterator[CredentialUrl]:
        """Every connection string with a literal password, once."""
        for kind in _STRINGS:
            for node in self._index.of(kind):
                if not self._is_part(node) and not self._is_prose(node):
                    yield from self._written(node)
        for call in self._index.calls.get("format", ()):
            if not self._is_part(call) and not self._is_prose(call):
                yield from self._written(call)
        for call in self._index.of(cst.Call):
            yield from self._built(call)

    def _written(self, node: cst.BaseExpression) -> Iterator[CredentialUrl]:
        source = self._analysis.module.code_for_node(node) if isinstance(node, cst.SimpleString) else ""
        if source and "://" not in source and "=" not in source:
            return
        for text in self._analysis.texts.texts(node):
            found = self._in_text(node, _skeleton(text))
            if found is not None:
                yield found
                return

    def _in_text(self, node: cst.BaseExpression, text: str) -> CredentialUrl | None:
        for match in _URL.finditer(text):
            user, password, host = match["user"], match["password"], match["host"]
            if _HOLE in password or not _is_password(password) or password == user == "":
                continue
            sample = _is_sample(user, password) or bool(_SAMPLE_HOSTS.fullmatch(host))
            local = bool(_LOCAL_HOSTS.fullmatch(host)) and _HOLE not in host
            return CredentialUrl(node, local, sample, _is_words(password))
        password_field = _PASSWORD_FIELD.search(text)
        if password_field is None or not _OTHER_FIELD.search(text) or "://" in text or "\n" in text.strip():
            return None
        password = password_field["pq"] or password_field["pb"] or password_field["p"] or ""
        if _HOLE in password or not _is_password(password):
            return None
        host_field = _HOST_FIELD.search(text)
        host = (host_field["hq"] or host_field["hb"] or host_field["h"] or "") if host_field else ""
        return CredentialUrl(
            node,
            bool(_LOCAL_HOSTS.fullmatch(host)),
            _is_sample("", password) or bool(_SAMPLE_HOSTS.fullmatch(host)),
            _is_words(password),
        )

    def _built(self, call: cst.Call) -> Iterator[CredentialUrl]:
        path = self._analysis.names.qualname(call.func) or ""
        builder = path.endswith(_BUILDERS[:-1]) or path in (
            "sqlalchemy.engine.URL",
            "sqlalchemy.engine.url.URL",
            "yarl.URL",
        )
        arguments = {argument.keyword.value: argument.value for argument in call.args if argument.keyword}
        node = arguments.get("password")
        if not builder or node is None:
            return
        password, host = self._analysis.values.value(node), self._analysis.values.value(arguments.get("host"))
        if isinstance(password, str) and _is_password(password):
            local = isinstance(host, str) and bool(_LOCAL_HOSTS.fullmatch(host))
            yield CredentialUrl(node, local, password in _SAMPLE, _is_words(password))

    def _is_part(self, node: cst.CSTNode) -> bool:
        """Whether a larger string expression holds this one."""
        parent = self._index.parents.get(node)
        if isinstance(parent, cst.BinaryOperation):
            return isinstance(parent.operator, cst.Add | cst.Modulo)
        formats = isinstance(parent, cst.Attribute) and parent.attr.value == "format"
        return formats or isinstance(parent, cst.ConcatenatedString)

    def _is_prose(self, node: cst.CSTNode) -> bool:
        """Docstrings, patterns, and what is shown to people."""
        parent = self._index.parents.get(node)
        if isinstance(parent, cst.Expr):
            return True
        if isinstance(node, cst.SimpleString) and isinstance(parent, cst.Attribute):
            return parent.attr.value not in ("encode", "strip")
        for ancestor in self._index.ancestors(node):
            if isinstance(ancestor, cst.Call):
                called = last_name(ancestor.func)
                return called in (
                    "compile",
                    "match",
                    "search",
                    "fullmatch",
                    "sub",
                    "findall",
                    "print",
                    "help_text",
                    "_",
                    "gettext",
                    "gettext_lazy",
                )
            if (
                isinstance(ancestor, cst.Arg)
                and ancestor.keyword is not None
                and ancestor.keyword.value in ("help", "help_text", "description", "examples")
            ):
                return True
            if isinstance(ancestor, cst.BaseStatement | cst.BaseSmallStatement):
                return False
        return False


def _skeleton(text: Text) -> str:
    return "".join(_HOLE if isinstance(part, Hole) else part for part in text)


def _is_password(password: str) -> bool:
    """Whether a text in the place of a password is one, and no hole, pattern or mask."""
    return not (
        is_placeholder(password)
        or password.startswith(("$", "{", "%(", "%s", "<", "[", "("))
        or "{" in password
        or any(sign in password for sign in ("[^", ".*", ".+", "\\", "(?", "%(", "…", "..."))
    )


def _is_words(password: str) -> bool:
    return not looks_random(re.sub(r"%[0-9A-Fa-f]{2}", "-", password))


def _is_sample(user: str, password: str) -> bool:
    return (password.lower() in _SAMPLE and (user.lower() in _SAMPLE_USERS or _HOLE in user)) or user.lower() in (
        "user",
        "username",
        "foo",
        "scott",
    )
