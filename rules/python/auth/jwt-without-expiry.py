from datetime import datetime, timedelta, timezone

import jwt
from flask_jwt_extended import create_access_token

KEY = open("/run/secrets/jwt").read()
# ruleid: python-jwt-without-expiry-setting
JWT_ACCESS_TOKEN_EXPIRES = False


def issue(user):
    # ruleid: python-jwt-without-expiry
    return jwt.encode({"sub": user.id, "role": user.role}, KEY, algorithm="HS256")


def issue_with_expiry(user):
    expiry = datetime.now(timezone.utc) + timedelta(minutes=15)
    # ok: python-jwt-without-expiry
    return jwt.encode({"sub": user.id, "exp": expiry}, KEY, algorithm="HS256")


def issue_in_steps(user):
    claims = {"sub": user.id}
    claims["exp"] = datetime.now(timezone.utc) + timedelta(minutes=15)
    # ok: python-jwt-without-expiry
    return jwt.encode(claims, KEY, algorithm="HS256")


def issue_in_steps_without(user):
    claims = {"sub": user.id}
    if user.role:
        claims["role"] = user.role
    # ruleid: python-jwt-without-expiry
    return jwt.encode(claims, KEY, algorithm="HS256")


def sign(claims):
    # ok: python-jwt-without-expiry
    return jwt.encode(claims, KEY, algorithm="HS256")


def of_flask(user):
    # ok: python-jwt-without-expiry-setting
    return create_access_token(user.id, expires_delta=timedelta(minutes=15))
