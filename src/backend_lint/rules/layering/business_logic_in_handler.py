"""A request handler holds business logic that belongs in a service.

A handler translates: it validates the input, checks who asks, calls a service and answers. Logic inside it cannot
be reused by a job or another endpoint, and it can be tested only through HTTP. Each thing a handler does itself
scores points: a loop or a computation over domain data 2, a branch on it 1, assigning to an entity 2, database work
2, an effect outside (HTTP, e-mail, payment, files, queue, cache) 2, hashing or signing 2, each service call after the
second 1, error handling that does more than answer 1, every 5 statements over `max-handler-statements` 1. More than
`handler-logic-threshold` points are reported; in a function under `Depends()`, more than 8.

Silent for what a thin handler does: guards (404, 401, 403, input), parsing, building the response, pages, logging,
content negotiation, `form.is_valid()`. Helpers of the same file that only handlers call count for their first
caller. Silent for health checks, OAuth callbacks, webhooks, downloads and admin actions; strict in single-file apps
and from 3 points up.

Source: 000:70 "Keep it in a service layer, not in the route handler. Route handlers should only: validate →
auth → call service → respond"; 001:329 "Don't put business logic in controllers"; 003:142 "Keep handlers thin -
delegate to services".

Bad:
    from fastapi import APIRouter
    from sqlalchemy.ext.asyncio import AsyncSession
    router = APIRouter()

    @router.post("/orders")
    async def create_order(order: OrderIn, db: AsyncSession):  # want "`create_order` holds business logic (score 9 > 4"
        total = 0
        for line in order.lines:
            product = await db.get(Product, line.product_id)
            if product.stock < line.quantity:
                return {"error": "out of stock"}
            product.stock -= line.quantity
            total += product.price * line.quantity
        return await charge(order.user_id, total)

Good:
    from fastapi import APIRouter, HTTPException
    router = APIRouter()

    @router.post("/orders/{order_id}/pay")
    async def pay_order(order_id: int, payment: PaymentIn, service: OrderServiceDep, user: CurrentUser):
        order = await service.find(order_id)
        if order is None:
            raise HTTPException(404, "order not found")
        if order.owner_id != user.id:
            raise HTTPException(403, "not your order")
        receipt = await service.pay(order, payment)
        return ReceiptOut.model_validate(receipt)

    @router.get("/orders")
    async def list_orders(service: OrderServiceDep, page: int = 1, limit: int = 20, status: str | None = None):
        orders, total = await service.page(offset=(page - 1) * limit, limit=limit, status=status)
        return {"data": [OrderOut.model_validate(o) for o in orders], "pages": (total + limit - 1) // limit}
"""

from backend_lint.rule import (
    DEPENDENCY_THRESHOLD,
    HANDLER_TRIGGERS,
    LOGIC_LIMITS,
    LOGIC_TRIGGERS,
    Context,
    HandlerScope,
    Rule,
    cst,
)

rule = Rule(
    __name__,
    "BKD201",
    severity="warning",
    triggers=LOGIC_TRIGGERS,
    strict_triggers=HANDLER_TRIGGERS,
    options=LOGIC_LIMITS,
    headline=True,
    hint="Move the decisions and the work into a service that the handler calls.",
)

#: From more than this many points a handler is reported with --strict.
STRICT_THRESHOLD = 2
SHOWN = 3


@rule.on(cst.Module)
def business_logic(module: cst.Module, context: Context):
    limit, statements = context.options["handler_logic_threshold"], context.options["max_handler_statements"]
    scope, thick = context.know(HandlerScope), []
    for handler in scope.handlers if context.strict or not scope.single_file else ():
        reasons = scope.logic(handler.function, statements)
        strict = scope.single_file or sum(r.points for r in reasons) <= limit
        thick.append((handler.function, "Handler", reasons, min(STRICT_THRESHOLD, limit) if strict else limit, strict))
    thick += [
        (function, "Dependency", scope.logic(function, statements), DEPENDENCY_THRESHOLD, False)
        for function in scope.dependencies
    ]
    thick = [
        entry for entry in thick if sum(r.points for r in entry[2]) > entry[3] and (context.strict or not entry[4])
    ]
    nodes = [node for function, _, reasons, *_ in thick for node in (function.name, *(r.node for r in reasons))]
    lines = dict(zip(nodes, context.lines(nodes), strict=True))
    for function, what, reasons, allowed, strict in thick:
        score = sum(reason.points for reason in reasons)
        shown = sorted(reasons, key=lambda reason: (-reason.points, lines[reason.node]))[:SHOWN]
        told = "; ".join(f"{reason.text}, line {lines[reason.node]}, {reason.points}" for reason in shown)
        yield context.finding(
            function.name,
            f"{what} `{function.name.value}` holds business logic (score {score} > {allowed}: {told}); move it to a service",
            severity="strict" if strict else None,
            confidence="medium",
            hint="Keep validating, checking who asks, one service call and the answer.",
            related=[
                (reason.node, f"{reason.text} ({reason.points})")
                for reason in sorted(reasons, key=lambda reason: lines[reason.node])
            ],
        )
