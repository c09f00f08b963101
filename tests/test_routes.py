"""Every framework of the table: what its handlers are, that a trigger finds each, and what reads a request."""

from __future__ import annotations

import re
import textwrap

import libcst as cst
import pytest

from backend_lint.engines.native import _whole, parse
from backend_lint.frameworks.requests import coerced, is_source, tainted
from backend_lint.frameworks.routes import Routes
from backend_lint.frameworks.routetables import HANDLER_TRIGGERS
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.file import decode


def analyse(code: str, path: str = "app/api/items.py") -> Analysis:
    source = decode(path, textwrap.dedent(code).encode())
    return Analysis(source, parse(source, _whole(source.text)), source.text, ())


HANDLERS = {
    "fastapi": (
        "from fastapi import APIRouter\nr = APIRouter()\n@r.get('/x/{i}')\nasync def x(i: int): ...\ndef y(): ...",
        ["x fastapi GET /x/{i} http"],
    ),
    "fastapi router from elsewhere": (
        "from app.routing import APIRouter\nfrom fastapi import Depends\nusers = APIRouter()\n@users.post('')\ndef x(): ...",
        ["x fastapi POST  http"],
    ),
    "fastapi imported router by name": ("from a import items_router\n@items_router.delete('/')\ndef x(): ...", ["x unknown DELETE / http"]),
    "fastapi websocket": ("from fastapi import FastAPI\napp = FastAPI()\n@app.websocket('/w')\nasync def w(s): ...", ["w fastapi  /w websocket"]),
    "fastapi api_route": (
        "from fastapi import FastAPI\napp = FastAPI()\n@app.api_route('/m', methods=['GET', 'post'])\ndef m(): ...",
        ["m fastapi GET,POST /m http"],
    ),
    "fastapi add_api_route": (
        "from fastapi import FastAPI\napp = FastAPI()\ndef m(): ...\napp.add_api_route('/m', m, methods=['PUT'])",
        ["m fastapi PUT /m http"],
    ),
    "cache is no router": ("from fastapi import FastAPI\n@cache.get('k')\ndef x(): ...\n@client.post('/x')\ndef y(): ...", []),
    "starlette": (
        "from starlette.routing import Route\nfrom starlette.endpoints import HTTPEndpoint\nasync def home(request): ...\n"
        "class E(HTTPEndpoint):\n    async def get(self, request): ...\nroutes = [Route('/', home, methods=['GET'])]",
        ["home starlette GET / http", "get starlette GET None http"],
    ),
    "flask": (
        "from flask import Blueprint\nbp = Blueprint('b', __name__)\n@bp.route('/f', methods=('POST',))\ndef f(): ...\n"
        "@bp.errorhandler(404)\ndef e(error): ...",
        ["f flask POST /f http"],
    ),
    "flask add_url_rule": (
        "from flask import Flask\ndef make():\n    app = Flask('a')\n    app.add_url_rule('/f', view_func=f)\ndef f(): ...",
        ["f flask  /f http"],
    ),
    "flask classes": (
        "from flask.views import MethodView\nfrom flask_restful import Resource\nclass A(MethodView):\n    def get(self): ...\n"
        "class B(Resource):\n    def post(self): ...\n    def helper(self): ...\napi.add_resource(B, '/b')",
        ["get flask GET None http", "post flask POST /b http"],
    ),
    "project's resource base": ("from app.base import BaseResource\nfrom flask import request\nclass A(BaseResource):\n    def get(self): ...", ["get flask GET None http"]),
    "django": (
        "from django.shortcuts import render\nfrom django.urls import path\nfrom django.views import View\n"
        "def index(request):\n    return render(request, 'x')\ndef tool(request):\n    return 1\n"
        "class V(View):\n    def post(self, request): ...\nclass C:\n    def get(self, request): ...\nurlpatterns = [path('i/', index)]",
        ["index django  i/ http", "post django POST None http"],
    ),
    "drf": (
        "from rest_framework.decorators import action, api_view\nfrom rest_framework.viewsets import ModelViewSet\n"
        "@api_view(['GET'])\ndef a(request): ...\nclass S(ModelViewSet):\n    def list(self, request): ...\n"
        "    @action(detail=True, methods=['post'])\n    def pay(self, request, pk=None): ...\n    def get_queryset(self): ...",
        ["a drf GET None http", "list drf GET None http", "pay drf POST None http"],
    ),
    "ninja": ("from ninja import Router\nrouter = Router()\n@router.get('/n')\ndef n(request): ...", ["n ninja GET /n http"]),
    "litestar": ("from litestar import get\n@get('/l')\nasync def l() -> str: ...", ["l litestar GET /l http"]),
    "aiohttp": (
        "from aiohttp import web\nroutes = web.RouteTableDef()\n@routes.post('/a')\nasync def a(request): ...\n"
        "async def b(request): ...\nasync def c(request): ...\napp.router.add_get('/b', b)\napp.add_routes([web.put('/c', c)])",
        ["a aiohttp POST /a http", "b aiohttp GET /b http", "c aiohttp PUT /c http"],
    ),
    "sanic": ("from sanic import Sanic\napp = Sanic('s')\n@app.get('/s')\nasync def s(request): ...", ["s sanic GET /s http"]),
    "falcon": ("import falcon\nclass R:\n    def on_get(self, req, resp): ...\n    def on_event(self): ...", ["on_get falcon GET None http"]),
    "tornado": ("import tornado.web\nclass H(tornado.web.RequestHandler):\n    async def get(self): ...", ["get tornado GET None http"]),
    "logging handler": ("import logging\nimport flask\nclass H(logging.Handler):\n    def get(self): ...", []),
    "graphql": (
        "import strawberry\nimport graphene\n@strawberry.type\nclass Q:\n    @strawberry.field\n    def a(self) -> int: ...\n"
        "class M(graphene.Mutation):\n    def mutate(root, info): ...\n    def resolve_b(root, info): ...",
        ["a graphql  None graphql", "mutate graphql  None graphql", "resolve_b graphql  None graphql"],
    ),
    "ariadne": ("from ariadne import QueryType\nquery = QueryType()\n@query.field('u')\ndef u(_, info): ...", ["u graphql  u graphql"]),
}  # fmt: skip


