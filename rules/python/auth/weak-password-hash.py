import hashlib

import bcrypt
from passlib.context import CryptContext
from werkzeug.security import generate_password_hash

# ruleid: python-weak-password-hash-scheme
legacy = CryptContext(schemes=["md5_crypt", "bcrypt"])
# ok: python-weak-password-hash-scheme
accounts = CryptContext(schemes=["argon2", "md5_crypt"], deprecated="auto")


def register(user, password, salt):
    # ruleid: python-weak-password-hash
    user.password_hash = hashlib.sha256((salt + password).encode()).hexdigest()
    # ruleid: python-weak-password-hash
    user.old_hash = hashlib.md5(password.encode()).hexdigest()
    # ruleid: python-weak-password-hash-scheme
    user.third_hash = generate_password_hash(password, method="sha256")
    # ok: python-weak-password-hash-scheme
    user.fourth_hash = generate_password_hash(password, method="scrypt")
    # ok: python-weak-password-hash
    user.password = bcrypt.hashpw(hashlib.sha256(password.encode()).digest(), bcrypt.gensalt())


def is_leaked(password, breaches):
    # ok: python-weak-password-hash
    digest = hashlib.sha1(password.encode()).hexdigest().upper()
    return digest[5:] in breaches.with_prefix(digest[:5])


def cache_key(path):
    # ok: python-weak-password-hash
    return hashlib.md5(path.encode()).hexdigest()


def reset_token_digest(password_reset_token):
    # ok: python-weak-password-hash
    return hashlib.sha256(password_reset_token.encode()).hexdigest()
