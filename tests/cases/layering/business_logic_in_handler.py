# path: app/api/orders.py
from datetime import datetime, timedelta

import httpx
from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import Session

from app.orders import service as order_service
from app.settings import settings

router = APIRouter()


# Everything a thin handler may do.
@router.get("/orders")
async def list_orders(request: Request, page: int = 1, size: int = 20, status: str | None = None, q: str = ""):
    """Long description.

    Of several paragraphs."""
    filters = {}
    if status:
        filters["status"] = status
    if q and len(q) < 3:
        raise HTTPException(400, "query too short")
    for key, value in request.query_params.items():
        if key.startswith("meta."):
            filters[key.removeprefix("meta.")] = value
    orders, total = await order_service.search(filters, offset=(page - 1) * size, limit=min(size, 100))
    logger.info("found %s", total * 2)
    return {
        "data": [OrderOut.model_validate(order) for order in orders],
        "pages": (total + size - 1) // size,
        "next": page + 1 if page * size < total else None,
    }


@router.post("/orders/{order_id}/cancel")
async def cancel_order(order_id: int, user: CurrentUser, service: OrderServiceDep):
    order = await service.find(order_id)
    if not order:
        raise HTTPException(404)
    if order.owner_id != user.id and not user.is_admin:
        raise HTTPException(403, "not your order")
    if settings.ORDERS_FROZEN:
        raise HTTPException(503)
    try:
        cancelled = await service.cancel(order)
    except OrderShipped as error:
        raise HTTPException(409, "already shipped") from error
    response = OrderOut.model_validate(cancelled)
    response.links = [request_link(order)]
    return response


# A page built with context managers.
@router.get("/orders/{order_id}/page")
async def order_page(order_id: int, service: OrderServiceDep):
    order = await service.find(order_id)
    with layout("Order"):
        with tag.h1():
            text(order.name)
        with tag.table():
            for line in order.lines:
                with tag.tr():
                    text(line.name)
                    text(str(line.price * line.quantity))
                    text("yes" if line.price > 10 else "no")
        with tag.p():
            text("a")
        with tag.p():
            text("b")
        with tag.p():
            text("c")
        with tag.p():
            text("d")


# Probes, callbacks, webhooks and downloads are a business of their own.
@router.get("/oauth/google/callback")
async def signed_in(code: str, db: Session = Depends(get_db)):
    answer = httpx.post("https://accounts.example.com", data={"code": code})
    user = db.get(User, answer.json()["id"])
    user.last_login = datetime.now() + timedelta(hours=1)
    user.logins = user.logins + 1
    db.commit()


@router.get("/orders.csv")
async def export(service: OrderServiceDep):
    async def rows():
        async for order in service.stream():
            total = sum(line.price * line.quantity for line in order.lines if line.active)
            yield f"{order.id},{total}\n"
            if total > 100:
                yield "big\n"

    return StreamingResponse(rows())


# Logic.
@router.post("/orders/{order_id}/pay")
async def pay(order_id: int, payment: PaymentIn, db: Session = Depends(get_db)):  # want "score 8 > 4"
    order = db.get(Order, order_id)
    fee = order.amount * 0.03
    httpx.post("https://pay.example.com", json={"amount": fee})
    order.status = "paid"
    order.paid_at = payment.at


@router.post("/checkout")
async def checkout(cart: CartIn):  # want "score 9 > 4: loop over `cart.lines`"
    return _priced(cart)


def _priced(cart):
    total = 0
    for line in cart.lines:
        price = PRICES[line.sku]
        total += price * line.quantity
    if total > 100 and cart.coupon == "TEN":
        total = total * 0.9
    return total - shipping(cart)


# Called by a handler and by others: not the handler's own.
@router.get("/quote")
async def quote(cart: CartIn):
    return shared(cart)


def shared(cart):
    total = 0
    for line in cart.lines:
        price = PRICES[line.sku]
        total += price * line.quantity
    return total * 2


def job():
    return shared(load())


# A dependency may do more.
def visible_orders(db: Session = Depends(get_db), tenant: str = ""):
    if tenant == "all":
        return db.query(Order)
    elif tenant.startswith("t-"):
        return db.query(Order).filter_by(tenant=tenant)
    return db.query(Order).filter_by(tenant=None)


@router.get("/mine")
async def mine(orders=Depends(visible_orders)):
    return [OrderOut.model_validate(order) for order in orders if order is not None]
