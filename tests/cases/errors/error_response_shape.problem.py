# path: app/errors.py
# option: error-shape = "problem+json"
from fastapi.responses import JSONResponse


def answers():
    JSONResponse({"title": "x", "status": 400}, 400)  # want "no `type`"
    JSONResponse({"type": "about:blank", "title": "x", "status": 400, "detail": "x"}, 400)
