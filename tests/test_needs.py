"""What a hit needs is an upper bound: files that hold it are parsed and give the findings of the whole file, others are not."""

from __future__ import annotations

import pytest

from backend_lint import catalog
from backend_lint.engines.native import Engine
from backend_lint.hooks import BoundRule
from backend_lint.model import FileResult

HANDLER = "from fastapi import APIRouter\nfrom .db import {}\nrouter = APIRouter()\n@router.get('/users')\n"
PLUS = "    for row in rows():\n        row.total = row.price * row.count\n"

# The rule, the path, the code, and whether the rule speaks of it; of what it cannot speak nothing is parsed.
CASES: dict[str, tuple[str, str, str, bool]] = {
    # -- BKD202: queries
    "a session by its type": (
        "BKD202", "app/views.py", HANDLER.format("SessionDep") + "def f(store: SessionDep):\n    return store.get(User, 1)\n", True,
    ),
    "an alias of such a type": (
        "BKD202",
        "app/views.py",
        "from typing import Annotated\nfrom sqlalchemy.orm import Session\n" + HANDLER.format("x") + "def f(a: Store):\n    return a.get(User)\nStore = Annotated[Session, x]\n",
        True,
    ),
    "what a function of the file returns": (
        "BKD202",
        "app/views.py",
        "import sqlite3\ndef handle():\n    return sqlite3.connect('a')\n" + HANDLER.format("x") + "def f():\n    made = handle()\n    made.execute('select a from b')\n",
        True,
    ),
    "a dictionary in a file that types sessions": (
        "BKD202", "app/views.py", HANDLER.format("AsyncSession") + "def f(session: AsyncSession, request: x):\n    a = {}\n    return a.get(1), NAMES.get(2)\nNAMES = {}\n", False,
    ),
    "something imported, of no driver": (
        "BKD202", "app/views.py", HANDLER.format("users, Session") + "def f(session: Session):\n    return users.get(session, 1)\n", False,
    ),
    "an idiom of Django": (
        "BKD202", "app/views.py", "from django.http import JsonResponse\ndef f(request):\n    return JsonResponse(User.objects.get(pk=1))\n", False,
    ),
    "a probe by its name": (
        "BKD202", "app/views.py", HANDLER.format("x") + "def health(db):\n    return db.execute('select a from b')\n", False,
    ),
    # -- BKD201: logic
    "a resolver": ("BKD201", "app/types.py", f"class A:\n  def resolve_a(root, info):\n{PLUS}", True),
    "a method that is called like one": ("BKD201", "app/types.py", f"class A:\n  def resolve_a(root, a, b, c):\n{PLUS}", False),
    "a view by its answer": (
        "BKD201", "app/views.py", f"from django.shortcuts import render\ndef f(request):\n{PLUS}    return render(request, 'a')\n", True,
    ),
    "a view that the file hands on": (
        "BKD201", "app/app.py", f"from django.urls import path\ndef f(request):\n{PLUS}    return 1\nurlpatterns = [path('a', f)]\n", True,
    ),
    "a helper that takes a request": (
        "BKD201", "app/views.py", f"from django.shortcuts import render\ndef f(request):\n{PLUS}    return 1\ng(f(1))\n", False,
    ),
    "a method that takes a request": (
        "BKD201", "app/views.py", f"from django.views import View\nclass A(View):\n  def f(self, request):\n{PLUS}    return 1\n", False,
    ),
    "services by a type": (
        "BKD201",
        "app/views.py",
        HANDLER.format("UserService") + "def f(a: UserService, b: UserService, c: UserService):\n" + "".join(f"    {x}.{y}()\n" for x in "abc" for y in "ghi"),
        True,
    ),
    "calls of what is none": (
        "BKD201",
        "app/views.py",
        HANDLER.format("UserService") + "def f(a: User):\n" + "".join(f"    {x}.{y}()\n" for x in "a" for y in "ghijklmno"),
        False,
    ),
    "logic of a helper": (
        "BKD201", "app/views.py", f"def g():\n{PLUS}" + HANDLER.format("x") + "def f():\n    return g()\n", True,
    ),
    "logic of a function with decorators": (
        "BKD201", "app/views.py", f"@cache\ndef g():\n{PLUS}" + HANDLER.format("x") + "def f():\n    return g()\n", False,
    ),
    "a page that is built": (
        "BKD201",
        "app/views.py",
        HANDLER.format("tag") + "def f():\n  with tag.div():\n" + "".join(f"    if a{n}.b > c:\n      text('{n}')\n" for n in range(9)),
        False,
    ),
    # -- BKD511 and BKD503: bodies and codes
    "an error where bodies are sent": (
        "BKD511", "app/views.py", "from flask import Flask\napp = Flask(__name__)\n@app.get('/a')\ndef f():\n    return {'error': 'no such a'}\n", True,
    ),
    "an application made elsewhere": (
        "BKD511", "app/views.py", "from .x import APIRouter\nrouter = APIRouter()\n@router.get('/a')\ndef f():\n    return {'error': 'no such a'}\n", True,
    ),
    "an error where nothing is sent": ("BKD511", "app/tasks.py", "def f():\n    return {'error': 'no such a'}\n", False),
    "a raw response of what is encoded": (
        "BKD511", "app/views.py", "import json\nfrom django.http import HttpResponse\ndef f(request):\n    return HttpResponse(json.dumps({'error': 'no such a'}))\n", True,
    ),
    "a raw response of text": (
        "BKD511", "app/views.py", "from django.http import HttpResponse\ndef f(request):\n    return HttpResponse('no', status=404)\n", False,
    ),
    "the code of an exception of the project": ("BKD503", "app/errors.py", "from .x import AppError\nclass NoUser(AppError):\n    code = 'no-user'\n", True),
    "its base under another name": ("BKD503", "app/errors.py", "from .x import AppError as Base\nclass NoUser(Base):\n    code = 'no-user'\n", True),
    "a raised code": ("BKD503", "app/x.py", "from .errors import AppError\ndef f():\n    raise AppError(code='no-user')\n", True),
    "a raised code of Django's": (
        "BKD503", "app/x.py", "from django.core.exceptions import ValidationError\ndef f():\n    raise ValidationError('a', code='no-user')\n", False,
    ),
    "a code of anything else": ("BKD503", "app/x.py", "def f():\n    code = 'no-user'\n    return g(code)\n", False),
    # -- BKD204, BKD101, BKD303
    "a request in a service": ("BKD204", "app/services/a.py", "from fastapi import Request\ndef f(a: 'Request'):\n    return a\n", True),
    "the word in a docstring": ("BKD204", "app/services/a.py", "from fastapi import x\ndef f():\n    '''a: Request body'''\n", False),
    "a request of the project's": ("BKD204", "app/services/a.py", "from .x import Request\ndef f(a: Request):\n    return a\n", False),
    "conditions for Django": ("BKD103", "app/a.py", "def f(a):\n    return A.objects.extra(\n        where=[f'a = {a}'])\n", True),
    "conditions for anything else": ("BKD103", "app/a.py", "def f(a):\n    return g(where={'a': f'a = {a}'})\n", False),
    "a URL from parts": (
        "BKD303",
        "app/a.py",
        "from sqlalchemy import URL as U\nfrom sqlalchemy import URL\na = URL.create('postgresql', password='hT7x9Qz2w', host='db.a.io')\n",
        True,
    ),
    "an object with a URL": ("BKD303", "app/a.py", "a = Menu.objects.create(url='http://a.io/b/')\n", False),
}  # fmt: skip


@pytest.mark.parametrize(("code", "path", "text", "speaks"), CASES.values(), ids=CASES)
def test_needs(code: str, path: str, text: str, speaks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = next(rule for rule in catalog.rules() if rule.code == code)
    selected = [BoundRule(rule, rule.options)]
    whole = Engine(selected, scouting=False, eliding=False).check(path, text.encode())
    assert bool(whole.findings) is speaks
    if not speaks:
        monkeypatch.setattr("backend_lint.engines.native.parse", None)
    assert _said(Engine(selected).check(path, text.encode())) == _said(whole)


def _said(result: FileResult) -> list[tuple[int, str]]:
    return [(finding.place.line, finding.message) for finding in result.findings]
