# path: app/api/orders.py
"""FastAPI: errors under a status that says success."""

from fastapi import APIRouter, Response, status
from fastapi.responses import JSONResponse

router = APIRouter()


@router.get("/orders/{number}")
async def show(number: int, orders, response: Response):
    order = orders.find(number)
    if order is None:
        return {"error": "There is none"}  # want "Error body is sent with status 200: `error` is set"
    if not order.open:
        return {"message": "Order not found"}  # want "`message` speaks of a failure"
    if order.paid:
        return {"success": False, "reason": "x"}  # want "`success` is false"
    if order.late:
        return {"status": "error", "reason": "x"}  # want "`status` is"
    if order.lost:
        return JSONResponse({"errors": ["x"]})  # want "`errors` is set"
    if order.gone:
        return JSONResponse(status_code=status.HTTP_200_OK, content={"error": {"code": "X"}})  # want "status 200"
    return {"order": order, "error": None}


@router.get("/late")
async def late(response: Response):
    response.status_code = 404
    return {"error": "There is none"}


@router.post("/batch")
async def batch(orders, failed):
    return {"created": orders, "errors": failed}


@router.post("/unknown")
async def unknown(orders):
    result = orders.run()
    return {"error": result.error, "errors": orders.errors, "message": result.message}


@router.post("/validate")
async def validate(orders):
    return {"success": False, "errors": ["x"]}


@router.get("/text")
async def text(order):
    if not order:
        return {"message": "Please check the settings"}
    return {"message": "Removed 3 invalid orders"}


@router.post("/caught")
async def caught(orders):
    try:
        orders.run()
    except LookupError as error:
        return {"error": str(error)}  # want "`error` is set"
    return {"status": "ok"}


@router.get("/tuple")
async def trap(orders):
    if orders == 1:
        return {"error": {"code": "X", "message": "x"}}, 404  # want "FastAPI ignores the status in `return …, 404`"
    if orders == 2:
        return {"order": 1}, status.HTTP_201_CREATED  # want "`return …, 201`"
    return orders, 7


@router.delete("/declared", status_code=404)
async def declared():
    return {"error": "x"}


def helper(orders):
    return {"error": "not a handler"}
