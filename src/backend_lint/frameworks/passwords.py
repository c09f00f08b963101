"""How programs name passwords, what turns one into a hash, and where one comes from."""

from __future__ import annotations

import libcst as cst

from backend_lint.frameworks.purposes import words
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.literals import said
from backend_lint.semantics.regexes import regex

_PASSWORD = frozenset({"password", "passwd", "pwd", "passphrase", "passcode", "pin", "pw", "passwords"})
#: Words that may stand beside a password's name without making it something else (a policy, a reset link).
_BESIDE = frozenset({
    "user", "users", "new", "old", "current", "raw", "plain", "plaintext", "text", "clear", "cleartext", "input", "given",
    "entered", "account", "login", "admin", "confirm", "confirmed", "confirmation", "repeat", "repeated", "again", "retype",
    "1", "2", "str", "string", "bytes", "b", "byte", "utf", "8", "candidate", "submitted", "provided", "temp", "temporary",
    "default", "initial", "generated", "random", "stored", "db", "my", "value", "supplied", "guess", "attempt", "actual",
    "expected", "incoming", "member", "customer", "owner", "client", "employee", "saved", "real", "correct", "salted", "with",
    "salt", "and",
})  # fmt: skip
_HASHED = frozenset({"hash", "hashed", "digest", "encrypted", "pwhash", "hashes", "crypted"})
#: The second of two equal entries in a form.
_REPEATED = regex(r"(?i)confirm|repeat|again|retype|verif|re_?enter|new|old|current|previous|second|[12]$")
#: Libraries' slow hashes: a fast hash in the same function prepares their input (bcrypt stops at 72 bytes).
SLOW = frozenset({"hashpw", "kdf", "pbkdf2_hmac", "scrypt", "hash_secret", "hash_secret_raw", "PasswordHasher", "PBKDF2HMAC",
                  "Scrypt", "Argon2id", "generate_password_hash", "PBKDF2", "bcrypt", "checkpw"})  # fmt: skip
#: What a value passes through without being changed into anything safer.
#: Not `encode` and `bytes`: a column of bytes holds a hash that came as text.
_TRANSPARENT_METHODS = frozenset({"strip", "get_secret_value", "lower", "data", "value", "reveal"})
_TRANSPARENT_CALLS = frozenset({"str", "force_str", "cast", "escape"})
_DEPTH = 6


def is_password(name: str) -> bool:
    """Whether a variable of this name holds a password as its owner types it."""
    parts = set(words(name))
    return bool(parts & _PASSWORD) and parts <= _PASSWORD | _BESIDE


def is_password_hash(name: str) -> bool:
    """Whether a variable or column of this name holds a hash of a password."""
    parts = set(words(name))
    return parts == {"pwhash"} or (
        bool(parts & _PASSWORD) and bool(parts & _HASHED) and parts <= _PASSWORD | _BESIDE | _HASHED
    )


def is_repeated(name: str) -> bool:
    """Whether the name is of the second entry of a password, or of one of two that are told apart."""
    return _REPEATED.search(name) is not None


def sets_password(name: str) -> bool:
    """Whether a function of this name stores or makes the hash of a password."""
    parts = set(words(name))
    return (
        bool(parts & _PASSWORD)
        and bool(parts & {"hash", "make", "set", "encrypt", "hashed", "digest", "encode"})
        and not (
            parts
            & {
                "verify",
                "check",
                "reset",
                "token",
                "validate",
                "legacy",
                "is",
                "has",
                "url",
                "form",
                "view",
                "email",
            }
        )
    )


class Passwords:
    """Where plain passwords are in one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._names = analysis.names

    def plain(self, node: cst.BaseExpression | None, depth: int = 0) -> str | None:
        """The name under which `node` is a password that nothing has hashed, or None."""
        if node is None or depth > _DEPTH:
            return None
        if isinstance(node, cst.Name):
            return self._variable(node, depth)
        if isinstance(node, cst.Attribute):
            if node.attr.value in _TRANSPARENT_METHODS:
                return self.plain(node.value, depth + 1)
            return node.attr.value if is_password(node.attr.value) else None
        if isinstance(node, cst.Subscript):
            key = node.slice[0].slice
            return _key(key.value) if isinstance(key, cst.Index) else None
        if isinstance(node, cst.Call):
            return self._call(node, depth)
        if isinstance(node, cst.Await):
            return self.plain(node.expression, depth + 1)
        return None

    def _variable(self, name: cst.Name, depth: int) -> str | None:
        if not is_password(name.value):
            return None
        found = self._names.lookup(name)
        for binding in found.bindings if found else ():
            if binding.kind in ("param", "for", "with", "import", "other"):
                continue
            if binding.kind != "assign" or binding.value is None:
                return None
            if isinstance(binding.value, cst.Call) and self._call(binding.value, depth) is None:
                return None  # made by a function that may hash it
        return name.value

    def _call(self, call: cst.Call, depth: int) -> str | None:
        last = last_name(call.func)
        if isinstance(call.func, cst.Attribute):
            if last in ("get", "pop", "getlist", "get_argument", "getfirst") and call.args:
                return _key(call.args[0].value)
            if last in _TRANSPARENT_METHODS:
                return self.plain(call.func.value, depth + 1)
        if last in _TRANSPARENT_CALLS and call.args:
            return self.plain(call.args[-1 if last == "cast" else 0].value, depth + 1)
        return None


def _key(node: cst.BaseExpression) -> str | None:
    if isinstance(node, cst.SimpleString):
        text = said(node)
        if isinstance(text, str) and is_password(text):
            return text
    return None
