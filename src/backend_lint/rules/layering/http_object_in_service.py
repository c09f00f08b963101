"""A request or response object reaches the service layer.

A service that takes a `Request` or reads `flask.request` can only be called while a request runs, so neither a job
nor a test can use it without inventing one, and what it needs is hidden. Pass plain values or a DTO.

Silent in handlers, in what `Depends()` calls, in security and middleware modules. Strict for `current_app` and for
status constants. A storage service that takes an `UploadFile`, and what keeps the open `WebSocket`s, are reported with
low confidence.

Source: 001:276 "controllers handle HTTP, services handle business logic"; 004:96 "Controllers/Routes … HTTP
handling".

Bad:
    # file: app/services/audit.py
    from flask import request  # want "`request` reaches the service layer"

    def record(action):
        return save(action, request.remote_addr)

Bad:
    # file: app/services/login.py
    from fastapi import Request, Response

    class LoginService:
        async def login(self, request: Request, name: str):  # want "`Request` reaches the service layer"
            return await self.check(request.client.host, name)

Good:
    # file: app/services/login.py
    class LoginService:
        async def login(self, address: str, name: str):
            return await self.check(address, name)
    # file: app/services/users.py
    from fastapi import Depends, Request

    async def current_user(request: Request):
        return request.state.user

    async def admin(user = Depends(current_user)):
        return user.admin
"""

import re

from backend_lint.rule import HTTP_GLOBALS, HTTP_OBJECT_TRIGGERS, HTTP_STATUS, Context, Rule, ServiceLayer, cst

rule = Rule(
    __name__,
    "BKD204",
    severity="warning",
    triggers=HTTP_OBJECT_TRIGGERS,
    only_in=("service", "repository"),
    silent_in=("test", "migration", "example", "handler"),
    hint='Pass the values that the service needs.',
)  # fmt: skip

#: What a service that needs the object itself is called.
NEEDED = {
    "UploadFile": re.compile(r"storage|upload|file|media|image|attachment|import|assets?([^a-z]|$)", re.I),
    "WebSocket": re.compile(r"web_?sockets?|connections?([^a-z]|$)|broadcast", re.I),
}
ADVICE = "reaches the service layer; pass plain values or a DTO"


@rule.on(cst.Param)
def parameter(param: cst.Param, context: Context):
    layers = context.know(ServiceLayer)
    name = layers.http_type(param)
    function = context.inside(param, cst.FunctionDef)
    if name is None or function is None:
        return
    if layers.of(function, context.roles) in ("service", "repository"):
        subject = f"{context.path} {function.name.value}"
        low = name in NEEDED and NEEDED[name].search(subject) is not None
        yield context.finding(param, f"`{name}` {ADVICE}", confidence="low" if low else "high")


@rule.on(cst.ImportAlias)
def imported(alias: cst.ImportAlias, context: Context):
    statement = context.parent(alias)
    if not isinstance(statement, cst.ImportFrom) or statement.module is None or statement.relative:
        return
    name = f"{context.source(statement.module)}.{context.source(alias.name)}"
    if name not in HTTP_GLOBALS | HTTP_STATUS:
        return
    if context.know(ServiceLayer).of(alias, context.roles) in ("service", "repository"):
        strict = name in HTTP_STATUS or name.endswith("current_app")
        yield context.finding(alias, f"`{context.source(alias.name)}` {ADVICE}", severity="strict" if strict else None)
