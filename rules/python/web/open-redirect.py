from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from flask import Blueprint, redirect, request, url_for

bp = Blueprint("accounts", __name__)


@bp.route("/login", methods=["POST"])
def login():
    # ruleid: python-open-redirect
    return redirect(request.args.get("next") or url_for("shop.index"))


@bp.route("/logout")
def logout():
    target = request.args["next"]
    # ruleid: python-open-redirect
    return redirect(target)


def signed_in(request):
    # ruleid: python-open-redirect
    return HttpResponseRedirect(request.GET.get("next", "/"))


def signed_in_safely(request):
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    # ok: python-open-redirect
    return HttpResponseRedirect(target)


@bp.route("/orders/find")
def find():
    # ok: python-open-redirect
    return redirect(url_for("orders.show", number=request.args["number"]))


@bp.route("/language")
def language():
    target = request.args["next"]
    if not target.startswith("/") or target.startswith("//"):
        target = "/"
    # ok: python-open-redirect
    return redirect(target)
