import hashlib

from argon2 import PasswordHasher
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC


def hash_password(password, salt):
    # ruleid: python-weak-kdf-parameters
    weak = hashlib.pbkdf2_hmac("sha256", password, salt, 10_000)
    # ruleid: python-weak-kdf-parameters
    derived = PBKDF2HMAC(algorithm=SHA256(), length=32, salt=salt, iterations=1000).derive(password)
    # ok: python-weak-kdf-parameters
    strong = hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)
    # ok: python-weak-kdf-parameters
    memory_hard = hashlib.scrypt(password, salt=salt, n=2**17, r=8, p=1)
    return weak, derived, strong, memory_hard


# ruleid: python-weak-kdf-parameters
small = PasswordHasher(memory_cost=8192)
# ok: python-weak-kdf-parameters
usual = PasswordHasher()
