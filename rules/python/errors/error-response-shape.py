from django.http import JsonResponse
from fastapi.responses import JSONResponse
from flask import Blueprint, jsonify
from rest_framework.response import Response

bp = Blueprint("orders", __name__)


@bp.route("/orders/<int:order_id>")
def show(order_id, orders):
    if order_id < 1:
        # ruleid: python-error-response-shape
        return jsonify({"message": "the id is not valid"}), 400
    if order_id not in orders:
        # ruleid: python-error-response-shape
        return {"error": "not found"}, 404
    if orders.locked:
        # ok: python-error-response-shape
        return jsonify({"error": {"code": "LOCKED", "message": "The order is locked"}}), 409
    # ok: python-error-response-shape
    return jsonify({"message": "found", "data": orders[order_id]}), 200


async def on_missing(request, error):
    # ruleid: python-error-response-shape
    return JSONResponse(status_code=404, content={"detail": "no such order"})


async def on_conflict(request, error):
    # ok: python-error-response-shape
    return JSONResponse(status_code=409, content={"error": {"code": "CONFLICT", "message": "It exists"}})


def django_view(request):
    # ruleid: python-error-response-shape
    return JsonResponse({"errors": ["the name is missing"]}, status=422)


def drf_view(request, error):
    if error:
        # ok: python-error-response-shape
        return Response({"error": error}, status=400)
    # ruleid: python-error-response-shape
    return Response({"detail": "You may not do that"}, status=403)
