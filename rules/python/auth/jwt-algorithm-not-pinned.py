import jwt
from jose import jwt as jose_jwt

from shop.settings import settings


def claims_by_jose(token):
    # ruleid: python-jwt-algorithm-not-pinned
    return jose_jwt.decode(token, settings.jwt_key)


def claims_of_header(token):
    header = jwt.get_unverified_header(token)
    # ruleid: python-jwt-algorithm-not-pinned
    return jwt.decode(token, settings.jwt_key, algorithms=[header["alg"]])


def claims_of_many(token):
    # ruleid: python-jwt-algorithm-not-pinned
    return jwt.decode(token, settings.jwt_key, algorithms=["HS256", "RS256"])


def issue(user):
    # ruleid: python-jwt-algorithm-not-pinned
    return jwt.encode({"sub": user.id}, None, algorithm="none")


def claims(token):
    # ok: python-jwt-algorithm-not-pinned
    jose_jwt.decode(token, settings.jwt_key, algorithms=["HS256"])
    # ok: python-jwt-algorithm-not-pinned
    jwt.decode(token, settings.jwt_key, algorithms=[settings.jwt_algorithm])
    # ok: python-jwt-algorithm-not-pinned
    return jwt.decode(token, settings.jwt_key, algorithms=["RS256", "ES256"])
