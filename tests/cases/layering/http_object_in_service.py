# path: app/services/files.py
from fastapi import Depends, Request, UploadFile
from fastapi import status  # want[strict] "`status` reaches the service layer"
from flask import current_app, g  # want[strict] "`current_app`" "`g` reaches the service layer"
from httpx import Request as OutgoingRequest

from app.schemas import Response


async def keep(upload: UploadFile):  # want "`UploadFile` reaches the service layer"
    return await upload.read()


def audit(request: "Request | None"):
    return request


def known(request: Request | None = None):  # want "`Request`"
    return request


def outgoing(request: OutgoingRequest, response: Response):
    return request, response


def tenant(request: Request):
    return request.headers["x-tenant"]


def limits(name=Depends(tenant)):
    return name
