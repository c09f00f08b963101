# ruff: noqa
"""Ways to hash a password that are too fast, and hashes of passwords that are for something else."""

import base64
import crypt
import hashlib
import hmac
import zlib
from hashlib import md5

import bcrypt
from Crypto.Hash import SHA256
from cryptography.hazmat.primitives import hashes
from django.contrib.auth.hashers import make_password
from passlib.context import CryptContext
from passlib.hash import hex_md5, sha512_crypt
from werkzeug.security import generate_password_hash


def named(password, user, salt, request):
    hashlib.md5(password.encode()).hexdigest()  # want "Password hashed with MD5"
    md5(password.encode())  # want "Password hashed with MD5"
    hashlib.new("sha1", user.password.encode())  # want "Password hashed with SHA-1"
    hashlib.sha512(salt + password.encode("utf-8"))  # want "Password hashed with SHA-512"
    hashlib.sha256(f"{salt}{password}".encode())  # want "Password hashed with SHA-256"
    hashlib.sha256(("%s:%s" % (salt, password)).encode())  # want "Password hashed with SHA-256"
    hashlib.sha256(request.form["password"].encode())  # want "Password hashed with SHA-256"
    salted = password.encode() + salt
    hashlib.sha3_256(salted).digest()  # want "Password hashed with SHA-3"
    hashlib.sha256(password.encode()).hexdigest()[::-1]  # want "Password hashed with SHA-256"
    zlib.crc32(password.encode())  # want "Password hashed with CRC-32"
    hmac.new(salt, password.encode(), hashlib.sha256).hexdigest()  # want "Password hashed with HMAC-SHA-256"


def objects(pwd, passphrase):
    h = hashlib.sha256()  # want "Password hashed with SHA-256"
    h.update(b"salt")
    h.update(pwd.encode())
    digest = hashes.Hash(hashes.SHA256())  # want "Password hashed with SHA-256"
    digest.update(passphrase)
    SHA256.new(data=passphrase)  # want "Password hashed with SHA-256"
    return h.hexdigest(), digest.finalize()


def stored(user, text):
    user.password_hash = hashlib.sha256(text).hexdigest()  # want "Password hashed with SHA-256"
    hashed_password = hashlib.sha1(text).hexdigest()  # want "Password hashed with SHA-1"
    user.password = md5(text).hexdigest()  # want "Password hashed with MD5"
    store(password_hash=hashlib.sha256(text).hexdigest())  # want "Password hashed with SHA-256"
    value = hashlib.sha256(text).hexdigest()
    user.set_password(value)  # want "Password hashed with SHA-256"
    return hashed_password


def hash_password(text):
    return hashlib.sha256(text.encode()).hexdigest()  # want "Password hashed with SHA-256"


def verify_old(user, password):
    return hmac.compare_digest(md5(password.encode()).hexdigest(), user.old_hash)  # want "Password hashed with MD5"


def prepared(password):
    digest = base64.b64encode(hashlib.sha256(password.encode()).digest())
    return bcrypt.hashpw(digest, bcrypt.gensalt(12))


def prepared_for_own_kdf(password, salt, hasher):
    digest = hashlib.sha512(password.encode()).digest()
    return hasher.pbkdf2_round(digest, salt)


def is_pwned(password, client):
    digest = hashlib.sha1(password.encode()).hexdigest().upper()
    return digest[5:] in client.range(digest[:5])


def breach_prefix(password):
    return hashlib.sha1(password.encode()).hexdigest()[:5]


def cache_key(username, password):
    return hashlib.sha256(f"{username}:{password}".encode()).hexdigest()


def reset_token(user, now):
    return hashlib.sha256(f"{user.pk}{user.password}{now}".encode()).hexdigest()


def digest_header(username, realm, password):
    return hashlib.md5(f"{username}:{realm}:{password}".encode()).hexdigest()


def unimportant(password):
    return hashlib.md5(password.encode(), usedforsecurity=False).hexdigest()


def blind(password, configured_password):
    return hmac.compare_digest(
        hashlib.sha256(password.encode()).digest(), hashlib.sha256(configured_password.encode()).digest()
    )


def in_database(cursor, password, body):
    cursor.execute("SELECT id FROM users WHERE name = %s AND password = MD5(%s)", password)  # want "hashed with MD5"
    cursor.execute("UPDATE users SET hash = sha1(:password)", password)  # want "Password hashed with SHA-1"
    cursor.execute("SELECT md5(body) FROM pages WHERE md5(body) = %s", body)


def others(password_policy, content, user):
    hashlib.sha256(content).hexdigest()
    hashlib.sha256(password_policy.encode())
    hashlib.sha256(user.password_hash.encode())
    hashlib.pbkdf2_hmac("sha256", user.password, b"salt", 600_000)


weak = CryptContext(schemes=["md5_crypt", "bcrypt"])  # want "Password hashed with MD5"
weak = CryptContext(schemes=["bcrypt", "plaintext"], default="plaintext")  # want "Password stored unhashed"
moved = CryptContext(schemes=["argon2", "md5_crypt", "plaintext"], deprecated="auto")
costly = CryptContext(schemes=["sha512_crypt"])
digest = hex_md5.hash("secret")  # want "Password hashed with MD5"
digest = sha512_crypt.hash("secret")
digest = generate_password_hash("secret", method="sha1")  # want "Password hashed with SHA-1"
digest = generate_password_hash("secret", "pbkdf2:sha1")  # want "Password hashed with PBKDF2-SHA-1"
digest = generate_password_hash("secret", method="scrypt")
digest = generate_password_hash("secret")
digest = make_password("secret", hasher="unsalted_md5")  # want "Password hashed with unsalted MD5"
digest = make_password("secret")
digest = crypt.crypt("secret", "ab")  # want "Password hashed with DES"
digest = crypt.crypt("secret", crypt.mksalt(crypt.METHOD_MD5))  # want "Password hashed with MD5"
digest = crypt.crypt("secret", crypt.METHOD_SHA512)
digest = crypt.crypt("secret")

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.UnsaltedMD5PasswordHasher",  # want "Password hashed with unsalted MD5"
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
