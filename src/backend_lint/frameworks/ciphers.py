"""Ciphers, modes, key sizes and protocol versions that are broken, in cryptography, PyCrypto(dome), ssl and pyOpenSSL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.calls import argument
from backend_lint.semantics.scout import TriggerSpec

#: Names of ciphers in lower case to the name a reader knows: 64-bit blocks (SWEET32) or broken key streams (RFC 7465).
_CIPHERS: Final = {
    "des": "DES", "des3": "3DES", "tripledes": "3DES", "arc2": "RC2", "rc2": "RC2", "arc4": "RC4", "blowfish": "Blowfish",
    "cast": "CAST5", "cast5": "CAST5", "idea": "IDEA", "xor": "XOR",
}  # fmt: skip
_CIPHER_MODULES: Final = ("Crypto.Cipher.", "Cryptodome.Cipher.")
_ALGORITHMS: Final = (
    "cryptography.hazmat.primitives.ciphers.algorithms.",
    "cryptography.hazmat.decrepit.ciphers.algorithms.",
)
_MODES: Final = "cryptography.hazmat.primitives.ciphers.modes."
#: Modes whose first argument must never repeat, and the name it has.
_INITIALISED: Final = {"CBC": "initialization_vector", "CTR": "nonce", "CFB": "initialization_vector",
                       "OFB": "initialization_vector", "GCM": "initialization_vector"}  # fmt: skip
#: Smallest key in bits (NIST SP 800-131A: 112 bits of security).
_SMALLEST_KEY: Final = 2048
_KEYS: Final = {
    "cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key": ("RSA", "key_size", 1),
    "cryptography.hazmat.primitives.asymmetric.dsa.generate_private_key": ("DSA", "key_size", 0),
    "cryptography.hazmat.primitives.asymmetric.dsa.generate_parameters": ("DSA", "key_size", 0),
    **{f"{package}.PublicKey.{kind}.generate": (kind, "bits", 0)
       for package in ("Crypto", "Cryptodome") for kind in ("RSA", "DSA")},
}  # fmt: skip
_CURVES: Final = {
    f"cryptography.hazmat.primitives.asymmetric.ec.{curve}": curve
    for curve in ("SECT163K1", "SECT163R2", "SECP192R1", "BrainpoolP192R1")
}
_PROTOCOLS: Final = {
    **{f"ssl.PROTOCOL_{version}": name for version, name in (
        ("SSLv2", "SSL 2.0"), ("SSLv3", "SSL 3.0"), ("TLSv1", "TLS 1.0"), ("TLSv1_1", "TLS 1.1"))},
    **{f"{module}.{version}_METHOD": name for module in ("OpenSSL.SSL", "pyOpenSSL.SSL") for version, name in (
        ("SSLv2", "SSL 2.0"), ("SSLv3", "SSL 3.0"), ("TLSv1", "TLS 1.0"), ("TLSv1_1", "TLS 1.1"))},
}  # fmt: skip
_MINIMUM: Final = {
    "ssl.TLSVersion.SSLv3": "SSL 3.0",
    "ssl.TLSVersion.TLSv1": "TLS 1.0",
    "ssl.TLSVersion.TLSv1_1": "TLS 1.1",
}
#: What stands on a line that makes a cipher, a key or a connection.
CIPHER_TRIGGERS: tuple[TriggerSpec, ...] = (
    (b".new(", rb"(?i)(?:DES3?|ARC[24]|Blowfish|CAST|IDEA|XOR|AES|cipher)\w*\.new\("),
    (b"algorithms", rb"\b(?:ARC[24]|RC2|Blowfish|CAST5|IDEA|TripleDES)\b"),
    (b"tripledes", rb"TripleDES\("), (b"blowfish", rb"Blowfish\("), b"arc4(", b"idea(", b"cast5(",
    (b"ecb(", rb"\bECB\("), (b"modes.", rb"\bmodes\.(?:ECB|CBC|CTR|CFB|OFB|GCM)\b"),
    (b"mode_", rb"MODE_(?:ECB|CBC|CTR|CFB|OFB|GCM)"),
    b"generate_private_key", (b".generate(", rb"(?i)[rd]sa\w*\.generate\("), (b"generate_parameters", rb"dsa"),
    (b"protocol_", rb"PROTOCOL_(?:SSL|TLS)"), (b"tlsversion", rb"(?:SSLv3|TLSv1|TLSv1_1)\b"),
    *((name, rb"(?:SSLv[23]|TLSv1|TLSv1_1)_METHOD")
      for name in (b"sslv2_method", b"sslv3_method", b"tlsv1_method", b"tlsv1_1_method")),
)  # fmt: skip


class Broken(NamedTuple):
    """One use of broken cryptography: what it is ("DES", "RSA-1024", "TLS 1.0") and a sentence on what to do."""

    node: cst.CSTNode
    what: str
    hint: str


class Ciphers:
    """The broken ciphers, modes, keys and protocols of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    def broken(self) -> Iterator[Broken]:
        """Each use once."""
        for call in self._analysis.index.of(cst.Call):
            name = self._analysis.names.qualname(call.func)
            if name is not None:
                yield from self._call(call, name)
        for node in self._analysis.index.of(cst.Attribute):
            yield from self._reference(node)

    def _call(self, call: cst.Call, name: str) -> Iterator[Broken]:
        head, _, last = name.rpartition(".")
        if last == "new" and name.startswith(_CIPHER_MODULES):
            cipher = _CIPHERS.get(head.rpartition(".")[2].lower())
            if cipher is not None:
                yield Broken(call, cipher, "Use AES-GCM or ChaCha20-Poly1305.")
            else:
                yield from self._pycrypto_mode(call)
        elif name.startswith(_ALGORITHMS) and last.lower() in _CIPHERS:
            yield Broken(call, _CIPHERS[last.lower()], "Use AES-GCM or ChaCha20-Poly1305.")
        elif name.startswith(_MODES) and last == "ECB":
            yield Broken(call, "ECB mode", "Equal blocks stay equal: use GCM.")
        elif name.startswith(_MODES) and last in _INITIALISED:
            yield from self._constant(argument(call, _INITIALISED[last], 0), last)
        elif name in _KEYS:
            kind, keyword, position = _KEYS[name]
            bits = self._analysis.values.value(argument(call, keyword, position))
            if isinstance(bits, int) and bits < _SMALLEST_KEY:
                yield Broken(call, f"{kind}-{bits}", f"Use at least {_SMALLEST_KEY} bits.")
        elif name == "cryptography.hazmat.primitives.asymmetric.ec.generate_private_key":
            curve = argument(call, "curve", 0)
            kind = _CURVES.get(
                self._analysis.names.qualname(curve.func if isinstance(curve, cst.Call) else curve) or "", ""
            )
            if kind:
                yield Broken(call, f"The curve {kind}", "Use SECP256R1 or X25519.")

    def _pycrypto_mode(self, call: cst.Call) -> Iterator[Broken]:
        mode = (self._analysis.names.qualname(argument(call, "mode", 1)) or "").rpartition(".")[2].removeprefix("MODE_")
        if mode == "ECB":
            yield Broken(call, "ECB mode", "Equal blocks stay equal: use GCM.")
        elif mode in _INITIALISED:
            given = argument(call, "iv", 2) or argument(call, "IV") or argument(call, "nonce")
            yield from self._constant(given, mode)

    def _constant(self, node: cst.BaseExpression | None, mode: str) -> Iterator[Broken]:
        if node is not None and isinstance(self._analysis.values.value(node), bytes | str):
            yield Broken(node, f"{mode} mode with a constant IV", "Make a new one for every message: `os.urandom`.")

    def _reference(self, node: cst.Attribute) -> Iterator[Broken]:
        if not node.attr.value.startswith(("PROTOCOL_", "SSLv", "TLSv")):
            return
        name = self._analysis.names.qualname(node) or ""
        if name in _PROTOCOLS:
            yield Broken(node, _PROTOCOLS[name], "Use `ssl.create_default_context()`, or TLS 1.2 as the minimum.")
        elif name in _MINIMUM and self._is_minimum(node):
            yield Broken(node, _MINIMUM[name], "Use TLS 1.2 as the minimum.")

    def _is_minimum(self, node: cst.Attribute) -> bool:
        """Whether the version is set as `minimum_version` (as a maximum, or in a table, it allows nothing)."""
        parent = self._analysis.index.parents[node]
        if isinstance(parent, cst.Arg):
            return parent.keyword is not None and parent.keyword.value in (
                "minimum_version",
                "ssl_minimum_version",
            )
        if isinstance(parent, cst.Assign):
            return any(
                isinstance(target.target, cst.Attribute) and target.target.attr.value == "minimum_version"
                for target in parent.targets
            )
        return False
