"""Error bodies of different shapes make every client write a branch for each.

One shape for all endpoints lets a client read the code and show the message in one place. The option
`error-shape` names it: "nested" `{error: {code, message}}` (the default), "envelope" `{success: false,
error: {code, message}}`, "detail" `{detail}`, "problem+json" `{type, title, status}` (RFC 9457), or "auto":
the shape used most in the project.

Bodies are read where responses are made with an error status: FastAPI, Starlette, Flask, Django, DRF,
Litestar, aiohttp, Sanic, error handlers, `responses={404: …}`; through names, helpers and models of the same
file. DRF's `raise ValidationError(…)` counts, once a file, when the settings name no `EXCEPTION_HANDLER`.

Silent: bodies that cannot be folded, pages and plain text, OAuth tokens, health checks, webhooks, GraphQL, JSON-RPC,
tests. What frameworks send by themselves (`HTTPException(detail="…")`) is not judged here.

The fix is unsafe: clients that read the body see it. It needs a text and a known status; the code is that of the status.

Source: 000:82 `Errors: { error: { code: "NOT_FOUND", message: … } }`; 000:72 "Consistent shape across all
endpoints"; 003:91 `Error: { error: { message, code } }`; 004:63-65 `"success": false, "error": { "code":`.

Bad:
    from fastapi.responses import JSONResponse

    def find(order):
        if order is None:
            return JSONResponse(status_code=404, content={"message": "Not found"})  # want "{message} does not match"
        return JSONResponse({"error": "Taken"}, 409)  # want "`error` is a plain string"

Fixed:
    from fastapi.responses import JSONResponse

    def find(order):
        if order is None:
            return JSONResponse(status_code=404, content={"error": {"code": "NOT_FOUND", "message": "Not found"}})
        return JSONResponse({"error": {"code": "CONFLICT", "message": "Taken"}}, 409)

Good:
    from fastapi.responses import JSONResponse

    def body(code, message):
        return {"error": {"code": code, "message": message}}

    def gone():
        return JSONResponse(status_code=404, content=body("NOT_FOUND", "There is no such order"))
"""

from collections import Counter, defaultdict

from backend_lint.rule import DRF_TRIGGERS, RESPONSE_TRIGGERS, SHAPES, Answers, Context, Project, Reshaping, Rule, cst

rule = Rule(
    __name__,
    "BKD501",
    severity="error",
    triggers=(*RESPONSE_TRIGGERS, *DRF_TRIGGERS),
    options={"error_shape": "nested"},
    headline=True,
    topic="error-body", precedence=10, fixes=("unsafe",),
    hint="Answer with one shape: an object `error` with `code` and `message`.",
)  # fmt: skip


@rule.on(cst.Module)
def shape(module: cst.Module, context: Context):
    wanted = context.options["error_shape"]
    answers = context.know(Answers)
    for answer in answers.errors if wanted in SHAPES else ():
        whole = answer.part == "body"
        fault = answers.judge.fault(answer.body, wanted, inner=not whole)
        if fault is not None:
            better = context.know(Reshaping).of(answer, wanted)
            yield context.finding(
                answer.node,
                _message(answers.judge.describe(answer.body), SHAPES[wanted], fault),
                hint="Send one shape from every endpoint; `error-shape` names it.",
                fix=context.repaired(better, before=answer.node),
            )


@rule.on_project
def minority(project: Project):
    """With "auto": what differs from the shape that the project uses most."""
    if project.options["error_shape"] != "auto":
        return
    shapes = [(facts.path, shape) for facts in project.facts for shape in facts.error_shapes]
    counts = Counter(shape.shape for _, shape in shapes)
    usual = min(counts, key=lambda name: (-counts[name], name != "nested", name), default="")
    for path, found in shapes:
        if found.shape != usual:
            said = found.description if found.description.startswith("{") else f"({found.description})"
            yield project.finding(
                path,
                found.place,
                f"Error body {said} differs from the shape the project uses most, "
                f"{SHAPES.get(usual, usual)} ({counts[usual]} of {len(shapes)} bodies)",
            )


@rule.on_project
def converted(project: Project):
    """What DRF makes of `raise ValidationError(…)`, once a file: one setting, if none is there yet, mends them all."""
    wanted = project.options["error_shape"]
    if {facts.drf_converter for facts in project.facts} - {""} != {"default"} or wanted == "detail":
        return
    for facts in project.facts:
        told = defaultdict(list)
        for error in (each for each in facts.drf_faults if wanted in each.faults):
            told[_message(error.description, SHAPES[wanted], error.faults[wanted])].append(error.place)
        for message, places in told.items():
            count = f" ({len(places)} places in this file)" if len(places) > 1 else ""
            yield project.finding(
                facts.path, places[0], message + count, hint="Set REST_FRAMEWORK's `EXCEPTION_HANDLER`."
            )


def _message(found: str, wanted: str, fault: str) -> str:
    said = f"Error body {found}" if found.startswith("{") else "Error body"
    return f"{said} does not match the project shape {wanted}: {fault}"
