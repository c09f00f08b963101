"""An error that is sent with a success status is cached, retried never, and counted as a success.

Clients, proxies and monitoring look at the status, not at the body.

Reported: a body with an `error`, `success: false` or `status: "error"` sent with 200 (written down or by
default), a `message` that speaks of a failure in a branch for it, and Flask's `return body, 404` in FastAPI,
which sends 200 and the array `[body, 404]`.

Silent: `errors` beside results (batches), `error: None`, an `error` that may be empty, previews of
validation, GraphQL, JSON-RPC, health checks, webhooks, a status that is set later on the response, tests.

The fix is unsafe: clients see the status. It is read from the words of the body, else from what was caught; where
neither says anything, and where the code states a success, it is a suggestion.

Source: 000:24 "Fail gracefully. … proper status codes"; 000:72 "Always include meaningful status codes"; 002:86
"Return proper HTTP status codes with meaningful error messages".

Bad:
    from fastapi import APIRouter
    from fastapi.responses import JSONResponse

    router = APIRouter()

    @router.get("/orders/{order_id}")
    async def show(order_id: int):
        if order_id < 1:
            return JSONResponse({"error": "There is no such order"})  # want "Error body is sent with status 200"
        return {"error": {"code": "NOT_FOUND", "message": "There is none"}}, 404  # want "FastAPI ignores the status"

Fixed:
    from fastapi import APIRouter
    from fastapi.responses import JSONResponse

    router = APIRouter()

    @router.get("/orders/{order_id}")
    async def show(order_id: int):
        if order_id < 1:
            return JSONResponse({"error": "There is no such order"}, status_code=404)
        return JSONResponse({"error": {"code": "NOT_FOUND", "message": "There is none"}}, status_code=404)

Good:
    from fastapi import APIRouter
    from fastapi.responses import JSONResponse

    router = APIRouter()

    @router.get("/orders/{order_id}")
    async def show(order_id: int, orders):
        if order_id < 1:
            return JSONResponse(status_code=404, content={"error": {"code": "NOT_FOUND", "message": "None"}})
        return {"order": orders[order_id], "error": None}

    @router.post("/orders/batch")
    async def create_many(batch, orders):
        created, failed = orders.create_many(batch)
        return {"created": created, "errors": failed}
"""

from backend_lint.rule import RESPONSE_TRIGGERS, Context, FailureRepairs, Failures, Rule, cst

rule = Rule(
    __name__,
    "BKD511",
    severity="error",
    triggers=RESPONSE_TRIGGERS,
    topic="error-body",
    precedence=15,
    fixes=("unsafe",),
    hint="Answer with the status of the error.",
)


@rule.on(cst.Module)
def success(module: cst.Module, context: Context):
    failures, repairs = context.know(Failures), context.know(FailureRepairs)
    for answer, sign in failures.sent_as_success:
        yield context.finding(
            answer.node,
            f"Error body is sent with status {answer.status}: {sign}",
            hint="Answer with a status of 400 or more.",
            fix=context.repaired(repairs.with_status(answer), before=answer.node),
        )
    for around, status in failures.ignored_tuples:
        yield context.finding(
            around,
            f"FastAPI ignores the status in `return …, {status}`: the client gets 200 and the array `[…, {status}]`",
            hint=f"Return `JSONResponse(status_code={status}, content=…)`.",
            fix=context.repaired(repairs.heard(around), before=around),
        )
