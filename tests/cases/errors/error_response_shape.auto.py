# path: app/errors.py
# option: error-shape = "auto"
from fastapi.responses import JSONResponse


def answers():
    JSONResponse({"detail": "x"}, 400)
    JSONResponse({"detail": "y"}, 401)
    # want:+1 "Error body {message} differs from the shape the project uses most, {detail} (2 of 3 bodies)"
    JSONResponse({"message": "x"}, 400)