@pytest.mark.parametrize(("code", "expected"), HANDLERS.values(), ids=HANDLERS)
def test_handlers(code: str, expected: list[str]) -> None:
    analysis = analyse(code)
    found = analysis.know(Routes).handlers.values()
    assert [f"{h.function.name.value} {h.framework} {','.join(h.methods)} {h.path} {h.kind}" for h in found] == expected
    for handler in found:
        text = analysis.module.code_for_node(handler.function).strip("\n")
        lines = [text, analysis.module.code_for_node(handler.registered)] if handler.registered else [text]
        assert any(fires(line) for piece in lines for line in piece.splitlines()), text


def fires(line: str) -> bool:
    data = b"    " + line.encode()
    return any(literal in data.lower() and re.search(pattern, data) for literal, pattern in HANDLER_TRIGGERS)


def test_handler_of_a_node() -> None:
    analysis = analyse(
        "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\ndef a():\n    def b():\n        inner()\ndef c():\n    outer()"
    )
    calls, routes = analysis.index.calls, analysis.know(Routes)
    handler = routes.of(calls["inner"][0])
    assert handler is not None and handler.function.name.value == "a"
    assert routes.of(calls["outer"][0]) is None


def test_tasks_and_dependencies() -> None:
    code = """
        from celery import shared_task
        from fastapi import Depends
        @shared_task
        def send(): ...
        def session(): ...
        def plain(db=Depends(session)): ...
    """
    routes = analyse(code).know(Routes)
    assert {f.name.value for f in routes.tasks} == {"send"}
    assert {f.name.value for f in routes.dependencies} == {"session"}


FASTAPI = """
    import enum
    from typing import Annotated
    from fastapi import APIRouter, Depends, Request
    class Kind(enum.Enum):
        A = 1
    def page(q: str = ""):
        return q.strip()
    router = APIRouter()
    @router.get("/x/{i}")
    async def x(i: int, q: str, k: Kind, request: Request, db: SessionDep, p=Depends(page), o: int | None = None):
        body = await request.json()
        name = body.get("n") or "x"
        first, second = body["pair"]
        for tag in q.split(","):
            use(%s)
"""
FLASK = """
    from flask import Flask, request as rq
    app = Flask(__name__)
    @app.route("/x/<int:i>/<n>")
    def x(i, n):
        use(%s)
"""
DJANGO = """
    from django.views import View
    class V(View):
        def get(self, request, pk, **kwargs):
            use(%s)
"""
TORNADO = """
    from tornado.web import RequestHandler
    class H(RequestHandler):
        def get(self, name):
            use(%s)
"""


@pytest.mark.parametrize(
    ("code", "expression", "expected"),
    [
        (FASTAPI, "q", "source tainted"),
        (FASTAPI, "i", "source coerced"),
        (FASTAPI, "o", "source coerced"),
        (FASTAPI, "k.value", "coerced"),
        (FASTAPI, "db", ""),
        (FASTAPI, "request", ""),
        (FASTAPI, "request.state.user", ""),
        (FASTAPI, "request.query_params['q']", "tainted"),
        (FASTAPI, "request.headers", "source tainted"),
        (FASTAPI, "f'a {name}'", "tainted"),
        (FASTAPI, "int(name)", ""),
        (FASTAPI, "len(q)", ""),
        (FASTAPI, "second", "tainted"),
        (FASTAPI, "tag", "tainted"),
        (FASTAPI, "p", "tainted"),
        (FASTAPI, "dict(**body)", "tainted"),
        (FASTAPI, "'%s' % name", "tainted"),
        (FASTAPI, "make(name)", ""),
        (FLASK, "i", "source coerced"),
        (FLASK, "n", "source tainted"),
        (FLASK, "rq.args.get('q')", "tainted"),
        (FLASK, "rq.get_json()", "source tainted"),
        (DJANGO, "pk", "source tainted"),
        (DJANGO, "request.GET['q']", "tainted"),
        (DJANGO, "self.request.POST", "source tainted"),
        (DJANGO, "self.kwargs['pk']", "tainted"),
        (DJANGO, "kwargs", "source tainted"),
        (DJANGO, "request.user", ""),
        (TORNADO, "self.get_argument('q')", "source tainted"),
        (TORNADO, "self.settings", ""),
        (TORNADO, "name", "source tainted"),
    ],
)
def test_requests(code: str, expression: str, expected: str) -> None:
    analysis = analyse(code % expression)
    node: cst.BaseExpression = analysis.index.calls["use"][0].args[0].value
    asked = (("source", is_source), ("tainted", tainted), ("coerced", coerced))
    assert " ".join(name for name, ask in asked if ask(analysis, node)) == expected
