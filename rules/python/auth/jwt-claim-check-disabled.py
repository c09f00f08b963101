import jwt

from shop.settings import settings


def claims_for_ever(token):
    # ruleid: python-jwt-claim-check-disabled
    return jwt.decode(token, settings.jwt_key, algorithms=["HS256"], options={"verify_exp": False})


def claims_of_anyone(token):
    # ruleid: python-jwt-claim-check-disabled
    return jwt.decode(token, settings.jwt_key, algorithms=["HS256"], options={"verify_aud": False})


def claims_of_any_issuer(token):
    # ruleid: python-jwt-claim-check-disabled
    return jwt.decode(token, settings.jwt_key, algorithms=["HS256"], options={"require": ["exp"], "verify_iss": False})


def claims(token):
    # ok: python-jwt-claim-check-disabled
    jwt.decode(token, settings.jwt_key, algorithms=["HS256"], audience="shop")
    # ok: python-jwt-claim-check-disabled
    jwt.decode(token, settings.jwt_key, algorithms=["HS256"], options={"require": ["exp"]})
    # ok: python-jwt-claim-check-disabled
    return jwt.decode(token, options={"verify_signature": False, "verify_exp": False})
