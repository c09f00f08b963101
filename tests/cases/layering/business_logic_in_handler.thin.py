# path: app/web/orders.py
# What looks like logic and is the work of a handler: units and positions, who asks, pages, redirects, input, files.
import hashlib
import os
from datetime import timedelta

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import RedirectResponse, Response
from reportlab.lib.units import cm

from app.orders import service
from app.settings import settings

router = APIRouter()


@router.get("/numbers")
async def numbers(worker: WorkerDep):
    layout(margin=0.5 * cm, width=21 * cm)
    keep(60 * 60 * 24, settings.TTL.total_seconds() / 3600)
    known = set(worker.queues) - {"default"}
    seen = 0
    for index, queue in enumerate(worker.queues):
        seen += 1
        queue.place(index + 1)
    return show(worker.working_time / 1000, len(known) - 1, hashlib.sha256(worker.name).hexdigest())


@router.get("/clamped")
async def clamped(request: Request, size: int):
    days = min(365, max(1, int(request.query_params.get("days", 30))))
    return await service.recent(days, min(size, MOST))


@router.get("/capped")
async def capped(order: OrderDep, wanted: int):  # want[strict] "score 4 > 2: computation `min(order.stock, wanted)`"
    taken = min(order.stock, wanted)
    left = max(0, order.stock)
    return await service.take(taken, left)


@router.get("/joined")
async def joined(orders: OrdersDep):
    shown = []
    for order in orders:
        shown += [{"name": line.name} for line in order.lines]
    return shown


@router.get("/moments")
async def moments(order: OrderDep):  # want[strict] "score 4 > 2"
    order.due = now() + timedelta(days=7)


@router.get("/who")
async def who(user: CurrentUser, kind: str):
    if user.is_staff or not has_perm("orders"):
        orders = await service.every()
    elif user.is_superuser is True:
        orders = await service.own(user)
    for scope in kind.split():
        if not user.has_scope(scope):
            raise HTTPException(403)
    return orders if user.is_staff else None


@router.get("/page")
async def page(order: OrderDep):
    with layout("Order"):
        with tag.table():
            for line in order.lines:
                label: str = line.name
                if line.price > 10:
                    label += " (big)"
                if line.gone:
                    continue
                with tag.tr():
                    text(price_of(line))


def price_of(line):
    if line.free:
        return "free"
    if line.price > 100:
        return f"{line.price * 2}"
    for part in line.parts:
        part.seen = True
    return line.price - line.discount


@router.get("/leave")
async def leave(order: OrderDep, target: TargetDep):
    url = target.url
    if not order.path.endswith("/"):
        url += "/"
    if order.host:
        url = f"https://{order.host}{url}"
    elif order.shop.host:
        url = order.shop.host + url
    return RedirectResponse(url)


@router.get("/list")
async def listing(orders: OrdersDep, owners: OwnersDep):
    shown = []
    for order in orders:
        owner = owners.get(order.owner_id)
        made: dict = order.as_dict()
        if order:
            price = price_of(order)
        else:
            price = None
        if owner:
            made["owner"] = owner.name
        shown.append(made)
    return {"orders": shown, "first": orders[0].name if orders[0].name else None, "at": orders.x.y if orders.x else ""}


@router.post("/failing")
async def failing(order: OrderDep, request: Request):
    try:
        await service.ship(order)
    except Shipped as error:
        reason = error.text if error.text == "late" else str(error)
        await add_toast(request, reason, "error")
    except Gone as error:
        print_exception(error)
        raise HTTPException(404) from error


@router.post("/cleaning")
async def cleaning(order: OrderDep):  # want[strict] "score 3 > 2"
    try:
        await service.ship(order)
    except Shipped:
        order.forget()
        raise HTTPException(409)
    os.remove(order.file)


@router.get("/login/sso")
async def sso_login(client: ClientDep):
    client.redirect_uri = "https://example.com"
    for key, value in client.headers:
        if key == "Location":
            found = value
    return RedirectResponse(found)


@router.get("/orders.pdf")
async def pdf(order: OrderDep):
    response = Response(media_type="application/pdf")
    for line in order.lines:
        line.total = line.price * line.quantity
        draw(response, line.total)
    return response


# A number of the domain is chosen: no table of handlers.
@router.get("/discount")
async def discount(order: OrderDep):  # want[strict] "score 3 > 2: branch on `tier =="
    tier = order.tier
    if tier == "gold":
        rate = 3
    elif tier == "silver":
        rate = 2
    elif tier == "bronze":
        rate = 1
    return rate
