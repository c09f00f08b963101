from fastapi import Response
from flask import make_response

from shop.settings import settings

# ruleid: python-cookie-without-secure
SESSION_COOKIE_SECURE = False
REMEMBER_COOKIE = "remember_shop"


def login(response: Response, token):
    # ruleid: python-cookie-without-secure
    response.set_cookie("session", token, httponly=True)
    # ruleid: python-cookie-without-secure
    response.set_cookie(key=REMEMBER_COOKIE, value=token, httponly=True, secure=False)
    # ok: python-cookie-without-secure
    response.set_cookie("session", token, httponly=True, secure=True)
    # ok: python-cookie-without-secure
    response.set_cookie("session", token, httponly=True, secure=settings.cookie_secure)
    # ok: python-cookie-without-secure
    response.set_cookie("theme", "dark")


def logout():
    response = make_response("")
    # ok: python-cookie-without-secure
    response.set_cookie("session", "", max_age=0)
    return response
