# path: tickets/routes.py
from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/tickets/<int:number>")
def show(number):
    if number == 1:
        return jsonify(error="x")  # want "status 200"
    if number == 2:
        return {"error": "x"}, 200  # want "status 200"
    if number == 3:
        return jsonify(error="x"), 404
    if number == 4:
        return {"error": "x"}, 404
    return jsonify(ticket=number, error=None)


@app.errorhandler(500)
def failed(error):
    return {"error": "x"}  # want "status 200"
