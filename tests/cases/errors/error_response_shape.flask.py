# path: tickets/routes.py
"""Flask and Flask-RESTful."""

from flask import Flask, abort, jsonify, make_response
from flask_restful import Resource
from flask_restful import abort as stop

app = Flask(__name__)


@app.route("/tickets")
def tickets(found, code):
    if found == 1:
        return jsonify({"error": "x"}), 404  # want "`error` is a plain string"
    if found == 2:
        return jsonify(message="x"), 400  # want "{message}"
    if found == 3:
        return {"message": "x"}, 400  # want "{message}"
    if found == 4:
        return make_response(jsonify({"msg": "x"}), 409)  # want "{msg}"
    if found == 5:
        return make_response({"msg": "x"}, 409)  # want "{msg}"
    if found == 6:
        response = jsonify(message="x")  # want "{message}"
        response.status_code = 400
        return response
    if found == 7:
        return jsonify({"error": {"code": "X", "message": "x"}}), code
    if found == 8:
        abort(404, description="x")
    if found == 9:
        abort(make_response(jsonify(error="x"), 400))  # want "`error` is a plain string"
    if found == 10:
        return "<h1>gone</h1>", 404
    if found == 11:
        return jsonify(message="made"), 201
    return jsonify(tickets=[])


@app.errorhandler(404)
def missing(error):
    return {"error": "x"}, 404  # want "`error` is a plain string"


class Ticket(Resource):
    def get(self, number):
        if number < 0:
            stop(400, message="x")  # want "{message}"
        return {"reason": "x"}, 404  # want "{reason}"


class Tickets(Resource):
    def get(self, found):
        if found:
            response = {"tickets": found}
        else:
            response = {"errors": "x"}, 404  # want "{errors}"
        return response


def nothing():
    return ()


def helper(message, http_status=400):
    return {"job": {"error": message}}, http_status  # want "no `error` object"


def answer(message, http_status=200):
    return {"job": {"error": message}}, http_status


def failed(message):
    return {"error": f"no {message}"}, 500  # want "`error` is a plain string"
