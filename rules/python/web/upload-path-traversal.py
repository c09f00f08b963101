import os
import uuid
from pathlib import Path

from fastapi import APIRouter, UploadFile
from flask import request
from werkzeug.utils import secure_filename

router = APIRouter()
FOLDER = Path("/var/shop/uploads")


@router.post("/invoices", status_code=201)
async def upload_invoice(file: UploadFile):
    # ruleid: python-upload-path-traversal
    with open(f"/var/shop/invoices/{file.filename}", "wb") as target:
        target.write(await file.read())


@router.post("/photos", status_code=201)
async def upload_photo(photo: UploadFile):
    # ruleid: python-upload-path-traversal
    (FOLDER / photo.filename).write_bytes(await photo.read())


def save_flask():
    file = request.files["file"]
    # ruleid: python-upload-path-traversal
    file.save(os.path.join("/var/shop/uploads", file.filename))


def save_cleaned():
    file = request.files["file"]
    # ok: python-upload-path-traversal
    file.save(os.path.join("/var/shop/uploads", secure_filename(file.filename)))


@router.post("/documents", status_code=201)
async def upload_document(file: UploadFile):
    suffix = os.path.splitext(file.filename)[1]
    # ok: python-upload-path-traversal
    (FOLDER / f"{uuid.uuid4()}{suffix}").write_bytes(await file.read())


@router.post("/labels")
async def label(file: UploadFile):
    # ok: python-upload-path-traversal
    return {"data": {"name": file.filename}}
