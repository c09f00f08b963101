# path: tests/test_errors.py
from fastapi.responses import JSONResponse


def answer():
    return JSONResponse({"message": "x"}, 400)
