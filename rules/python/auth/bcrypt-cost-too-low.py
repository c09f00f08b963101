import bcrypt
from django.contrib.auth.hashers import BCryptSHA256PasswordHasher
from passlib.context import CryptContext

COST = 8

# ruleid: python-bcrypt-cost-too-low
old_accounts = CryptContext(schemes=["bcrypt"], bcrypt__rounds=10)
# ok: python-bcrypt-cost-too-low
accounts = CryptContext(schemes=["bcrypt"], bcrypt__rounds=13)


def hash_password(password):
    # ruleid: python-bcrypt-cost-too-low
    weak = bcrypt.hashpw(password.encode(), bcrypt.gensalt(6))
    # ruleid: python-bcrypt-cost-too-low-name
    named = bcrypt.hashpw(password.encode(), bcrypt.gensalt(rounds=COST))
    # ok: python-bcrypt-cost-too-low
    strong = bcrypt.hashpw(password.encode(), bcrypt.gensalt(rounds=12))
    # ok: python-bcrypt-cost-too-low
    usual = bcrypt.hashpw(password.encode(), bcrypt.gensalt())
    return weak, named, strong, usual


class LoginHasher(BCryptSHA256PasswordHasher):
    # ruleid: python-bcrypt-cost-too-low
    rounds = 11


class TestingConfig:
    # ok: python-bcrypt-cost-too-low
    BCRYPT_LOG_ROUNDS = 4
