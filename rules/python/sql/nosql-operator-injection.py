from bson import ObjectId
from flask import Blueprint, request
from pydantic import BaseModel

from shop.database import database

bp = Blueprint("accounts", __name__)


class Credentials(BaseModel):
    email: str
    password: str


@bp.route("/login", methods=["POST"])
def login():
    body = request.get_json()
    # ruleid: python-nosql-operator-injection
    account = database.accounts.find_one({"email": body["email"], "code": body["code"]})
    return {"data": str(account["_id"])}


@bp.route("/accounts/search", methods=["POST"])
def search():
    # ruleid: python-nosql-operator-injection
    return {"data": [str(found["_id"]) for found in database.accounts.find(request.json)]}


@bp.route("/accounts/remove", methods=["POST"])
def remove():
    name = request.json.get("name")
    # ruleid: python-nosql-operator-injection
    database.accounts.delete_many({"name": name})
    return "", 204


@bp.route("/login/typed", methods=["POST"])
def login_typed():
    credentials = Credentials(**request.get_json())
    # ok: python-nosql-operator-injection
    account = database.accounts.find_one({"email": credentials.email})
    return {"data": str(account["_id"])}


@bp.route("/accounts/one", methods=["POST"])
def one():
    # ok: python-nosql-operator-injection
    account = database.accounts.find_one({"_id": ObjectId(request.json["id"])})
    # ok: python-nosql-operator-injection
    other = database.accounts.find_one({"email": str(request.json["email"])})
    return {"data": [str(account["_id"]), str(other["_id"])]}
