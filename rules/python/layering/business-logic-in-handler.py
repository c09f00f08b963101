from fastapi import APIRouter, Depends
from flask import Blueprint, jsonify, request
from werkzeug.security import generate_password_hash

from shop.mail import send_confirmation_email
from shop.models import Order, User, db
from shop.orders import OrderService, get_session

router = APIRouter()
bp = Blueprint("users", __name__)


@router.post("/orders", status_code=201)
# ruleid: python-business-logic-in-handler
async def create_order(body: dict, service: OrderService = Depends()):
    total = 0
    for line in body["lines"]:
        if line["quantity"] > 10:
            total += line["price"] * line["quantity"] * 0.9
    return {"data": await service.create(body, total)}


@router.get("/orders/{order_id}/total")
# ruleid: python-business-logic-in-handler
def order_total(order_id: int, service: OrderService = Depends()):
    order = service.get(order_id)
    return {"data": sum(line.price * line.quantity for line in order.lines)}


@router.post("/orders/{order_id}/confirm")
# ruleid: python-business-logic-in-handler
def confirm_order(order_id: int, session=Depends(get_session)):
    order = session.get(Order, order_id)
    order.status = "confirmed"
    session.commit()
    send_confirmation_email(order.customer.email)
    return {"data": order.id}


@bp.route("/users", methods=["POST"])
# ruleid: python-business-logic-in-handler
def register():
    user = User(email=request.json["email"])
    user.password_hash = generate_password_hash(request.json["password"])
    db.session.add(user)
    db.session.commit()
    return jsonify(data=user.id), 201


@router.post("/orders/{order_id}/cancel")
# ok: python-business-logic-in-handler
async def cancel_order(order_id: int, service: OrderService = Depends()):
    order = await service.cancel(order_id)
    return {"data": {"id": order.id, "status": order.status}}


@router.get("/orders")
# ok: python-business-logic-in-handler
async def list_orders(page: int, size: int, service: OrderService = Depends()):
    orders = await service.list(offset=(page - 1) * size, limit=size)
    return {"data": [order.id for order in orders]}


# ok: python-business-logic-in-handler
def total_of(lines):
    total = 0
    for line in lines:
        total += line.price * line.quantity
    return total
