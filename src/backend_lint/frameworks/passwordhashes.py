"""Where a file hashes passwords with something fast: hash functions, passlib schemes, Werkzeug, Django, crypt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import libcst as cst

from backend_lint.frameworks.hashes import ALGORITHMS, HashCall, Hashes
from backend_lint.frameworks.passlib import WEAK_SCHEMES, PasswordContexts
from backend_lint.frameworks.passwords import SLOW, is_password, is_password_hash, sets_password
from backend_lint.frameworks.purposes import Purposes, words
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.calls import argument
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

#: Werkzeug's `method` to what it is (the plain ones were removed in 2.3; one round of HMAC before).
_WERKZEUG: Final = {
    "plain": "nothing", "md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256", "sha512": "SHA-512", "pbkdf2:md5": "PBKDF2-MD5",
    "pbkdf2:sha1": "PBKDF2-SHA-1",
}  # fmt: skip
_DJANGO: Final = {
    "MD5PasswordHasher": "MD5", "UnsaltedMD5PasswordHasher": "unsalted MD5", "SHA1PasswordHasher": "SHA-1",
    "UnsaltedSHA1PasswordHasher": "unsalted SHA-1", "CryptPasswordHasher": "DES",
}  # fmt: skip
_DJANGO_ALGORITHMS: Final = {"md5": "MD5", "unsalted_md5": "unsalted MD5", "sha1": "SHA-1", "unsalted_sha1": "unsalted SHA-1",
                             "crypt": "DES"}  # fmt: skip
_CRYPT: Final = {"crypt.METHOD_CRYPT": "DES", "crypt.METHOD_MD5": "MD5"}
#: What else a digest of a password is for: asking a breach service, a key in a cache, a token that ends with the
#: password, the digest that a protocol prescribes (HTTP Digest, CHAP, NTLM, RADIUS, database log-ins).
_OTHER_USES: Final = frozenset({
    "pwned", "hibp", "breach", "breached", "leaked", "compromised", "prefix", "suffix", "range", "cache", "cached", "etag",
    "checksum", "ha1", "ha", "realm", "scramble", "scrambled", "ntlm", "chap", "radius", "sasl", "kerberos", "mysql", "gravatar",
    "token", "reset", "identity", "fingerprint", "nonce", "cnonce", "aes", "cipher", "fernet", "dedup",
})  # fmt: skip
#: Hashing in the database: `password = MD5(%s)`, `SHA1(:password)`.
_SQL: Final = regex(
    r"(?i)\bpassw\w*[\"`]?\s*=\s*(md5|sha1|sha)\s*\(|\b(md5|sha1|sha)\s*\(\s*(?:concat\s*\([^)]{0,200})?(?::|%\()passw"
)
_SLOW_NAME: Final = regex(r"(?i)pbkdf|bcrypt|scrypt|argon|kdf")
_AROUND: Final = (cst.Attribute, cst.BinaryOperation, cst.FormattedString, cst.FormattedStringExpression)
_STEPS: Final = 3


class WeakHash(NamedTuple):
    """A password hashed with `what` at `node` (at `span`, 0-based characters of a literal's source); `call` made
    the digest, when that is elsewhere."""

    node: cst.CSTNode
    what: str
    call: cst.Call | None = None
    span: tuple[int, int] | None = None


class PasswordHashes:
    """The fast hashes of passwords in one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._purposes = analysis.know(Purposes)
        self._digests = tuple(self._in_digests())
        #: Hash calls that are spoken of here.
        self.calls = frozenset(weak.call for weak in self._digests)

    def weak(self) -> Iterator[WeakHash]:
        """Each place once."""
        yield from self._digests
        yield from self._in_passlib()
        for call in self._analysis.index.calls.get("generate_password_hash", ()):
            method = self._analysis.values.value(argument(call, "method", 1))
            if isinstance(method, str) and method.lower() in _WERKZEUG:
                yield WeakHash(call, _WERKZEUG[method.lower()])
        for call in self._analysis.index.calls.get("make_password", ()):
            hasher = self._analysis.values.value(argument(call, "hasher", 2))
            if isinstance(hasher, str) and hasher in _DJANGO_ALGORITHMS:
                yield WeakHash(call, _DJANGO_ALGORITHMS[hasher])
        yield from self._in_settings()
        yield from self._in_crypt()
        for literal in self._analysis.index.of(cst.SimpleString):
            for match in _SQL.finditer(literal.value):
                if not isinstance(self._analysis.index.parents[literal], cst.Expr):
                    yield WeakHash(literal, ALGORITHMS[(match[1] or match[2]).lower()], None, match.span())

    def _in_digests(self) -> Iterator[WeakHash]:
        for digest in self._analysis.know(Hashes).calls:
            if self._has_other_use(digest):
                continue
            if self._is_of_password(digest):
                yield WeakHash(digest.call, digest.algorithm, digest.call)
                continue
            sink = next((sink for result in digest.results if (sink := self._sink(self._end(result), 0))), None)
            if sink is not None:
                yield WeakHash(
                    sink if isinstance(sink, cst.BaseExpression) else digest.call,
                    digest.algorithm,
                    digest.call,
                )

    def _is_of_password(self, digest: HashCall) -> bool:
        data = digest.data[1:] if digest.keyed else digest.data
        return any(is_password(name) for node in data for name in self._mentioned(node, 0))

    def _mentioned(self, node: cst.BaseExpression, step: int) -> Iterator[str]:
        """The names in an expression and in the expressions its variables are assigned."""
        yield from self._purposes.mentioned(node)
        if isinstance(node, cst.Name) and step < _STEPS:
            binding = self._analysis.names.single(node)
            if binding is not None and binding.kind == "assign" and binding.value is not None:
                yield from self._mentioned(binding.value, step + 1)

    def _has_other_use(self, digest: HashCall) -> bool:
        names: set[str] = set()
        for node in (digest.call, *digest.results):
            names |= self._purposes.names(node)
        taken = {name.removesuffix("()") for name in names if name.endswith("()")}
        if (
            any(_SLOW_NAME.search(name) for name in taken)
            or taken & SLOW
            or taken & {"hash", "verify", "hash_password", "get_password_hash"}
        ):
            return True
        data = {name for node in digest.data for name in self._mentioned(node, 0)}
        about = {word for name in names for word in words(name)}
        of_hash = {word for name in data for word in words(name)}
        return bool(about & _OTHER_USES or of_hash & {"realm", "ha1", "nonce", "challenge", "scramble"}) or any(
            self._is_cut(result) or self._is_compared_blind(result) for result in digest.results
        )

    def _is_cut(self, result: cst.Call) -> bool:
        """Whether the first five characters are taken: what HaveIBeenPwned's range search is asked for."""
        for around in self._analysis.index.ancestors(result):
            if isinstance(around, cst.Subscript):
                cut = around.slice[0].slice
                return isinstance(cut, cst.Slice) and cut.step is None
            if not isinstance(around, cst.Attribute | cst.Call):
                return False
        return False

    def _is_compared_blind(self, result: cst.Call) -> bool:
        """`compare_digest(sha256(a), sha256(b))`: both sides hashed to hide their lengths."""
        parent = self._analysis.index.parents[result]
        call = self._analysis.index.parents[parent] if isinstance(parent, cst.Arg) else None
        if not isinstance(call, cst.Call) or last_name(call.func) != "compare_digest":
            return False
        return all(
            isinstance(given.value, cst.Call) and last_name(given.value.func) in ("digest", "hexdigest")
            for given in call.args
        )

    def _end(self, result: cst.CSTNode) -> cst.CSTNode:
        """The whole expression around a digest: `.hexdigest()`, `.decode()`, `salt + …`, `f"{salt}${…}"`."""
        parents = self._analysis.index.parents
        current = result
        while True:
            parent = parents[current]
            around = isinstance(parent, _AROUND)
            if around or (isinstance(parent, cst.Call) and parent.func is current):
                current = parent
            else:
                return current

    def _sink(self, value: cst.CSTNode, step: int) -> cst.CSTNode | None:
        """Where the value becomes a password's hash: a name, column or function that says so."""
        parent = self._analysis.index.parents[value]
        if isinstance(parent, cst.Arg):
            if parent.keyword is not None:
                return parent if is_password_hash(parent.keyword.value) else None
            call = self._analysis.index.parents[parent]
            return value if isinstance(call, cst.Call) and sets_password(last_name(call.func)) else None
        if isinstance(parent, cst.Return):
            function = self._analysis.index.function(parent)
            return parent if function is not None and sets_password(function.name.value) else None
        if isinstance(parent, cst.Assign | cst.AnnAssign):
            targets = (
                [target.target for target in parent.targets] if isinstance(parent, cst.Assign) else [parent.target]
            )
            for target in targets:
                if is_password_hash(last_name(target)) or (
                    isinstance(target, cst.Attribute) and is_password(target.attr.value)
                ):
                    return parent
                if isinstance(target, cst.Name) and step < _STEPS:
                    for use in self._purposes.uses(target):
                        found = self._sink(self._end(use), step + 1)
                        if found is not None:
                            return found
        return None

    def _in_passlib(self) -> Iterator[WeakHash]:
        for context in self._analysis.know(PasswordContexts).found:
            if context.default in WEAK_SCHEMES:
                yield WeakHash(context.at, WEAK_SCHEMES[context.default])
        for method in ("hash", "encrypt"):
            for call in self._analysis.index.calls.get(method, ()):
                name = self._analysis.names.qualname(call.func) or ""
                scheme = name.removeprefix("passlib.hash.").removesuffix(f".{method}")
                if name.startswith("passlib.hash.") and scheme in WEAK_SCHEMES:
                    yield WeakHash(call, WEAK_SCHEMES[scheme])

    def _in_settings(self) -> Iterator[WeakHash]:
        """The first of Django's PASSWORD_HASHERS makes new hashes."""
        index = self._analysis.index
        assignments: list[cst.Assign | cst.AnnAssign] = [*index.of(cst.Assign), *index.of(cst.AnnAssign)]
        for node in assignments:
            target = node.targets[0].target if isinstance(node, cst.Assign) else node.target
            value = node.value
            if last_name(target) == "PASSWORD_HASHERS" and isinstance(value, cst.List | cst.Tuple) and value.elements:
                first = value.elements[0].value
                name = self._analysis.values.value(first)
                hasher = name.rpartition(".")[2] if isinstance(name, str) else ""
                if hasher in _DJANGO:
                    yield WeakHash(first, _DJANGO[hasher])

    def _in_crypt(self) -> Iterator[WeakHash]:
        for method in ("crypt", "mksalt"):
            for call in self._analysis.index.calls.get(method, ()):
                if self._analysis.names.qualname(call.func) == f"crypt.{method}":
                    salt = argument(call, "salt" if method == "crypt" else "method", 1 if method == "crypt" else 0)
                    used = _CRYPT.get(self._analysis.names.qualname(salt) or "")
                    value = self._analysis.values.value(salt)
                    if used is None and isinstance(value, str) and not value.startswith("$"):
                        used = "DES"
                    if used is not None:
                        yield WeakHash(call, used)
