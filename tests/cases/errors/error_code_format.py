# path: app/errors.py
from django.core.exceptions import ValidationError
from fastapi.responses import JSONResponse
from flask import jsonify

from app.base import AppError

LIMIT = "rate-limited"  # want "`RATE_LIMITED`"


class NotFoundError(AppError):
    code = "not_found"  # want "Error code `not_found` should be SCREAMING_SNAKE_CASE: `NOT_FOUND`"


class ConflictError(AppError):
    code: str = "CONFLICT"
    error_code = "conflict.order"  # want "`CONFLICT_ORDER`"


class Teapot(Exception):
    code = 418


class Currency:
    code = "eur"


def error(code, message, status):
    return jsonify({"error": {"code": code, "message": message}}), status


def answers(kind):
    error("noTicket", "x", 404)  # want "`NO_TICKET`"
    error("NO_TICKET", "x", 404)
    error(kind, "x", 404)
    JSONResponse({"error": {"code": "invalid input", "message": "x"}}, 400)  # want "`INVALID_INPUT`"
    JSONResponse({"error": {"code": LIMIT, "message": "x"}}, 429)
    JSONResponse({"code": "bad", "message": "x"}, 400)  # want "`BAD`"
    JSONResponse({"code": "eur", "amount": 3}, 200)
    JSONResponse({"error": {"code": 17, "message": "x"}}, 400)
    raise AppError("x", code="sold out")  # want "`SOLD_OUT`"


def check(value):
    raise ValidationError("x", code="max_length")
