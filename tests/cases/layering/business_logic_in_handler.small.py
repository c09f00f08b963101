# path: app.py
from flask import Flask, request

app = Flask(__name__)


# A single-file application needs no layers: strict.
@app.route("/total", methods=["POST"])
def total():  # want[strict] "score 6 > 2"
    amount = 0
    for line in request.get_json()["lines"]:
        db.session.add(line)
        amount += line["price"] * line["quantity"]
    return {"total": amount}
