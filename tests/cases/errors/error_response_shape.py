# path: app/api/orders.py
"""FastAPI and Starlette: where bodies come from, and which are nobody's business."""

import json
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, FastAPI, HTTPException, Request, Response, status
from fastapi.responses import JSONResponse, ORJSONResponse, PlainTextResponse
from pydantic import BaseModel

router = APIRouter()
app = FastAPI()
BASE = {"message": "Something failed"}


class Detail(BaseModel):
    code: str
    message: str


class Problem(BaseModel):
    error: Detail


class Flat(BaseModel):
    reason: str


@dataclass
class Failure:
    error: str


def body(code, message):
    return {"error": {"code": code, "message": message}}


def flat(message):
    return dict(msg=message)


def literals(exists, unknown, err):
    JSONResponse({"message": "x"}, 404)  # want "Error body {message} does not match"
    JSONResponse(content={"error": "x"}, status_code=status.HTTP_404_NOT_FOUND)  # want "`error` is a plain string"
    ORJSONResponse(["a"], status_code=400)  # want "it is a list"
    JSONResponse("gone", status_code=HTTPStatus.GONE)  # want "it is a plain string"
    # want:+1 "Error body {error: {message}} does not match the project shape {error: {code, message}}: `error` lacks"
    JSONResponse({"error": {"message": "x"}}, status_code=400)
    JSONResponse({"error": {"code": 17, "message": "x"}}, status_code=400)  # want "`code` is not text"
    JSONResponse({"error": {"code": "X", "message": ["x"]}}, status_code=400)  # want "`message` is not text"
    # want:+1 "extra top-level `status`"
    JSONResponse({"error": {"code": "X", "message": "x"}, "status": 400}, status_code=400)
    JSONResponse({**BASE, "at": 1}, status_code=400)  # want "{message, at}"
    JSONResponse({"error": {"code": "X", "message": f"no {unknown}", "details": []}}, status_code=HTTPStatus.NOT_FOUND)
    JSONResponse({"error": {"code": err.code, "message": err.message}}, status_code=err.status)
    JSONResponse({"detail": "x"}, status_code=err.status)  # want "{detail}"
    JSONResponse({"message": "x"}, status_code=err.status)
    JSONResponse(unknown, status_code=404)
    JSONResponse({**unknown}, status_code=404)
    JSONResponse({"message": "made"}, status_code=201)
    JSONResponse({"message": "x"}, status_code=304)
    PlainTextResponse("gone", status_code=404)
    Response("gone", status_code=404)
    Response(json.dumps({"message": "x"}), status_code=404)  # want "{message}"
    Response(status_code=404)


def followed():
    content = {"message": "x"}
    JSONResponse(content, status_code=404)  # want "{message}"
    grown = {"message": "x"}
    grown["error"] = {"code": "X", "message": "x"}
    JSONResponse(grown, status_code=404)  # want "extra top-level `message`"
    JSONResponse(flat("x"), status_code=404)  # want "{msg}"
    JSONResponse(body("X", "x"), status_code=404)
    JSONResponse(Flat(reason="x").model_dump(), status_code=404)  # want "{reason}"
    JSONResponse(Failure(error="x"), status_code=404)  # want "`error` is a plain string"
    JSONResponse(Problem(error=Detail(code="X", message="x")).model_dump(), status_code=404)


# want:+1 "{reason}"
@router.get("/orders", responses={404: {"model": Flat}, 409: {"model": Problem}, 200: {"model": Flat}})
async def orders():
    raise HTTPException(404, detail={"message": "x"})  # want "lacks `code`"


@app.exception_handler(HTTPException)
async def convert(request: Request, error: HTTPException):
    return JSONResponse({"error": error.detail}, status_code=error.status_code)


@router.post("/oauth/token")
async def oauth():
    return JSONResponse({"error": "invalid_grant"}, status_code=400)


@router.get("/health")
async def health():
    return JSONResponse({"database": "down"}, status_code=503)


@router.post("/hooks/payments")
async def payments_webhook():
    return JSONResponse({"received": False}, status_code=400)


async def rpc(response):
    return JSONResponse({"jsonrpc": "2.0", "error": {"code": -32600}}, status_code=400)
