"""A service answers in HTTP: it raises an HTTP exception, aborts the request, or returns a response.

A service that raises `HTTPException(404)` can be used by nothing but a request handler: a job, a command or another
service gets a status code for an error. Raise an error of the domain with a code, and map it to a status in one
exception handler at the edge.

Silent in handlers, in what `Depends()` calls, in security and middleware modules, and with
`service-errors = "http-allowed"`. Strict for an exception class of the project that derives from an HTTP exception.

Source: 000:152-153 `// Use in services throw new AppError("NOT_FOUND", 404, "User not found")`; 001:276
"controllers handle HTTP, services handle business logic"; 003:148 "Define custom error classes with status codes".

Bad:
    # file: app/services/users.py
    from fastapi import HTTPException

    class UserService:
        async def create(self, email):
            if await self.users.by_email(email):
                raise HTTPException(status_code=409, detail="taken")  # want "Service `create` raises `HTTPException`"

Good:
    # file: app/services/users.py
    from app.errors import EmailTaken

    class UserService:
        async def create(self, email):
            if await self.users.by_email(email):
                raise EmailTaken(email)
    # file: app/api/users.py
    from fastapi import APIRouter, HTTPException
    router = APIRouter()

    @router.get("/users/{name}")
    async def find(name: str, service: UserServiceDep):
        user = await service.find(name)
        if user is None:
            raise HTTPException(404, "user not found")
        return user
"""

from backend_lint.rule import HTTP_ANSWER_TRIGGERS, Context, Rule, ServiceLayer, cst

rule = Rule(
    __name__,
    "BKD203",
    severity="warning",
    triggers=HTTP_ANSWER_TRIGGERS,
    options={"service_errors": "domain"},
    only_in=("service", "repository", "model"),
    silent_in=("test", "migration", "example", "handler"),
    hint="Raise an error of the domain, and map it to a status where requests are handled.",
)

HINT = "Raise a domain error with a code; map it to a status in one exception handler."


@rule.on(cst.Raise)
def http_exception(node: cst.Raise, context: Context):
    if node.exc is None or not speaks(context):
        return
    layers = context.know(ServiceLayer)
    error = layers.http_error(node.exc)
    layer = layers.of(node, context.roles) if error else None
    if error is not None and layer is not None:
        name, own = error
        told = f"{subject(node, layer, context)} raises `{name}`; raise a domain error (with code) and map it at the API edge"
        yield context.finding(node, told, severity="strict" if own else None, hint=HINT)


@rule.on_call(
    "flask.abort",
    "quart.abort",
    "flask_restful.abort",
    "flask_restx.abort",
    "flask_smorest.abort",
    "werkzeug.exceptions.abort",
)
def aborts(call: cst.Call, context: Context):
    layer = context.know(ServiceLayer).of(call, context.roles) if speaks(context) else None
    if layer is not None:
        told = f"{subject(call, layer, context)} calls `abort()`; raise a domain error (with code) and map it at the API edge"
        yield context.finding(call, told, hint=HINT)


@rule.on(cst.Return)
def http_response(node: cst.Return, context: Context):
    layers = context.know(ServiceLayer)
    name = layers.response(node.value) if speaks(context) else None
    layer = layers.of(node, context.roles) if name else None
    if layer is not None:
        told = f"{subject(node, layer, context)} returns `{name}`; return plain values and build the response at the API edge"
        yield context.finding(node, told)


def speaks(context: Context) -> bool:
    return bool(context.options["service_errors"] != "http-allowed")


def subject(node: cst.CSTNode, layer: str, context: Context) -> str:
    function = context.function(node)
    return f"{layer.capitalize()} `{function.name.value}`" if function is not None else f"{layer.capitalize()} module"
