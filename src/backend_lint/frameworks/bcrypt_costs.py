"""Where libraries take bcrypt's cost from: bcrypt, passlib, pwdlib, Flask-Bcrypt, Flask-Security, Django, crypt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import libcst as cst

from backend_lint.frameworks.costs import Costs
from backend_lint.frameworks.passlib import BCRYPT_SCHEMES, PasswordContexts
from backend_lint.model import Confidence
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.calls import argument
from backend_lint.semantics.regexes import regex

#: Functions and classes that take a cost: keyword, 0-based position. All default to 12 (checked: bcrypt 5.0,
#: passlib 1.7.4, pwdlib 0.3, Flask-Bcrypt 1.0.1, Django 5.2).
_TAKES: Final = {
    "bcrypt.gensalt": ("rounds", 0),
    "pwdlib.hashers.bcrypt.BcryptHasher": ("rounds", 0),
    "flask_bcrypt.generate_password_hash": ("rounds", 1),
    "flask_bcrypt.Bcrypt().generate_password_hash": ("rounds", 1),
    **{f"passlib.hash.{scheme}.{method}": ("rounds", None)
       for scheme in sorted(BCRYPT_SCHEMES) for method in ("using", "hash", "encrypt")},
}  # fmt: skip
#: Those that make a salt or a hash at once, and the keyword that states the cost ("": `using` must be called).
_MAKES: Final = {
    "bcrypt.gensalt": "rounds",
    "pwdlib.hashers.bcrypt.BcryptHasher": "rounds",
    **{f"passlib.hash.{scheme}.{method}": "" for scheme in sorted(BCRYPT_SCHEMES) for method in ("hash", "encrypt")},
}
_HASHERS: Final = frozenset({"BCryptSHA256PasswordHasher", "BCryptPasswordHasher"})
_SETTING = regex(r"(?i)^bcrypt_(log_|salt_|hash_)?(rounds|cost|work_?factor)$")
_SALT = regex(r"^\$2[abxy]?\$(\d\d)\$")
#: Length in characters of a whole bcrypt hash: as a "salt" it is a hash to verify against.
_HASH_LENGTH: Final = 60
_TESTING_CLASS = regex(r"^(Test|Testing|UnitTest)|Test(s|ing)?(Config|Settings)?$")


class Use(NamedTuple):
    """A cost that the file sets: `value` at `node` (or at `span`, 0-based characters of a literal's source)."""

    node: cst.BaseExpression
    value: int
    confidence: Confidence
    span: tuple[int, int] | None = None


class Implicit(NamedTuple):
    """A call that leaves the cost to the library, and the keyword that would state it ("": none would)."""

    call: cst.Call
    keyword: str


class BcryptCosts:
    """Every bcrypt cost that one file states, and every call that states none."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._costs = analysis.know(Costs)
        self._contexts = analysis.know(PasswordContexts)

    def stated(self) -> Iterator[Use]:
        """The costs in the file, each once."""
        seen: set[tuple[cst.CSTNode, tuple[int, int] | None]] = set()
        settled: set[str] = set()
        for use in (
            *self._in_calls(),
            *self._in_contexts(),
            *self._in_salts(),
            *self._in_classes(),
            *self._in_dicts(),
        ):
            if (use.node, use.span) not in seen:
                seen.add((use.node, use.span))
                settled.update(self._costs.through(use.node))
                yield use
        for name, value in self._in_names():
            if name not in settled:
                yield from self._use(value)

    def implicit(self) -> Iterator[Implicit]:
        """Calls that make hashes (or salts) and leave the cost open."""
        for call, api, keyword, position in self._takers():
            if api in _MAKES and argument(call, keyword, position) is None and not _is_open(call):
                yield Implicit(call, _MAKES[api])
        for context in self._contexts.found:
            states_schemes = context.at is not context.call and not context.is_text
            if (
                states_schemes
                and context.default in BCRYPT_SCHEMES
                and not context.settings
                and not _is_open(context.call)
            ):
                yield Implicit(context.call, f"{context.default}__rounds")

    def _use(self, node: cst.BaseExpression | None) -> Iterator[Use]:
        known = self._costs.lowest(node)
        if node is not None and known is not None and not self._in_testing_class(node):
            yield Use(node, *known)

    def _in_calls(self) -> Iterator[Use]:
        for call, _, keyword, position in self._takers():
            yield from self._use(argument(call, keyword, position))
        for call in self._analysis.index.calls.get("generate_password_hash", ()):
            # An imported or injected Flask-Bcrypt object; Werkzeug's function takes a text there.
            if isinstance(call.func, cst.Attribute):
                yield from self._use(argument(call, "rounds", 1))
        for call in self._analysis.index.calls.get("mksalt", ()):
            method = argument(call, "method", 0)
            if self._analysis.names.qualname(method) == "crypt.METHOD_BLOWFISH":
                rounds = argument(call, "rounds", 1)
                known = self._costs.lowest(rounds)
                if rounds is not None and known is not None:  # crypt counts iterations: 2 to the cost
                    yield Use(rounds, known[0].bit_length() - 1, known[1], (0, 0))

    def _takers(self) -> Iterator[tuple[cst.Call, str, str, int | None]]:
        for call in self._analysis.index.of(cst.Call):
            path = self._analysis.names.path(call.func)
            if path in _TAKES:
                yield (call, path, *_TAKES[path])

    def _in_contexts(self) -> Iterator[Use]:
        for context in self._contexts.found:
            for setting in context.settings:
                legacy = context.default is not None and context.default != setting.scheme
                if setting.scheme not in BCRYPT_SCHEMES or legacy:
                    continue
                # A minimum only says which old hashes are made anew.
                confidence: Confidence | None = "low" if setting.key.startswith("min_") else None
                if setting.number is not None:
                    yield Use(setting.node, setting.number, confidence or "high", setting.span)
                for use in self._use(setting.node):
                    yield use._replace(confidence=confidence or use.confidence)

    def _in_salts(self) -> Iterator[Use]:
        for call in self._analysis.index.calls.get("hashpw", ()):
            if self._analysis.names.qualname(call.func) != "bcrypt.hashpw":
                continue
            salt = argument(call, "salt", 1)
            value = self._analysis.values.value(salt)
            text = value.decode("latin-1") if isinstance(value, bytes) else value
            match = _SALT.match(text) if isinstance(text, str) and len(text) != _HASH_LENGTH else None
            if match and salt is not None:
                yield Use(salt, int(match[1]), "high")

    def _in_classes(self) -> Iterator[Use]:
        """`rounds = 10` in a subclass of Django's bcrypt hashers."""
        index = self._analysis.index
        for node in index.of(cst.ClassDef):
            bases = {(self._analysis.names.qualname(base.value) or "").rpartition(".")[2] for base in node.bases}
            if bases & _HASHERS:
                for binding in index.scopes[node].bindings.get("rounds", ()):
                    yield from self._use(binding.value)

    def _in_dicts(self) -> Iterator[Use]:
        """`{"bcrypt__rounds": 10}`, `{"bcrypt": {"rounds": 10}}` and `{"BCRYPT_LOG_ROUNDS": 10}`."""
        given = {context.call for context in self._contexts.found}
        for element in self._analysis.index.of(cst.DictElement):
            key = self._analysis.values.value(element.key)
            if not isinstance(key, str) or given.intersection(self._analysis.index.ancestors(element)):
                continue
            if key.removesuffix("__rounds") in BCRYPT_SCHEMES - {key} or _SETTING.match(key):
                yield from self._use(element.value)
            elif key in BCRYPT_SCHEMES and isinstance(element.value, cst.Dict):
                for inner in element.value.elements:
                    if isinstance(inner, cst.DictElement) and self._analysis.values.value(inner.key) == "rounds":
                        yield from self._use(inner.value)

    def _in_names(self) -> Iterator[tuple[str, cst.BaseExpression]]:
        """Settings that are named for bcrypt's cost, whoever reads them."""
        index, values = self._analysis.index, self._analysis.values
        assignments: list[cst.Assign | cst.AnnAssign] = [*index.of(cst.Assign), *index.of(cst.AnnAssign)]
        for node in assignments:
            targets = [target.target for target in node.targets] if isinstance(node, cst.Assign) else [node.target]
            for target in targets:
                name = ""
                if isinstance(target, cst.Name | cst.Attribute):
                    name = target.value if isinstance(target, cst.Name) else target.attr.value
                elif isinstance(target, cst.Subscript) and isinstance(target.slice[0].slice, cst.Index):
                    name = values.value(target.slice[0].slice.value)
                if isinstance(name, str) and _SETTING.match(name) and node.value is not None:
                    yield name, node.value
        for given in index.of(cst.Arg):
            if given.keyword is not None and _SETTING.match(given.keyword.value):
                yield given.keyword.value, given.value
        for call in index.calls.get("setdefault", ()):
            if len(call.args) > 1 and _SETTING.match(str(values.value(call.args[0].value))):
                yield str(values.value(call.args[0].value)), call.args[1].value

    def _in_testing_class(self, node: cst.CSTNode) -> bool:
        owner = self._analysis.index.enclosing(node, cst.ClassDef)
        return owner is not None and _TESTING_CLASS.search(owner.name.value) is not None


def _is_open(call: cst.Call) -> bool:
    """Whether arguments that are not known may state the cost."""
    return any(given.star for given in call.args)
