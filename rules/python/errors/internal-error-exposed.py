import logging
import traceback

from django.http import HttpResponse
from fastapi import APIRouter, HTTPException
from flask import Blueprint, jsonify
from sqlalchemy.exc import SQLAlchemyError

from shop.errors import OutOfStock
from shop.orders import service

router = APIRouter()
bp = Blueprint("orders", __name__)
logger = logging.getLogger(__name__)


@router.post("/orders", status_code=201)
async def create(body: dict):
    try:
        return await service.create(body)
    except OutOfStock as error:
        # ok: python-internal-error-exposed
        raise HTTPException(status_code=409, detail=str(error))
    except Exception as error:
        # ruleid: python-internal-error-exposed
        raise HTTPException(status_code=500, detail=f"failed: {error}")


@bp.route("/orders/<int:order_id>", methods=["DELETE"])
def remove(order_id):
    try:
        service.remove(order_id)
    except SQLAlchemyError as error:
        # ruleid: python-internal-error-exposed
        return jsonify({"error": {"code": "DATABASE", "message": str(error)}}), 500
    return "", 204


def export(request):
    try:
        return HttpResponse(service.export())
    except Exception:
        # ruleid: python-internal-error-exposed
        return HttpResponse(traceback.format_exc(), status=500)


@bp.route("/orders/<int:order_id>")
def show(order_id):
    try:
        return jsonify(data=service.get(order_id))
    except Exception as error:
        # ok: python-internal-error-exposed
        logger.error("order %s: %s", order_id, error)
        # ok: python-internal-error-exposed
        return jsonify({"error": {"code": "INTERNAL", "message": "Something went wrong"}}), 500


@bp.route("/orders/import", methods=["POST"])
def upload():
    try:
        return jsonify(data=service.upload())
    except ValueError as error:
        # ok: python-internal-error-exposed
        return jsonify({"error": {"code": "FORMAT", "message": str(error)}}), 400
