# path: app/controllers/backend/service.py
# Named after the services that they manage: classes of handlers, as the module of their base says.
from flask import jsonify
from werkzeug.exceptions import BadRequest

from app.api.layers import BaseService
from app.controllers.base import ManagementBase
from app.services.views import Shown


class ConnectService(ManagementBase):
    def _process(self):
        raise BadRequest("already connected")


class Status(ManagementBase):
    def _process(self):
        return jsonify(connected=True)


class WishService(BaseService):
    def find(self):
        raise BadRequest("no wish")  # want "Service `find` raises `BadRequest`"


class ShownWishes(Shown):
    def find(self):
        raise BadRequest("no wish")  # want "Service `find` raises `BadRequest`"


def find():
    raise BadRequest("no wish")  # want "Service `find` raises `BadRequest`"
