from fastapi import APIRouter, Depends
from flask import Blueprint, jsonify
from sqlalchemy import select

from shop.models import Order, Product
from shop.orders import OrderService, get_session

router = APIRouter()
bp = Blueprint("products", __name__)
cache = {}


@router.get("/orders")
# ruleid: python-database-access-in-handler
async def list_orders(session=Depends(get_session)):
    orders = (await session.execute(select(Order).limit(20))).scalars().all()
    return {"data": orders}


@router.post("/orders", status_code=201)
# ruleid: python-database-access-in-handler
def create_order(body: dict, db=Depends(get_session)):
    if body:
        order = Order(**body)
        db.add(order)
        db.commit()
    return {"data": order.id}


@bp.route("/products/<int:product_id>")
# ruleid: python-database-access-in-handler
def show_product(product_id):
    product = Product.query.get_or_404(product_id)
    return jsonify(data=product.name)


@router.get("/orders/{order_id}")
# ok: python-database-access-in-handler
async def show_order(order_id: int, session=Depends(get_session)):
    return {"data": await OrderService(session).get(order_id)}


@bp.route("/products")
# ok: python-database-access-in-handler
def list_products():
    return jsonify(data=[name for name in cache.get("products", [])])


# ok: python-database-access-in-handler
def orders_of(session, customer):
    return session.execute(select(Order).where(Order.customer_id == customer)).scalars().all()
