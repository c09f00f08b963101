# path: app/admin/users.py
# A blueprint of any name, imported; a session that only its commit tells; entities that are called sessions.
from flask import render_template, request

from app.admin import admin
from app.models import Users
from app.schemas import CheckoutSession, UserSession


@admin.route("/admin/users")
def users():
    return render_template("users.html", users=Users.query.filter(Users.active).all())  # want "`users` talks to"


@admin.route("/admin/users", methods=["POST"])
def remove(db, user):
    db.delete(user)  # want "(`db.delete()` and 1 more)"
    db.commit()


@admin.route("/admin/sessions")
def sessions(login: UserSession, checkout: CheckoutSession, cart, db):
    login.refresh(request)
    checkout.add(cart)
    db.add(cart)
    return render_template("sessions.html", cart=checkout.get("cart"))


@celery.route("tasks.users")
def task():
    return Users.query.all()
