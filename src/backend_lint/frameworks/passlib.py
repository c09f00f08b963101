"""passlib's password contexts: which scheme makes new hashes, and with which settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.regexes import regex

#: Schemes that are bcrypt; the number is passlib's own default cost (passlib 1.7.4).
BCRYPT_SCHEMES: Final = frozenset({"bcrypt", "bcrypt_sha256", "django_bcrypt", "django_bcrypt_sha256", "ldap_bcrypt"})
#: Schemes without a cost, or with one from the 1970s, and what they are (passlib.hash's "archaic" sections).
WEAK_SCHEMES: Final = {
    "md5_crypt": "MD5", "apr_md5_crypt": "MD5", "hex_md5": "MD5", "hex_md4": "MD4", "ldap_md5": "MD5", "ldap_hex_md5": "MD5",
    "ldap_salted_md5": "MD5", "django_salted_md5": "MD5", "django_unsalted_md5": "MD5", "postgres_md5": "MD5", "phpass": "MD5",
    "sha1_crypt": "SHA-1", "hex_sha1": "SHA-1", "ldap_sha1": "SHA-1", "ldap_salted_sha1": "SHA-1", "ldap_hex_sha1": "SHA-1",
    "django_salted_sha1": "SHA-1", "atlassian_pbkdf2_sha1": "SHA-1", "mysql41": "SHA-1", "hex_sha256": "SHA-256",
    "hex_sha512": "SHA-512", "ldap_salted_sha256": "SHA-256", "ldap_salted_sha512": "SHA-512", "des_crypt": "DES",
    "bsdi_crypt": "DES", "bigcrypt": "DES", "crypt16": "DES", "django_des_crypt": "DES", "ldap_des_crypt": "DES",
    "mysql323": "MySQL 3.23's hash", "nthash": "MD4", "bsd_nthash": "MD4", "lmhash": "DES", "msdcc": "MD4", "msdcc2": "MD4",
    "plaintext": "nothing", "ldap_plaintext": "nothing", "roundup_plaintext": "nothing", "unix_disabled": "nothing",
}  # fmt: skip

_CONTEXT: Final = frozenset(
    {"passlib.context.CryptContext", "passlib.context.LazyCryptContext", "passlib.apps.CryptContext"}
)
_CHANGES: Final = frozenset({"update", "load", "using", "copy", "replace"})
#: `scheme__rounds`, or `category__scheme__rounds` for the users of one category.
_SETTING = regex(
    r"^(?:\w+__)?((?:(?!__)\w)+)__(rounds|default_rounds|min_rounds|max_rounds|min_desired_rounds|max_desired_rounds)$"
)
_INI_SETTING = regex(r"(?m)^[ \t]*((?:\w+\.)?\w+?(?:__|\.)(?:default_|max_|min_)?rounds)[ \t]*=[ \t]*(\d{1,9})(?!\d)")
_INI_SCHEMES = regex(r"(?m)^[ \t]*schemes[ \t]*=[ \t]*(\w+)")
_INI_DEFAULT = regex(r"(?m)^[ \t]*default[ \t]*=[ \t]*(\w+)")


class Setting(NamedTuple):
    """A number of rounds for `scheme`: an expression, or (in ini text) `number` at `span`, the 0-based
    characters of the literal's source."""

    scheme: str
    key: str
    node: cst.BaseExpression
    number: int | None = None
    span: tuple[int, int] | None = None


class PasswordContext(NamedTuple):
    """One `CryptContext(…)`. `default` is the scheme of new hashes, None when it is not known; `at` is where
    it is named."""

    call: cst.Call
    default: str | None
    at: cst.BaseExpression
    settings: tuple[Setting, ...]

    @property
    def is_text(self) -> bool:
        """Whether it was read from ini text."""
        return bool(self.call.args) and self.at is self.call.args[0].value and self.call.args[0].keyword is None


class PasswordContexts:
    """The passlib contexts that one file makes or changes."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self.found = tuple(self._contexts())

    def _contexts(self) -> Iterator[PasswordContext]:
        names = self._analysis.names
        for call in self._analysis.index.of(cst.Call):
            last = call.func.attr.value if isinstance(call.func, cst.Attribute) else ""
            path = names.path(call.func)
            if path is None:
                continue
            if path in _CONTEXT:
                yield self._from_arguments(call)
            elif last in ("from_string", "load", "loads") and path.startswith("passlib.") and call.args:
                literal = call.args[0].value
                if isinstance(literal, cst.SimpleString):
                    yield _from_ini(call, literal)
            elif last in _CHANGES and path.startswith("passlib.context.CryptContext()"):
                yield self._from_arguments(call)

    def _from_arguments(self, call: cst.Call) -> PasswordContext:
        given = dict(self._given(call))
        first = call.args[0] if call.args else None
        schemes = given.get("schemes")
        if schemes is None and first is not None and first.keyword is None and not first.star:
            schemes = first.value
        default, at = self._default(given.get("default"), schemes)
        settings = tuple(
            Setting(match[1], match[2], value) for key, value in given.items() if (match := _SETTING.match(key))
        )
        return PasswordContext(call, default, at or call, settings)

    def _given(self, call: cst.Call) -> Iterator[tuple[str, cst.BaseExpression]]:
        """Keyword arguments, those of `**{…}` included."""
        for argument in call.args:
            if argument.keyword is not None:
                yield argument.keyword.value, argument.value
            elif argument.star == "**" or (argument.keyword is None and isinstance(argument.value, cst.Dict)):
                node = self._analysis.texts.definition(argument.value, cst.Dict)
                for element in node.elements if isinstance(node, cst.Dict) else ():
                    if isinstance(element, cst.DictElement):
                        key = self._analysis.values.value(element.key)
                        if isinstance(key, str):
                            yield key, element.value

    def _default(
        self, default: cst.BaseExpression | None, schemes: cst.BaseExpression | None
    ) -> tuple[str | None, cst.BaseExpression | None]:
        if default is not None:
            return self._scheme(default), default
        if schemes is None:
            return None, None
        node = self._analysis.texts.definition(schemes, (cst.List, cst.Tuple))
        if isinstance(node, cst.List | cst.Tuple):
            element = node.elements[0] if node.elements else None
            return (self._scheme(element.value), element.value) if isinstance(element, cst.Element) else (None, schemes)
        text = self._analysis.values.value(schemes)
        first = re.split(r"[\s,]+", text.strip())[0] if isinstance(text, str) else None
        return first or None, schemes

    def _scheme(self, node: cst.BaseExpression) -> str | None:
        value = self._analysis.values.value(node)
        if isinstance(value, str):
            return value
        name = self._analysis.names.qualname(node) or ""
        return name.removeprefix("passlib.hash.") if name.startswith("passlib.hash.") else None


def _from_ini(call: cst.Call, literal: cst.SimpleString) -> PasswordContext:
    """A context from ini text; spans point into the literal's source."""
    source = literal.value.replace("\\n", "\n ")  # the same length, so that offsets stay true
    source = source.replace(literal.quote, "\n" * len(literal.quote))
    named = _INI_DEFAULT.search(source) or _INI_SCHEMES.search(source)
    settings = []
    for match in _INI_SETTING.finditer(source):
        key = _SETTING.match(match[1].replace(".", "__"))
        if key:
            settings.append(Setting(key[1], key[2], literal, int(match[2]), match.span(2)))
    return PasswordContext(call, named[1] if named else None, literal, tuple(settings))
