# ruff: noqa
"""Every place that a bcrypt work factor comes from."""

import crypt
import os
import os as system

import bcrypt
from decouple import config
from django.contrib.auth.hashers import BCryptSHA256PasswordHasher, PBKDF2PasswordHasher
from flask import Flask
from flask_bcrypt import Bcrypt
from flask_bcrypt import generate_password_hash as flask_hash
from passlib.context import CryptContext
from passlib.hash import bcrypt as passlib_bcrypt
from passlib.hash import bcrypt_sha256, sha256_crypt
from pwdlib import PasswordHash
from pwdlib.hashers.bcrypt import BcryptHasher
from pydantic import Field
from pydantic_settings import BaseSettings

from app.extensions import bcrypt as injected

app = Flask(__name__)
flask_bcrypt = Bcrypt(app)
COST = 9
HIGH = 13
STEPS = {"low": 10, "high": 14}


class Settings(BaseSettings):
    hash_cost: int = 10
    other_cost: int = Field(default=11)
    strong_cost: int = 12
    bcrypt_rounds: int = 8  # want "work factor 8 is below 12"


settings = Settings()


def direct(password: bytes, cost: int):
    bcrypt.gensalt(4)  # want "work factor 4 is below 12"
    bcrypt.gensalt(rounds=int("10"))  # want "work factor 10 is below 12"
    bcrypt.gensalt(COST)  # want "work factor 9 is below 12"
    bcrypt.gensalt(prefix=b"2b", rounds=11)  # want "work factor 11 is below 12"
    bcrypt.gensalt(STEPS["low"])  # want "work factor 10 is below 12"
    bcrypt.gensalt(HIGH)
    bcrypt.gensalt(cost)
    bcrypt.gensalt(18)  # want "work factor 18 makes a login slow"
    bcrypt.gensalt(settings.hash_cost)  # want "work factor 10 is below 12"
    bcrypt.gensalt(settings.other_cost)  # want "work factor 11 is below 12"
    bcrypt.gensalt(settings.strong_cost)
    salt = bcrypt.gensalt(5)  # want "work factor 5 is below 12"
    bcrypt.hashpw(password, salt)
    bcrypt.hashpw(password, b"$2b$10$abcdefghijklmnopqrstuu")  # want "work factor 10 is below 12"
    bcrypt.hashpw(password, b"$2b$12$abcdefghijklmnopqrstuu")


def verified(password: bytes, stored: bytes) -> bool:
    dummy = b"$2b$04$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234"
    return bcrypt.hashpw(password, stored) == stored or bcrypt.hashpw(password, dummy) == dummy


def environment():
    bcrypt.gensalt(int(os.getenv("HASH_ROUNDS", "10")))  # want "work factor 10 is below 12"
    bcrypt.gensalt(int(system.environ.get("HASH_ROUNDS", 11)))  # want "work factor 11 is below 12"
    bcrypt.gensalt(int(os.environ.get("HASH_ROUNDS") or 9))  # want "work factor 9 is below 12"
    bcrypt.gensalt(config("HASH_ROUNDS", default=10, cast=int))  # want "work factor 10 is below 12"
    bcrypt.gensalt(int(os.environ["HASH_ROUNDS"]))
    bcrypt.gensalt(int(os.getenv("HASH_ROUNDS", "12")))


BCRYPT_ROUNDS = int(os.getenv("BCRYPT_ROUNDS", "10"))  # want "work factor 10 is below 12"


def parameter(password: bytes, rounds: int = 10) -> bytes:
    return bcrypt.hashpw(password, bcrypt.gensalt(rounds))  # want "work factor 10 is below 12"


def branches(testing: bool, password: bytes):
    rounds = 12
    if settings.TESTING:
        rounds = 4
    bcrypt.gensalt(rounds)
    bcrypt.gensalt(4 if settings.TESTING else 12)
    bcrypt.gensalt(4 if settings.TESTING else 10)  # want "work factor 10 is below 12"


