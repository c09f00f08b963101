"""Where a file writes a literal under the name of a secret: assignments, dictionaries, arguments, comparisons, headers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

import libcst as cst

from backend_lint.frameworks.secretcalls import (
    DESCRIBING_CALLS,
    DESCRIBING_NAMES,
    LOGIN_METHODS,
    SECRET_ARGUMENTS,
    WRAPPERS,
    SecretArgument,
)  # fmt: skip
from backend_lint.frameworks.secretnames import CREDENTIAL_HEADERS, secret_name
from backend_lint.frameworks.secretvalues import is_blank, is_key_material, is_secret, looks_random
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.lexis import mentions
from backend_lint.semantics.regexes import regex

Site = Literal["assignment", "dictionary", "argument", "default", "comparison", "header"]

_ENUMS = frozenset({"Enum", "StrEnum", "IntEnum", "TextChoices", "Flag", "Choices"})
#: Classes whose attributes are names of things rather than things.
_LISTS_NAMES = regex(r"(?:Enum|Types?|Kinds?|Fields?|Keys?|Columns?|Permissions?|Scopes?|Events?|Names?|Messages?|Errors?|Tokens?|"
                     r"Actions?|Codes?|Choices|Labels|Meta|Routes?|Headers?|Factory|Schema|Serializer|Lexer|Parser)$")  # fmt: skip
_AUTHENTICATION = regex(r"(?i)(?:Bearer|Basic|Token|Digest|ApiKey|Key|JWT|Bot)\s+(\S{8,})\s*")
#: As long as MD5, SHA-1 and SHA-2 are, in hexadecimal.
_DIGEST = regex(r"(?i)(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})")
_AWS_KEY = regex(r"(?:AKIA|ASIA)[0-9A-Za-z]{16}")
_TEXTS = (cst.SimpleString, cst.ConcatenatedString, cst.FormattedString, cst.BinaryOperation)
#: The last names of functions that are given a secret.
_TAKERS = frozenset(name.rpartition(".")[2] for name in SECRET_ARGUMENTS)
_TEXT_METHODS = frozenset({"encode", "strip", "decode"})


class Written(NamedTuple):
    """A literal secret: the name it goes by, the expression that writes it (or names the constant that does),
    and what kind of place that is. `certain` is False when the text may also be a word."""

    name: str
    node: cst.BaseExpression
    site: Site
    certain: bool


class SecretPlaces:
    """The literal secrets of one file, found once per set of extra names."""

    def __init__(self, analysis: Analysis) -> None:
        self._index, self._names, self._values = analysis.index, analysis.names, analysis.values
        self._text = analysis.source.text
        self._found: dict[frozenset[str], list[Written]] = {}
        self._extra: Collection[str] = ()

    def found(self, extra: Collection[str] = ()) -> list[Written]:
        """Every literal under the name of a secret, each expression once. `extra` are the user's names (`secret_names`)."""
        key = frozenset(extra)
        if key not in self._found:
            self._extra = key
            unique: dict[cst.BaseExpression, Written] = {}
            for written in self._all():
                unique.setdefault(written.node, written)
            self._found[key], self._extra = list(unique.values()), ()  # other rules ask without this one's names
        return self._found[key]

    def text(self, node: cst.BaseExpression | None) -> str | None:
        """The text of `literal` alone."""
        return written[0] if (written := self.literal(node)) is not None else None

    def literal(self, node: cst.BaseExpression | None) -> tuple[str, cst.BaseExpression] | None:
        """The text that an expression writes, type conversions looked through, and the part of it to point at;
        the text of a name is that of the one constant it stands for. None when it is decided at run time."""
        if isinstance(node, cst.Call):
            return self._wrapped(node)
        value = node
        if isinstance(node, cst.Name):
            binding = self._names.single(node)
            if binding is None or binding.kind != "assign" or secret_name(binding.name, self._extra) is not None:
                return None  # a secret's is reported where it is written
            value = binding.value
        if node is None or not isinstance(value, _TEXTS):
            return None
        text = self._constant(value)
        return (text, node) if text is not None else None

    def _constant(self, node: cst.BaseExpression) -> str | None:
        value = self._values.value(node)
        return value.decode("latin-1") if isinstance(value, bytes) else value if isinstance(value, str) else None

    def _wrapped(self, call: cst.Call) -> tuple[str, cst.BaseExpression] | None:
        func = call.func
        if isinstance(func, cst.Attribute) and func.attr.value in _TEXT_METHODS:
            return self.literal(func.value)
        if last_name(func) not in WRAPPERS:
            return None
        named = {argument.keyword.value: argument.value for argument in call.args if argument.keyword}
        positional = [argument.value for argument in call.args if argument.keyword is None and not argument.star]
        inner = named.get("default") or (positional[-1 if last_name(func) == "cast" else 0] if positional else None)
        return self.literal(inner)

    # -- the kinds of places ----------------------------------------------------------------------

    def _all(self) -> Iterator[Written]:
        yield from self._assignments()
        yield from self._calls()
        for element in self._index.of(cst.DictElement):
            key = self._constant(element.key) if isinstance(element.key, cst.SimpleString | cst.Name) else None
            if self._may_be_secret(key) and not self._describes(element):
                yield from self._named(key, element.value, "dictionary", sure=False)
        for param in self._index.of(cst.Param):
            yield from self._named(param.name.value, param.default, "default", sure=True)
        for comparison in self._index.of(cst.Comparison):
            yield from self._comparison(comparison)

    def _assignments(self) -> Iterator[Written]:
        for assign in self._index.of(cst.Assign):
            for target in assign.targets:
                yield from self._assigned(target.target, assign.value)
        for annotated in self._index.of(cst.AnnAssign):
            yield from self._assigned(annotated.target, annotated.value)
        for walrus in self._index.of(cst.NamedExpr):
            yield from self._assigned(walrus.target, walrus.value)

    def _assigned(self, target: cst.BaseExpression, value: cst.BaseExpression | None) -> Iterator[Written]:
        if (
            isinstance(target, cst.Tuple)
            and isinstance(value, cst.Tuple)
            and len(target.elements) == len(value.elements)
        ):
            for left, right in zip(target.elements, value.elements, strict=True):
                yield from self._assigned(left.value, right.value)
            return
        name = self._name(target)
        if not self._may_be_secret(name):
            return
        owner = self._class(target)
        if owner is not None and self._is_enum(owner):
            return
        names = secret_name(name, self._extra)
        if isinstance(value, cst.List | cst.Tuple) and names is not None and (name or "").upper().endswith("FALLBACKS"):
            for element in value.elements:
                yield from self._named(name, element.value, "assignment", sure=True)
        sure = owner is None or not _LISTS_NAMES.search(owner.name.value)
        if (
            names is not None
            and isinstance(target, cst.Name)
            and target.value.isupper()
            and self._only_a_key(target.value)
        ):
            return
        yield from self._named(name, value, "assignment", sure=sure)

    def _calls(self) -> Iterator[Written]:
        aliases = self._names.aliases
        takers = {local for last in _TAKERS for local in (last, *aliases.get(last, ()))}
        for call in self._index.of(cst.Call):
            called = last_name(call.func)
            known = SECRET_ARGUMENTS.get(self._names.qualname(call.func) or "") if called in takers else None
            known = known or self._login(call, called)
            if known is not None:
                yield from self._argument(call, known)
            if called in ("setdefault", "putenv") and len(call.args) == 2:
                yield from self._named(self._constant(call.args[0].value), call.args[1].value, "assignment", sure=True)
            if called in ("SecretStr", "SecretBytes"):
                yield from self._declared(call)
            if called in DESCRIBING_CALLS:
                continue
            for argument in call.args:
                if argument.keyword is None:
                    continue
                yield from self._named(
                    argument.keyword.value,
                    argument.value,
                    "argument",
                    sure=called not in ("dict", "filter", "get"),
                )
                if (
                    argument.keyword.value == "auth"
                    and isinstance(argument.value, cst.Tuple)
                    and len(argument.value.elements) == 2
                ):
                    yield from self._named("password", argument.value.elements[1].value, "argument", sure=True)

    def _login(self, call: cst.Call, called: str) -> SecretArgument | None:
        return LOGIN_METHODS.get(self._names.path(call.func) or "") if called in ("login", "run") else None

    def _argument(self, call: cst.Call, known: SecretArgument) -> Iterator[Written]:
        for number, argument in enumerate(call.args):
            if argument.star:
                return
            if argument.keyword.value == known.keyword if argument.keyword else number == known.position:
                written = self.literal(argument.value)
                empty = written is not None and written[0] == "" and known.what == "cipher key"
                if written and (empty or is_key_material(written[0])):
                    compared = known.what == "compared secret"
                    if not compared or looks_random(written[0]):
                        yield Written(known.what, written[1], "argument", True)

    def _declared(self, call: cst.Call) -> Iterator[Written]:
        written = self._wrapped(call)
        if written is not None and len(written[0]) > 3 and is_key_material(written[0]):
            yield Written(last_name(call.func), written[1], "argument", True)

    def _comparison(self, node: cst.Comparison) -> Iterator[Written]:
        sides = [node.left, *(target.comparator for target in node.comparisons)]
        if all(isinstance(target.operator, cst.Equal | cst.NotEqual) for target in node.comparisons):
            name = next((found for side in sides if secret_name(found := self._name(side), self._extra)), None)
            for side in sides:
                if not isinstance(side, cst.Name):
                    yield from self._named(name, side, "comparison", sure=False)

    def _named(self, name: str | None, node: cst.BaseExpression | None, site: Site, *, sure: bool) -> Iterator[Written]:
        """The literal at `node`, if `name` is a secret's and the literal can be one."""
        if name is None or node is None:
            return
        written = None
        if name.lower() in CREDENTIAL_HEADERS:
            written = self.literal(node)
            match = _AUTHENTICATION.fullmatch(written[0]) if written else None
            if written and match and not is_blank(match[1]) and looks_random(match[1]):
                yield Written(name, written[1], "header", True)
            return
        known = secret_name(name, self._extra)
        if known is None:
            if name.lower().endswith("access_key_id"):
                written = self.literal(node)
                if written and _AWS_KEY.fullmatch(written[0]):
                    yield Written(name, written[1], site, True)
            return
        written = self.literal(node)
        # A file that makes hexadecimal digests compares them with this one: it is no password.
        if written and known.strength == "password" and _DIGEST.fullmatch(written[0]) and "hexdigest(" in self._text:
            return
        if written is not None and is_secret(written[0], known, sure=sure):
            certain = looks_random(written[0]) or (known.strength == "key" and sure)
            yield Written(name, written[1], site, certain)

    def _may_be_secret(self, name: str | None) -> bool:
        return name is not None and (
            secret_name(name, self._extra) is not None
            or name.lower() in CREDENTIAL_HEADERS
            or name.lower().endswith("access_key_id")
        )

    # -- what a place is --------------------------------------------------------------------------

    def _name(self, target: cst.BaseExpression) -> str | None:
        if isinstance(target, cst.Name):
            return target.value
        if isinstance(target, cst.Attribute):
            return target.attr.value
        if (
            isinstance(target, cst.Subscript)
            and len(target.slice) == 1
            and isinstance(target.slice[0].slice, cst.Index)
        ):
            return self._constant(target.slice[0].slice.value)
        return None

    def _class(self, target: cst.BaseExpression) -> cst.ClassDef | None:
        """The class whose attribute an assignment to a plain name makes."""
        scope = self._index.scope(target).node
        return scope if isinstance(target, cst.Name) and isinstance(scope, cst.ClassDef) else None

    @staticmethod
    def _is_enum(owner: cst.ClassDef) -> bool:
        bases = {last_name(base.value) for base in owner.bases}
        return any(base in _ENUMS or base.endswith(("Enum", "Choices", "Factory", "TypedDict")) for base in bases)

    def _describes(self, element: cst.DictElement) -> bool:
        """Whether a dictionary item is part of an example, a schema or a table of messages."""
        for ancestor in self._index.ancestors(element):
            if (
                isinstance(ancestor, cst.Arg)
                and ancestor.keyword is not None
                and ancestor.keyword.value in DESCRIBING_NAMES
            ):
                return True
            if isinstance(ancestor, cst.Call) and last_name(ancestor.func) in DESCRIBING_CALLS:
                return True
            if isinstance(ancestor, cst.DictElement) and self._constant(ancestor.key) in DESCRIBING_NAMES:
                return True
            if isinstance(ancestor, cst.Assign | cst.AnnAssign):
                target = ancestor.target if isinstance(ancestor, cst.AnnAssign) else ancestor.targets[0].target
                return (self._name(target) or "").lower() in DESCRIBING_NAMES
            if isinstance(ancestor, cst.BaseCompoundStatement):
                return False
        return False

    def _only_a_key(self, name: str) -> bool:
        """Whether its file (functions may not be in the tree) uses a constant only to look things up: `data[TOKEN]`."""
        uses = mentions(self._text, name)
        looked_up = rf"\[\s*{name}\s*\]|(?:get|pop|setdefault|getattr|setattr|hasattr)\([^()]*\b{name}\b|\b{name}\s*(?::(?!=)|(?:not )?in\b)"
        return uses > 1 and len(re.findall(looked_up, self._text)) >= uses - 1
