"""Which uses of MD5 and SHA-1 matter: what the names around them say of the digest's purpose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final, NamedTuple

import libcst as cst

from backend_lint.frameworks.hashes import BROKEN, HashCall, Hashes
from backend_lint.frameworks.passwordhashes import PasswordHashes
from backend_lint.frameworks.purposes import Purposes, words
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.regexes import regex

#: A collision only costs a look-up or a line: nobody gains by one.
_HARMLESS: Final = frozenset({
    "etag", "etags", "checksum", "checksums", "crc", "cache", "cached", "caches", "caching", "cachekey", "memo", "memoize",
    "memoized", "dedup", "dedupe", "deduplicate", "deduplication", "duplicate", "duplicates", "gravatar", "avatar", "bucket",
    "shard", "partition", "color", "colour", "filename", "filepath", "basename", "lock", "seed", "savepoint", "blob", "git",
    "hibp", "pwned", "breach", "breached", "ha1", "ha2", "md5sum", "sha1sum", "thumbnail", "slug", "abbreviate", "truncate",
    "truncated", "shorten", "shortened", "fixture", "sort", "sorted", "sorting", "ordered", "ordering",
})  # fmt: skip
#: Two or more words together: `file_hash`, `content_md5`, `table_name`, `index_name`.
_HARMLESS_PAIRS: Final = regex(
    r"(digest|hash|md5|sha1)_?(file|table|query|queries|sql|dir|directory)|(file|table|query|sql|asset|schema|config)_?"
    r"(hash|digest|md5|sha1)|content_?md5|(table|index|constraint|file|key|job|task)_?name|object_?id|job_?id|task_?id|"
    r"fingerprint|row_?hash|hash_?row|websocket_?accept|etag"
)
_SECURITY: Final = frozenset({
    "token", "tokens", "secret", "secrets", "sign", "signed", "signature", "signatures", "auth", "authenticate", "session",
    "csrf", "otp", "apikey", "nonce", "verify", "verification", "license", "credential", "credentials", "password", "reset",
    "invite", "activation", "unsubscribe", "encrypt", "decrypt", "cipher", "login", "hmac", "mac", "access",
})  # fmt: skip
_PATH_WORDS: Final = frozenset({"cache", "caching", "etag", "etags", "gravatar", "checksum", "checksums", "dedup"})


_HARMLESS_DATA: Final = frozenset({"filename", "filepath", "pathname", "basename"})


class BrokenHash(NamedTuple):
    """A call of MD5, SHA-1 or older. `clue` is the name that tells its purpose ("": none does)."""

    call: cst.Call
    algorithm: str
    harmless: bool
    clue: str


class BrokenHashes:
    """The broken hashes of one file that are not of passwords."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._purposes = analysis.know(Purposes)

    def found(self) -> Iterator[BrokenHash]:
        """Each call once; keyed ones left out."""
        of_passwords = self._analysis.know(PasswordHashes).calls
        for digest in self._analysis.know(Hashes).calls:
            if digest.algorithm in BROKEN and not digest.keyed and digest.call not in of_passwords:
                yield BrokenHash(digest.call, digest.algorithm, *self._purpose(digest))

    def _purpose(self, digest: HashCall) -> tuple[bool, str]:
        names: set[str] = set()
        for node in (digest.call, *digest.results):
            names |= self._purposes.names(node)
        plain = sorted(name.removesuffix("()") for name in names)
        for name in plain:
            if _HARMLESS.intersection(words(name)) or _HARMLESS_PAIRS.search("_".join(words(name))):
                return True, name
        data = sorted({name for node in digest.data for name in self._purposes.mentioned(node)})
        for name in data:
            if _HARMLESS_DATA.intersection(words(name)):
                return True, name
        for part in PurePosixPath(self._analysis.path).with_suffix("").parts[-2:]:
            if _PATH_WORDS.intersection(words(part)):
                return True, part
        for name in (*plain, *data):
            if _SECURITY.intersection(words(name)):
                return False, name
        return False, ""
