# path: app/api/orders.py
import json
import os
import sys
import traceback

import httpx
from fastapi import APIRouter, FastAPI, HTTPException, Request, WebSocket
from fastapi.responses import HTMLResponse, JSONResponse
from sqlalchemy.exc import IntegrityError, NoResultFound

from app.errors import AppError
from app.settings import settings

router = APIRouter()
app = FastAPI()


def failure(message):
    return JSONResponse({"error": {"code": "X", "message": message}}, status_code=500)


def failure_of(error):
    return JSONResponse({"error": {"code": "X", "message": str(error)}}, status_code=500)


def log(message):
    print(message)


@router.post("/orders")
async def create(service, logger, socket: WebSocket):
    try:
        service.run()
    except IntegrityError as error:
        raise HTTPException(409, detail=f"conflict: {error.orig}") from error  # want "sent to the client"
    except NoResultFound as error:
        raise HTTPException(404, detail=str(error)) from error
    except httpx.HTTPError as error:
        raise HTTPException(status_code=502, detail={"code": "X", "message": str(error)})  # want "`str(error)` is sent"
    except AppError as error:
        raise HTTPException(409, detail=str(error)) from error
    except ValueError as error:
        raise HTTPException(400, detail=str(error)) from error
    except Exception as error:
        logger.error("failed: %s", error)
        message = "failed: %s" % error  # want "`error` is sent"
        await socket.send_json({"kind": type(error).__name__, "args": error.args})  # want "`error.args` is sent"
        if settings.DEBUG:
            return {"error": str(error)}
        if isinstance(error, AppError):
            return {"error": str(error)}
        if service.first:
            return failure(str(error))  # want "`str(error)` is sent"
        if service.second:
            return failure_of(error)  # want "`error` is sent"
        if service.third:
            log(str(error))
            return {"error": repr(error)}  # want "`repr(error)` is sent"
        if "timeout" in str(error):
            return failure("too slow")
        return JSONResponse({"error": message}, status_code=500)


@router.post("/parse")
async def parse(text: str):
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise HTTPException(400, detail=f"not JSON: {error}") from error


@router.get("/debug")
async def debug():
    return {
        "stack": traceback.format_exc(),  # want "format_exc()` is sent"
        "environment": dict(os.environ),  # want "`os.environ` is sent"
        "home": os.environ["HOME"],
    }


@router.get("/stack")
async def stack():
    HTMLResponse("".join(traceback.format_exception(*sys.exc_info())))  # want "is sent" "sys.exc_info()` is sent"


@app.exception_handler(Exception)
async def everything(request: Request, error: Exception):
    return JSONResponse({"error": {"code": "X", "message": str(error)}}, status_code=500)  # want "`str(error)` is sent"


@app.exception_handler(AppError)
async def ours(request: Request, error: AppError):
    return JSONResponse({"error": {"code": error.code, "message": str(error)}}, status_code=error.status)


def not_a_handler(service):
    try:
        return service.run()
    except Exception as error:
        return {"error": str(error)}


@router.post("/long")
async def undo(service, logger):
    try:
        service.run()
    except Exception as error:
        logger.warning("step 1 of what is undone when an import has failed and its rows are taken back again")
        logger.warning("step 2 of what is undone when an import has failed and its rows are taken back again")
        logger.warning("step 3 of what is undone when an import has failed and its rows are taken back again")
        logger.warning("step 4 of what is undone when an import has failed and its rows are taken back again")
        logger.warning("step 5 of what is undone when an import has failed and its rows are taken back again")
        logger.warning("step 6 of what is undone when an import has failed and its rows are taken back again")
        logger.warning("step 7 of what is undone when an import has failed and its rows are taken back again")
        logger.warning("step 8 of what is undone when an import has failed and its rows are taken back again")
        logger.warning("step 9 of what is undone when an import has failed and its rows are taken back again")
        logger.warning("step 10 of what is undone when an import has failed and its rows are taken back again")
        raise HTTPException(status_code=500, detail=str(error))  # want "`str(error)` is sent"
