from fastapi import APIRouter, Depends

from shop.orders import OrderIn, OrderService

router = APIRouter()


@router.post("/orders")
# ruleid: python-create-endpoint-status
async def create_order(order: OrderIn, service: OrderService = Depends()):
    return {"data": await service.create(order)}


@router.post("/customers", response_model=dict)
# ruleid: python-create-endpoint-status
def register_customer(body: dict, service: OrderService = Depends()):
    return {"data": service.register(body)}


@router.post("/orders/{order_id}/notes")
# ruleid: python-create-endpoint-status
def add_note(order_id: int, body: dict, service: OrderService = Depends()):
    return {"data": service.add_note(order_id, body)}


@router.post("/products", status_code=201)
# ok: python-create-endpoint-status
async def create_product(body: dict, service: OrderService = Depends()):
    return {"data": await service.create_product(body)}


@router.post("/orders/{order_id}/cancel")
# ok: python-create-endpoint-status
async def cancel_order(order_id: int, service: OrderService = Depends()):
    return {"data": await service.cancel(order_id)}


@router.post("/tokens")
# ok: python-create-endpoint-status
async def create_access_token(body: dict, service: OrderService = Depends()):
    return {"data": await service.token(body)}
