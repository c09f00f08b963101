"""Handlers are left out of what is parsed only when the rules about thin handlers cannot speak of them."""

from __future__ import annotations

import pytest

from backend_lint.engines.native import Engine
from backend_lint.hooks import BoundRule
from backend_lint.rules.layering.business_logic_in_handler import rule as business_logic
from backend_lint.rules.layering.database_access_in_handler import rule as database_access
from backend_lint.semantics.elide import elide

FASTAPI = "from fastapi import APIRouter, Depends\nfrom app.db import Session\nrouter = APIRouter()\n"
CODE = {
    "guards on the domain count": FASTAPI
    + """
@router.post("/orders")
async def create(order_id: int):
    order = await load(order_id)
    if order.total > 10:
        return None
    if order.weight > 20:
        return None
    if order.height > 30:
        return None
    if order.width > 40:
        return None
    if order.depth > 50:
        return None
    return await place(order)
""",
    "a nested function": FASTAPI
    + """
@router.post("/orders")
async def create(order: OrderIn, db: Session):
    def total():
        result = 0
        for line in order.lines:
            line.price = line.price * 2
            result += line.price
        return result
    return total()
""",
    "a helper that only handlers call, one of them thin": FASTAPI
    + """
def spread(order):
    for line in order.lines:
        line.price = order.total - line.discount
    return order

@router.post("/orders")
async def create(order: OrderIn, db: Session):
    order.state = "new"
    return spread(order)

@router.put("/orders")
async def replace(order: OrderIn):
    return spread(order)
""",
    "a function under Depends": FASTAPI
    + """
def basket(order_id: int, db: Session):
    basket = db.get(Basket, order_id)
    for line in basket.lines:
        line.price = line.price * line.quantity
        line.product.stock -= 1
    while basket.size > 3:
        basket.size = basket.size - 1
    return basket

@router.post("/orders")
async def create(basket = Depends(basket)):
    return basket
""",
    "a view class": """
from django.views import View

class Orders(View):
    def post(self, request):
        order = Order.objects.get(pk=1)
        for line in order.lines.all():
            line.price = line.price * 2
            line.save()
        return order
""",
    "a resolver": """
import graphene

class Mutation(graphene.Mutation):
    def mutate(root, info, total):
        user = info.context.session.query(User).first()
        for order in user.orders:
            order.total = order.total * 2
        return user
""",
    "a function registered elsewhere in the file": """
from flask import Flask
from sqlalchemy.orm import Session

def orders():
    with Session() as db:
        for order in db.query(Order):
            order.total = order.total * 2
    return ""

app = Flask(__name__)
app.add_url_rule("/orders", view_func=orders)
from app.services import a
""",
}


@pytest.mark.parametrize("strict", [False, True], ids=["usual", "strict"])
@pytest.mark.parametrize("limit", [4, 1], ids=["default limit", "lower limit"])
@pytest.mark.parametrize("name", CODE)
def test_findings_are_those_of_the_whole_file(name, limit, strict):
    found = _found(CODE[name], limit, strict, eliding=True)
    assert found == _found(CODE[name], limit, strict, eliding=False)
    assert found


def test_a_thin_handler_is_not_parsed():
    thin = (
        FASTAPI
        + """
@router.get("/orders/{order_id}", responses={404: {"description": "none"}})
async def show(order_id: int, service: OrderServiceDep, user: CurrentUser):
    order = await service.find(order_id)
    if order is None:
        raise NotFound("order")
    return order
"""
    )
    engine = Engine([BoundRule(rule, rule.options) for rule in (business_logic, database_access)])
    hits = engine._scout.hits(thin.encode())
    assert hits.rules
    assert elide(thin, hits.lines, hits.needing).idle


def _found(code, limit, strict, eliding):
    options = {"handler_logic_threshold": limit, "max_handler_statements": 15}
    selected = [BoundRule(business_logic, options, strict), BoundRule(database_access, {}, strict)]
    result = Engine(selected, scouting=eliding, eliding=eliding).check("app/views.py", code.encode())
    return [(finding.code, finding.place.line, finding.message) for finding in result.findings]
