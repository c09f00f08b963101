# path: app/errors.py
# option: error-shape = "envelope"
from fastapi.responses import JSONResponse


def answers():
    JSONResponse({"error": {"code": "X", "message": "x"}}, 400)  # want "no `success: false`"
    JSONResponse({"success": True, "error": {"code": "X", "message": "x"}}, 400)  # want "`success` is true"
    JSONResponse({"success": False, "error": {"code": "X", "message": "x"}}, 400)
    wrong = {"code": "X", "message": "x", "details": [{"name": "email", "message": "x"}]}
    JSONResponse({"success": False, "error": wrong}, 400)  # want "a `details` item lacks `field`"
    right = {"code": "X", "message": "x", "details": [{"field": "email", "message": "x"}]}
    JSONResponse({"success": False, "error": right}, 400)
