# path: app/services/users.py
from fastapi import Depends, HTTPException, Request
from fastapi.responses import JSONResponse
from flask import abort
from werkzeug.exceptions import NotFound

from app.errors import UserGone


class Missing(UserGone):
    pass


class NotFoundHere(HTTPException):
    pass


def find(user_id):
    raise HTTPException(status_code=404)  # want "Service `find` raises `HTTPException`"


def load(user_id):
    raise NotFound()  # want "Service `load` raises `NotFound`"


def later(user_id):
    error = HTTPException(404)
    raise error  # want "`later` raises `HTTPException`"


def own(user_id):
    raise NotFoundHere(404)  # want[strict] "`own` raises `NotFoundHere`"


def stop():
    abort(404)  # want "Service `stop` calls `abort()`"


def answer():
    return JSONResponse({"a": 1})  # want "Service `answer` returns `JSONResponse`"


def domain():
    raise UserGone("gone")


def missing():
    raise Missing("gone")


def value():
    raise ValueError("no")


def current_user(request: Request):
    raise HTTPException(401)


def admin(user=Depends(current_user)):
    raise HTTPException(403)