context = CryptContext(schemes=["bcrypt"], bcrypt__rounds=10)  # want "work factor 10 is below 12"
context = CryptContext(["bcrypt"], bcrypt__default_rounds=10)  # want "work factor 10 is below 12"
context = CryptContext(schemes="bcrypt_sha256, md5_crypt", bcrypt_sha256__rounds=11)  # want "factor 11"
context = CryptContext(schemes=["bcrypt"], bcrypt__max_rounds=8)  # want "work factor 8 is below 12"
context = CryptContext(schemes=["bcrypt"], bcrypt__rounds=13, a__bcrypt__rounds=9)  # want "factor 9"
context = CryptContext(**{"schemes": ["bcrypt"], "bcrypt__rounds": 7})  # want "work factor 7 is below 12"
context = CryptContext(schemes=["argon2", "bcrypt"], deprecated="auto", bcrypt__rounds=6)
context = CryptContext(schemes=["argon2", "bcrypt"], default="bcrypt", bcrypt__rounds=6)  # want "factor 6"
context = CryptContext(schemes=["sha256_crypt"], sha256_crypt__rounds=10)
context = CryptContext(schemes=[bcrypt_sha256], bcrypt_sha256__rounds=10)  # want "work factor 10 is below 12"
derived = context.using(bcrypt_sha256__rounds=9)  # want "work factor 9 is below 12"
ini = CryptContext.from_string("""
[passlib]
schemes = bcrypt, sha512_crypt
bcrypt__rounds = 10
""")  # want:-1 "work factor 10 is below 12"
legacy = CryptContext.from_string("""
[passlib]
schemes = argon2, bcrypt
bcrypt__rounds = 10
""")
fast = passlib_bcrypt.using(rounds=10)  # want "work factor 10 is below 12"
digest = passlib_bcrypt.hash("secret", rounds=8)  # want "work factor 8 is below 12"
digest = bcrypt_sha256.using(rounds=13).hash("secret")
digest = sha256_crypt.using(rounds=10).hash("secret")
hasher = PasswordHash((BcryptHasher(rounds=10),))  # want "work factor 10 is below 12"
hasher = PasswordHash((BcryptHasher(),))

digest = flask_hash("secret", 10)  # want "work factor 10 is below 12"
digest = flask_bcrypt.generate_password_hash("secret", rounds=6)  # want "work factor 6 is below 12"
digest = injected.generate_password_hash("secret", 7)  # want "work factor 7 is below 12"
digest = flask_bcrypt.generate_password_hash("secret")
app.config["BCRYPT_LOG_ROUNDS"] = 10  # want "work factor 10 is below 12"
app.config.update(BCRYPT_LOG_ROUNDS=9)  # want "work factor 9 is below 12"
app.config.from_mapping({"BCRYPT_LOG_ROUNDS": 8})  # want "work factor 8 is below 12"
app.config["SECURITY_PASSWORD_HASH_OPTIONS"] = {"bcrypt": {"rounds": 6}}  # want "work factor 6 is below 12"
app.config.setdefault("BCRYPT_LOG_ROUNDS", 11)  # want "work factor 11 is below 12"


class Config:
    BCRYPT_LOG_ROUNDS = 10  # want "work factor 10 is below 12"
    OTHER_ROUNDS = 3


class TestingConfig(Config):
    BCRYPT_LOG_ROUNDS = 4


class KioskHasher(BCryptSHA256PasswordHasher):
    rounds = 9  # want "work factor 9 is below 12"


class ArchiveHasher(PBKDF2PasswordHasher):
    rounds = 9


crypt.crypt("secret", crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=2**10))  # want "work factor 10 is below 12"
crypt.crypt("secret", crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=1 << 12))
crypt.crypt("secret", crypt.mksalt(crypt.METHOD_SHA512, rounds=1000))
