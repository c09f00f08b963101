import json
import uuid

from flask import Blueprint, abort, request

bp = Blueprint("orders", __name__)


@bp.route("/orders")
def list_orders():
    # ruleid: python-unguarded-query-param-cast
    page = int(request.args.get("page", 1))
    # ok: python-unguarded-query-param-cast
    size = request.args.get("size", 20, type=int)
    return {"page": page, "size": size}


@bp.route("/orders/find")
def find():
    # ruleid: python-unguarded-query-param-cast
    return {"id": str(uuid.UUID(request.args["id"]))}


@bp.route("/orders/export")
def export():
    try:
        # ok: python-unguarded-query-param-cast
        year = int(request.args["year"])
    except (KeyError, ValueError):
        abort(400)
    return {"year": year}


def search(request):
    # ruleid: python-unguarded-query-param-cast
    filters = json.loads(request.GET.get("filters", "{}"))
    # ok: python-unguarded-query-param-cast
    text = str(request.GET.get("text", ""))
    return filters, text
