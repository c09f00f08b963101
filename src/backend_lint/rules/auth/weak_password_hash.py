"""A password hashed with a fast function is guessed billions of times a second.

MD5, SHA-1 and SHA-2 are made to be fast; a salt only stops ready-made tables. argon2 and bcrypt are made to be
slow, and stay so as processors get faster.

Looked for: hashlib, hmac, cryptography, PyCrypto and zlib over a value that is named as a password, or whose
digest is stored as one; the scheme that makes passlib's new hashes; Werkzeug's `method=`; the first of Django's
PASSWORD_HASHERS; `crypt`; SQL that hashes (`password = MD5(%s)`).

Silent for the prefix that a breach service is asked for, a digest that goes into bcrypt or argon2 (bcrypt stops
at 72 bytes), `usedforsecurity=False`, keys of caches, reset tokens, log-in protocols that prescribe the digest,
legacy schemes that only verify, and in tests. PBKDF2 and sha512_crypt have costs and are judged elsewhere.

Source: 001:302 "Hash passwords with bcrypt or argon2 (never plain text or MD5)"; 000:224 "Passwords hashed with
bcrypt (cost factor 12+) or argon2"; 003:215 "Use bcrypt/argon2 with appropriate cost".

Bad:
    import hashlib
    from passlib.context import CryptContext

    def register(user, password, salt):
        user.digest = hashlib.sha256((salt + password).encode()).hexdigest()  # want "Password hashed with SHA-256"

    context = CryptContext(schemes=["md5_crypt"])  # want "Password hashed with MD5"

Good:
    import base64, bcrypt, hashlib
    from passlib.context import CryptContext

    def register(user, password):
        prepared = base64.b64encode(hashlib.sha256(password.encode()).digest())
        user.password_hash = bcrypt.hashpw(prepared, bcrypt.gensalt(12))

    def is_breached(password, ranges):
        digest = hashlib.sha1(password.encode()).hexdigest().upper()
        return digest[5:] in ranges.fetch(digest[:5])

    context = CryptContext(schemes=["argon2", "md5_crypt"], deprecated="auto")
"""

from collections.abc import Iterator

from backend_lint.rule import HASH_TRIGGERS, Context, Draft, PasswordHashes, Rule, Spot, cst

rule = Rule(
    __name__,
    "BKD402",
    severity="error",
    triggers=(
        *HASH_TRIGGERS,
        b"cryptcontext",
        b"generate_password_hash",
        b"password_hashers",
        (b"make_password", rb"make_password\(.*(?:md5|sha1|crypt)"),
        (b"crypt", rb"\bcrypt\.|\bcrypt\(|\bmksalt\("),
        (b".hash(", rb"(?:md[45]|sha\d+|des|ldap|lmhash|nthash|plaintext|mysql)\w*\.hash\("),
        (b".encrypt(", rb"(?:md[45]|sha\d+|des|ldap|lmhash|nthash|plaintext|mysql)\w*\.encrypt\("),
    ),
    cwe=916,
    topic="hash",
    precedence=20,
    same_as=(
        "bandit:B303",
        "bandit:B324",
        "ruff:S303",
        "ruff:S324",
        "semgrep:python.lang.security.audit.md5-used-as-password.md5-used-as-password",
    ),
)


@rule.on(cst.Module)
def fast_password_hash(module: cst.Module, context: Context) -> Iterator[Draft]:
    for weak in context.know(PasswordHashes).weak():
        elsewhere = weak.call is not None and weak.call is not weak.node
        at = Spot(weak.node, weak.span[0], weak.span[1] - weak.span[0]) if weak.span else weak.node
        yield context.finding(
            at,
            "Password stored unhashed" if weak.what == "nothing" else f"Password hashed with {weak.what}",
            hint="Use argon2, or bcrypt with a work factor of 12 or more.",
            related=[(weak.call, f"{weak.what} is computed here")] if elsewhere and weak.call is not None else [],
        )
