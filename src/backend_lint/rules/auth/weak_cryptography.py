"""A broken hash, cipher, mode, key size or protocol version protects nothing.

MD5 and SHA-1 have practical collisions, DES and RC4 fall to a search, ECB shows which blocks are equal, an IV that
repeats gives plain text away, RSA below 2048 bits and TLS below 1.2 are retired.

How sure a finding is about MD5 and SHA-1 is read from the names around the call. High: they speak of tokens,
signatures, sessions, keys. Medium: they say nothing; state `usedforsecurity=False` if it is no matter of security.
Strict only: they speak of a checksum, an ETag, a cache, duplicates, a file's name, or a protocol that prescribes
the hash (git's object ids, Gravatar, HTTP Digest, breach look-ups).

Where names speak of a checksum, the fix adds `usedforsecurity=False`. That is safe: the digest stays the same, and only
Pythons before 3.9 lack the parameter. For the others of hashlib SHA-256 is an unsafe fix: digests that were stored
no longer match, and are longer.

Silent with `usedforsecurity=False`, for HMAC (its strength does not rest on collisions), OAEP and one-time
passwords, for names of algorithms that are not known, and in tests.

Source: 001:350 "Don't use weak encryption or hashing algorithms"; RFC 6151; RFC 6194; RFC 7465; RFC 8996.

Bad:
    import hashlib

    def reset_token(user):
        return hashlib.md5(user.email.encode()).hexdigest()  # want "MD5 is broken"

    def etag(body):
        return hashlib.sha1(body).hexdigest()  # want "SHA-1 is broken"

Fixed:
    import hashlib

    def reset_token(user):
        return hashlib.sha256(user.email.encode()).hexdigest()

    def etag(body):
        return hashlib.sha1(body, usedforsecurity=False).hexdigest()

Bad:
    from Crypto.Cipher import AES, DES

    def seal(data, key):
        DES.new(key, DES.MODE_CBC, iv).encrypt(data)  # want "DES is broken"
        AES.new(key, AES.MODE_ECB).encrypt(data)  # want "ECB mode is broken"

Good:
    import hashlib, hmac
    from Crypto.Cipher import AES

    def signature(body, key):
        return hmac.new(key, body, hashlib.sha1).hexdigest()

    def thumbnail_name(photo):
        return hashlib.md5(photo, usedforsecurity=False).hexdigest()

    def seal(data, key):
        return AES.new(key, AES.MODE_GCM).encrypt_and_digest(data)
"""

from collections.abc import Iterator

from backend_lint.rule import (
    CIPHER_TRIGGERS,
    HASH_TRIGGERS,
    BrokenHashes,
    Ciphers,
    Context,
    Draft,
    HashRepairs,
    Rule,
    cst,
)

rule = Rule(
    __name__,
    "BKD406",
    severity="error",
    triggers=(*HASH_TRIGGERS, *CIPHER_TRIGGERS),
    cwe=327,
    topic="hash",
    precedence=10,
    fixes=("safe", "unsafe"),
    same_as=(
        *(f"bandit:B{number}" for number in (303, 304, 305, 324, 502, 503, 505)),
        *(f"ruff:S{number}" for number in (303, 304, 305, 324, 502, 503, 505)),
        "semgrep:python.lang.security.insecure-hash-algorithms-md5.insecure-hash-algorithm-md5",
        "semgrep:python.lang.security.insecure-hash-algorithms.insecure-hash-algorithm-sha1",
        "semgrep:python.cryptography.security.insecure-cipher-mode-ecb.insecure-cipher-mode-ecb",
    ),
    hint="Use SHA-256 or better, and AES in an authenticated mode.",
)


@rule.on(cst.Module)
def broken_cipher(module: cst.Module, context: Context) -> Iterator[Draft]:
    for found in context.know(Ciphers).broken():
        yield context.finding(found.node, f"{found.what} is broken", hint=found.hint)


@rule.on(cst.Module)
def broken_hash(module: cst.Module, context: Context) -> Iterator[Draft]:
    repairs = context.know(HashRepairs)
    for found in context.know(BrokenHashes).found():
        if found.harmless:
            yield context.finding(
                found.call,
                f"{found.algorithm} is broken: say that `{found.clue}` is no matter of security",
                severity="strict",
                hint="Add `usedforsecurity=False`, or use SHA-256.",
                fix=context.repaired(repairs.unconcerned(found.call), before=found.call),
            )
        else:
            yield context.finding(
                found.call,
                f"{found.algorithm} is broken",
                confidence="high" if found.clue else "medium",
                hint="Use SHA-256; if it is no matter of security, add `usedforsecurity=False`.",
                fix=context.repaired(repairs.stronger(found.call), before=found.call),
            )
