import jwt
from jose import jwt as jose_jwt

KEYS = {"shop": "…"}


def current_user(token):
    # ruleid: python-jwt-signature-not-verified
    return jwt.decode(token, options={"verify_signature": False})["sub"]


def current_user_of_old_version(token):
    # ruleid: python-jwt-signature-not-verified
    return jwt.decode(token, verify=False)["sub"]


def tenant(token):
    # ruleid: python-jwt-signature-not-verified
    return jose_jwt.get_unverified_claims(token)["tenant"]


def verified_user(token):
    # ok: python-jwt-signature-not-verified
    return jwt.decode(token, KEYS["shop"], algorithms=["HS256"])["sub"]


def verified_by_issuer(token):
    # ok: python-jwt-signature-not-verified
    issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
    return jwt.decode(token, KEYS[issuer], algorithms=["HS256"])


def without_audience(token):
    # ok: python-jwt-signature-not-verified
    return jwt.decode(token, KEYS["shop"], algorithms=["HS256"], options={"verify_aud": False})
