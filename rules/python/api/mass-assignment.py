from flask import Blueprint, request

from shop.models import Customer, Event, Order, Review, session
from shop.schemas import ReviewInput

bp = Blueprint("customers", __name__)


@bp.route("/customers", methods=["POST"])
def create_customer():
    # ruleid: python-mass-assignment
    customer = Customer(**request.json)
    session.add(customer)
    return {"data": customer.id}, 201


@bp.route("/orders", methods=["POST"])
def create_order():
    body = request.get_json()
    # ruleid: python-mass-assignment
    order = Order(**body)
    session.add(order)
    return {"data": order.id}, 201


@bp.route("/events", methods=["POST"])
def record():
    # ruleid: python-mass-assignment
    session.add(Event(**request.form))
    return "", 204


@bp.route("/reviews", methods=["POST"])
def create_review():
    # ok: python-mass-assignment
    data = ReviewInput(**request.json)
    # ok: python-mass-assignment
    review = Review(text=data.text, stars=data.stars)
    session.add(review)
    return {"data": review.id}, 201


@bp.route("/names", methods=["POST"])
def rename():
    body = request.get_json()
    # ok: python-mass-assignment
    customer = Customer(name=body["name"])
    return {"data": customer.id}
