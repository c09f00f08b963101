"""Error bodies of different shapes make every client write a branch for each.

One shape for all endpoints lets a client read the code and show the message in one place. The option
`error-shape` names it: "nested" `{error: {code, message}}` (the default), "envelope" `{success: false,
error: {code, message}}`, "detail" `{detail}`, "problem+json" `{type, title, status}` (RFC 9457), or "auto":
the shape used most in the project.

Bodies are read where responses are made with an error status: FastAPI, Starlette, Flask, Django, DRF,
Litestar, aiohttp, Sanic, error handlers, `responses={404: …}`; through names, helpers and models of the same
file. DRF's `raise ValidationError(…)` counts when the settings name no `EXCEPTION_HANDLER`.

Silent: bodies that cannot be folded, pages and plain text, OAuth tokens, health checks, webhooks and
callbacks, GraphQL, JSON-RPC, tests. What frameworks send by themselves (`HTTPException(detail="…")`) is not
judged here.

Source: 000:82 "Errors: { error: { code: "NOT_FOUND", message: … } }"; 000:72 "Consistent shape across all
endpoints"; 003:91 "Error: { error: { message, code } }"; 004:60-71 `{success: false, error: {code, message,
details}}`.

Bad:
    from fastapi import status
    from fastapi.responses import JSONResponse

    def gone():
        return JSONResponse(status_code=404, content={"message": "Not found"})  # want "{message} does not match"

    def taken():
        return JSONResponse({"error": "Taken"}, status.HTTP_409_CONFLICT)  # want "`error` is a plain string"

Fixed:
    from fastapi import status
    from fastapi.responses import JSONResponse

    def gone():
        return JSONResponse(status_code=404, content={"error": {"code": "NOT_FOUND", "message": "Not found"}})

    def taken():
        return JSONResponse({"error": {"code": "CONFLICT", "message": "Taken"}}, status.HTTP_409_CONFLICT)

Good:
    from fastapi.responses import JSONResponse

    def body(code, message):
        return {"error": {"code": code, "message": message}}

    def gone():
        return JSONResponse(status_code=404, content=body("NOT_FOUND", "There is no such order"))
"""

from collections import Counter

from backend_lint.rule import DRF_TRIGGERS, RESPONSE_TRIGGERS, SHAPES, Answers, Context, Project, Rule, cst

rule = Rule(
    __name__,
    "BKD501",
    severity="error",
    triggers=(*RESPONSE_TRIGGERS, *DRF_TRIGGERS),
    options={"error_shape": "nested"},
    headline=True,
    topic="error-body",
    precedence=10,
)


@rule.on(cst.Module)
def shape(module: cst.Module, context: Context):
    wanted = context.options["error_shape"]
    if wanted not in SHAPES:
        return
    answers = context.know(Answers)
    for answer in answers.errors:
        whole = answer.part == "body"
        fault = answers.judge.fault(answer.body, wanted, inner=not whole)
        if fault is not None:
            better = answers.judge.rewritten(answer.value, answer.status) if whole and wanted == "nested" else None
            yield context.finding(
                answer.node,
                _message(answers.judge.describe(answer.body), SHAPES[wanted], fault),
                hint="Send one shape from every endpoint; `error-shape` names it.",
                fix=context.replace(answer.node, better, title="Give the error a code and a message") if better else (),
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
            yield project.finding(
                path,
                found.place,
                f"Error body {_said(found.description)} differs from the shape the project uses most, "
                f"{SHAPES.get(usual, usual)} ({counts[usual]} of {len(shapes)} bodies)",
            )


@rule.on_project
def converted(project: Project):
    """What DRF makes of `raise ValidationError(…)`, unless the settings that were read name another function for it."""
    wanted = project.options["error_shape"]
    converters = {facts.drf_converter for facts in project.facts} - {""}
    for path, error in ((facts.path, error) for facts in project.facts for error in facts.drf_faults):
        if converters == {"default"} and wanted != "detail" and wanted in error.faults:
            message = _message(error.description, SHAPES[wanted], error.faults[wanted])
            yield project.finding(path, error.place, message, hint="Set `EXCEPTION_HANDLER` of REST_FRAMEWORK.")


def _message(found: str, wanted: str, fault: str) -> str:
    said = f"Error body {found}" if found.startswith("{") else "Error body"
    return f"{said} does not match the project shape {wanted}: {fault}"


def _said(found: str) -> str:
    return found if found.startswith("{") else f"({found})"
