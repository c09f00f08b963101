from fastapi import APIRouter, Depends, Query
from flask import Blueprint, request
from rest_framework.pagination import PageNumberPagination

from shop.orders import OrderService

router = APIRouter()
bp = Blueprint("products", __name__)


@router.get("/orders")
# ruleid: python-page-size-unbounded
async def list_orders(page: int = 1, limit: int = 20, service: OrderService = Depends()):
    return {"data": await service.list(page, limit)}


@router.get("/customers")
# ok: python-page-size-unbounded
async def list_customers(limit: int = Query(20, ge=1, le=100), service: OrderService = Depends()):
    return {"data": await service.customers(limit)}


@router.get("/invoices")
# ok: python-page-size-unbounded
async def list_invoices(limit: int = 20, service: OrderService = Depends()):
    return {"data": await service.invoices(min(limit, 100))}


@bp.route("/products")
def list_products():
    # ruleid: python-page-size-unbounded
    limit = request.args.get("limit", 20, type=int)
    return {"data": OrderService().products(limit)}


@bp.route("/reviews")
def list_reviews():
    # ok: python-page-size-unbounded
    limit = min(request.args.get("limit", 20, type=int), 100)
    return {"data": OrderService().reviews(limit)}


# ruleid: python-page-size-unbounded
class OpenPagination(PageNumberPagination):
    page_size = 20
    page_size_query_param = "page_size"


# ok: python-page-size-unbounded
class BoundedPagination(PageNumberPagination):
    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
