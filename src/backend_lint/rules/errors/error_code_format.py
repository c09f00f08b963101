"""Error codes that are not SCREAMING_SNAKE_CASE look like text, and clients compare them by mistake.

A code is a constant that client code switches on: `NOT_FOUND`, not "Not found", which the next editor of the
message changes. One form for all of them lets a client's author guess right and a search find every use.

Codes are read in error bodies, in exception classes (`code = "…"`), in what raises them
(`AppError(code="…")`) and in calls of a helper of the same file that sends its parameter as the code.
Silent: codes that other libraries or providers choose (Django's and DRF's are lower case), numbers (the rule
about shapes speaks of them), codes made at run time.

The fix is unsafe: clients that compare the old code with something no longer find it.

Source: 000:82 `{ error: { code: "NOT_FOUND", message: … } }`; 004:65 `"code": "VALIDATION_ERROR"`; 003:151
"Include error codes for client handling".

Bad:
    from fastapi.responses import JSONResponse

    class SoldOutError(Exception):
        code = "sold-out"  # want "Error code `sold-out` should be SCREAMING_SNAKE_CASE: `SOLD_OUT`"

    def missing():
        content = {"error": {"code": "not found", "message": "There is no such order"}}  # want "`NOT_FOUND`"
        return JSONResponse(status_code=404, content=content)

Fixed:
    from fastapi.responses import JSONResponse

    class SoldOutError(Exception):
        code = "SOLD_OUT"

    def missing():
        content = {"error": {"code": "NOT_FOUND", "message": "There is no such order"}}
        return JSONResponse(status_code=404, content=content)

Good:
    from django.core.exceptions import ValidationError
    from fastapi.responses import JSONResponse

    class SoldOutError(Exception):
        code = "SOLD_OUT"

    def missing():
        return JSONResponse(status_code=404, content={"error": {"code": "NOT_FOUND",
        "message": "No such order"}})

    def check(value):
        raise ValidationError("Too long", code="max_length")
"""

import re

from backend_lint.rule import CODE_TRIGGERS, Context, ErrorCodes, Rule, cst

rule = Rule(
    __name__,
    "BKD503",
    severity="warning",
    triggers=CODE_TRIGGERS,
    fixes=("unsafe",),
    hint="Write codes in SCREAMING_SNAKE_CASE.",
)

_FORM = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


@rule.on(cst.Module)
def form(module: cst.Module, context: Context):
    if context.roles & {"test", "example", "migration"}:
        return
    for code in context.know(ErrorCodes).all:
        if not _FORM.fullmatch(code.text):
            words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", code.text)
            better = re.sub(r"[^A-Za-z0-9]+", "_", words).strip("_").upper()
            known = _FORM.fullmatch(better) is not None
            text = f"Error code `{code.text}` should be SCREAMING_SNAKE_CASE{f': `{better}`' if known else ''}"
            written = known and isinstance(code.node, cst.SimpleString) and not code.node.prefix
            fix = context.replace(code.node, f'"{better}"', title=f"Write `{better}`") if written else ()
            yield context.finding(code.node, text, fix=fix)
