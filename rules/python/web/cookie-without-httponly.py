from fastapi import Response
from flask import make_response

SESSION_COOKIE = "shop_session"
# ruleid: python-cookie-without-httponly
SESSION_COOKIE_HTTPONLY = False


def login(response: Response, token, options):
    # ruleid: python-cookie-without-httponly
    response.set_cookie("access_token", token, secure=True, samesite="lax")
    # ruleid: python-cookie-without-httponly
    response.set_cookie(key=SESSION_COOKIE, value=token, httponly=False)
    # ok: python-cookie-without-httponly
    response.set_cookie("access_token", token, httponly=True, secure=True, samesite="lax")
    # ok: python-cookie-without-httponly
    response.set_cookie("access_token", token, **options)
    # ok: python-cookie-without-httponly
    response.set_cookie("csrf_token", token, secure=True)


def logout():
    response = make_response("")
    # ok: python-cookie-without-httponly
    response.set_cookie("access_token", "", expires=0)
    return response
