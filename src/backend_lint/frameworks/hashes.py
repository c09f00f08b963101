"""Calls that hash: hashlib, hmac, PyCrypto(dome), cryptography, zlib; which algorithm, of what data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.calls import argument

#: Names of algorithms, as libraries spell them in lower case without `-` and `_`, to the name a reader knows.
ALGORITHMS: Final = {
    "md2": "MD2", "md4": "MD4", "md5": "MD5", "sha": "SHA-1", "sha1": "SHA-1", "sha224": "SHA-224", "sha256": "SHA-256",
    "sha384": "SHA-384", "sha512": "SHA-512", "sha3224": "SHA-3", "sha3256": "SHA-3", "sha3384": "SHA-3",
    "sha3512": "SHA-3", "shake128": "SHAKE", "shake256": "SHAKE", "blake2b": "BLAKE2", "blake2s": "BLAKE2",
    "ripemd": "RIPEMD-160", "ripemd160": "RIPEMD-160", "crc32": "CRC-32", "adler32": "Adler-32", "sm3": "SM3",
    "md5sha1": "MD5", "whirlpool": "Whirlpool",
}  # fmt: skip
#: Collisions are practical: RFC 6149 (MD2), RFC 6150 (MD4), RFC 6151 (MD5), shattered.io and NIST's retirement (SHA-1).
BROKEN: Final = frozenset({"MD2", "MD4", "MD5", "SHA-1"})

#: What stands on a line that hashes.
HASH_TRIGGERS: Final = (
    b"hashlib", b"md5(", b"sha1(", b"sha224(", b"sha256(", b"sha384(", b"sha512(", b"blake2b(", b"blake2s(", b"crc32",
    (b"adler32", rb"adler32\("), (b"hashes", rb"\bhashes\."), (b"hmac", rb"hmac\.(?:new|digest)\("),
    (b".new(", rb"(?i)(?:md[245]|sha\w*|ripemd\w*|hash\w*)\.new\("),
)  # fmt: skip

_CRYPTOGRAPHY: Final = "cryptography.hazmat.primitives.hashes."
_MAC_OR_KDF: Final = frozenset({"HMAC", "PBKDF2HMAC", "OAEP", "MGF1", "TOTP", "HOTP", "HKDF", "HKDFExpand", "ConcatKDFHash",
                                "X963KDF", "Prehashed", "from_issuer", "add_certificate"})  # fmt: skip
_OUTPUTS: Final = ("hexdigest", "digest", "finalize")


class HashCall(NamedTuple):
    """One call that hashes or makes a hash object. `data` are the expressions it is fed, through `update` as
    well; `results` are the expressions that are the digest (or the call itself)."""

    call: cst.Call
    algorithm: str
    data: tuple[cst.BaseExpression, ...]
    results: tuple[cst.Call, ...]
    keyed: bool


class Hashes:
    """The hash calls of one file. Calls with `usedforsecurity=False` are left out."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._fed = self._by_object(("update",))
        self._read = self._by_object(_OUTPUTS)
        self.calls = tuple(self._calls())

    def _calls(self) -> Iterator[HashCall]:
        for call in self._analysis.index.of(cst.Call):
            name = self._analysis.names.qualname(call.func)
            found = self._algorithm(name, call) if name else None
            if found is None or self._is_no_security(call):
                continue
            algorithm, data, keyed = found
            if algorithm in BROKEN and self._stands_in(call):
                continue
            maker = self._holder(call)
            fed = self._fed.get(maker, [])
            data += [given.value for use in fed for given in use.args]
            yield HashCall(call, algorithm, tuple(data), tuple(self._read.get(maker, ())) or (call,), keyed)

    def _is_no_security(self, call: cst.Call) -> bool:
        return self._value(argument(call, "usedforsecurity", None)) is False

    def _stands_in(self, call: cst.Call) -> bool:
        """Whether the call is the other arm of one that says `usedforsecurity=False`, for a Python that has no such
        parameter."""
        index = self._analysis.index
        name = self._analysis.names.qualname(call.func) or ""
        arms = {
            each
            for twin in index.calls.get(name.rpartition(".")[2], ())
            if self._is_no_security(twin)
            for each in index.ancestors(twin)
            if isinstance(each, cst.Try | cst.If)
        }
        return any(each in arms for each in index.ancestors(call))

    def _algorithm(self, name: str, call: cst.Call) -> tuple[str, list[cst.BaseExpression], bool] | None:
        """The algorithm of a call, the data it is given and whether it is keyed."""
        head, _, last = name.rpartition(".")
        if head == "hashlib":
            if last == "new":
                return self._named(
                    argument(call, "name", 0), [argument(call, "data", 1), argument(call, "string", None)]
                )
            return self._known(last, [argument(call, "data", 0), argument(call, "string", None)])
        if name.startswith(_CRYPTOGRAPHY):
            return None if self._is_ingredient(call) else self._known(last, [])
        if head in ("md5", "sha", "md5.md5") and last in ("new", "md5", "sha"):  # Python 2's modules
            return self._known(head, [argument(call, "string", 0)])
        if last == "new" and head.startswith(("Crypto.Hash.", "Cryptodome.Hash.")):
            return self._known(head.rpartition(".")[2], [argument(call, "data", 0)])
        if head in ("zlib", "binascii") and last in ("crc32", "adler32"):
            return self._known(last, [argument(call, "data", 0)])
        if head == "hmac" and last in ("new", "digest"):
            digest = argument(call, "digestmod" if last == "new" else "digest", 2)
            used = self._named(digest, [argument(call, "key", 0), argument(call, "msg", 1)])
            return (f"HMAC-{used[0]}", used[1], True) if used else None
        return None

    def _named(
        self, node: cst.BaseExpression | None, data: list[cst.BaseExpression | None]
    ) -> tuple[str, list[cst.BaseExpression], bool] | None:
        """The algorithm that a text ("sha1") or a function (`hashlib.sha1`) names."""
        value = self._value(node)
        if value is None and node is not None:
            value = (self._analysis.names.qualname(node) or "").removeprefix("hashlib.")
        return self._known(value, data) if isinstance(value, str) else None

    @staticmethod
    def _known(
        spelling: str, data: list[cst.BaseExpression | None]
    ) -> tuple[str, list[cst.BaseExpression], bool] | None:
        algorithm = ALGORITHMS.get(spelling.lower().replace("-", "").replace("_", ""))
        return (algorithm, [node for node in data if node is not None], False) if algorithm else None

    def _is_ingredient(self, call: cst.Call) -> bool:
        """Whether `hashes.SHA1()` is part of a construction that its collisions do not break (RFC 6151, 2.3)."""
        given = self._analysis.index.parents[call]
        user = self._analysis.index.parents[given] if isinstance(given, cst.Arg) else None
        func = user.func if isinstance(user, cst.Call) else None
        last = func.attr.value if isinstance(func, cst.Attribute) else func.value if isinstance(func, cst.Name) else ""
        return last in _MAC_OR_KDF

    def _holder(self, call: cst.Call) -> cst.CSTNode:
        """The expression that makes the hash object: `hashes.Hash(hashes.MD5())` for `hashes.MD5()`."""
        given = self._analysis.index.parents[call]
        if isinstance(given, cst.Arg):
            user = self._analysis.index.parents[given]
            if isinstance(user, cst.Call) and self._analysis.names.qualname(user.func) == f"{_CRYPTOGRAPHY}Hash":
                return user
        return call

    def _by_object(self, methods: tuple[str, ...]) -> dict[cst.CSTNode, list[cst.Call]]:
        """Calls of these methods by the expression that made their object: `h.update(x)` by `hashlib.md5()`."""
        found: dict[cst.CSTNode, list[cst.Call]] = {}
        for method in methods:
            for call in self._analysis.index.calls.get(method, ()):
                if isinstance(call.func, cst.Attribute):
                    for maker in self._makers(call.func.value):
                        found.setdefault(maker, []).append(call)
        return found

    def _makers(self, node: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
        if isinstance(node, cst.Call):
            yield node
        elif isinstance(node, cst.Name):
            scope = self._analysis.index.scope(node)
            for binding in scope.bindings.get(node.value, ()):
                if binding.kind == "assign" and isinstance(binding.value, cst.Call):
                    yield binding.value

    def _value(self, node: cst.BaseExpression | None) -> object:
        return None if node is None else self._analysis.values.value(node)
