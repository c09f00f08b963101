from fastapi import APIRouter, Depends
from flask import Blueprint, request
from sqlalchemy import text

from shop.database import get_session, session

router = APIRouter()
bp = Blueprint("orders", __name__)
COLUMNS = {"newest": "created_at", "price": "total"}


@router.get("/orders")
async def list_orders(sort: str = "created_at", db=Depends(get_session)):
    # ruleid: python-sql-dynamic-identifier
    return (await db.execute(text(f"SELECT id, total FROM orders ORDER BY {sort} LIMIT 20"))).all()


@bp.route("/export")
def export():
    table = request.args["table"]
    # ruleid: python-sql-dynamic-identifier
    return session.execute("SELECT id FROM " + table).fetchall()


@bp.route("/statistics")
def statistics():
    # ruleid: python-sql-dynamic-identifier
    query = "SELECT count(*) FROM orders GROUP BY {}".format(request.args.get("by"))
    return session.execute(query).fetchall()


@bp.route("/orders")
def sorted_orders():
    column = COLUMNS[request.args.get("sort", "newest")]
    # ok: python-sql-dynamic-identifier
    return session.execute(f"SELECT id, total FROM orders ORDER BY {column}").fetchall()


@bp.route("/invoices")
def sorted_invoices():
    column = request.args.get("sort", "created_at")
    if column not in ("created_at", "total"):
        column = "created_at"
    # ok: python-sql-dynamic-identifier
    return session.execute(f"SELECT id, total FROM invoices ORDER BY {column}").fetchall()


def of_table(table):
    # ok: python-sql-dynamic-identifier
    return session.execute(f"SELECT id FROM {table}").fetchall()
