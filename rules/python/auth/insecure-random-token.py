import random
import secrets
import string
import uuid


def generate_token(length=32):
    # ruleid: python-insecure-random-token
    return "".join(random.choice(string.ascii_letters) for _ in range(length))


def send_code(user, sms):
    # ruleid: python-insecure-random-token
    verification_code = random.randint(100000, 999999)
    sms.send(user.phone, verification_code)


def reset(user):
    # ruleid: python-insecure-random-token
    user.reset_token = str(uuid.uuid1())
    # ok: python-insecure-random-token
    user.reset_token = secrets.token_urlsafe(32)


def generate_password(rng=random.SystemRandom()):
    # ok: python-insecure-random-token
    return "".join(secrets.choice(string.ascii_letters) for _ in range(16))


def pause(attempt):
    # ok: python-insecure-random-token
    return attempt * (1 + random.random())


def featured(products):
    # ok: python-insecure-random-token
    product = random.choice(products)
    return product
