"""The text of an internal error tells an attacker about tables, paths, hosts and libraries.

Clients cannot act on `(psycopg.OperationalError) connection to server at "10.0.3.7"`; an attacker can. Log
it and answer with a message of your own.

Reported: the text, arguments or cause of a caught `Exception` or of a database, network, disk or library
error (or a stack trace, or the whole environment) in a response, an HTTP exception, a template, a flash
message or a WebSocket message, also through a variable or one helper of the same file.

Silent: the project's own exceptions and validation errors (their messages are written for clients),
`error.code`, logging, what stands behind a test for debug mode or `isinstance`, JSON syntax errors answered
with 4xx, tests.

The fix is unsafe: the client gets a text that says nothing, and the module's logger, if it has one, the exception.
Where the text would be lost it is a suggestion.

Source: 000:71 "Never expose internal errors to the client"; 000:229 "No stack traces or internal errors exposed
to clients"; 001:313 "hide internal details"; 003:150 "Log internal errors, return generic messages".

Bad:
    import logging
    from fastapi import APIRouter, HTTPException

    logger = logging.getLogger(__name__)
    router = APIRouter()

    @router.post("/import")
    async def start(service):
        try:
            return service.start()
        except Exception as error:
            raise HTTPException(status_code=500, detail=f"failed: {error}")  # want "is sent to the client"

Fixed:
    import logging
    from fastapi import APIRouter, HTTPException

    logger = logging.getLogger(__name__)
    router = APIRouter()

    @router.post("/import")
    async def start(service):
        try:
            return service.start()
        except Exception as error:
            logger.exception("start failed")
            raise HTTPException(status_code=500, detail="Internal server error")

Bad:
    import traceback
    from flask import jsonify

    def report(error):
        shown = {"code": "INTERNAL", "message": traceback.format_exc()}  # want "`traceback.format_exc()` is sent"
        return jsonify({"error": shown}), 500

Good:
    import logging
    from fastapi import HTTPException
    from app.errors import AppError

    async def start(service):
        try:
            return service.start()
        except AppError as error:
            raise HTTPException(status_code=409, detail={"code": error.code, "message": str(error)})
        except Exception as error:
            logging.exception("import failed: %s", error)
            raise HTTPException(status_code=500, detail="The import failed")
"""

from backend_lint.rule import EXPOSURE_TRIGGERS, Context, Exposures, FailureRepairs, Rule, cst

rule = Rule(
    __name__,
    "BKD505",
    severity="error",
    cwe=209,
    triggers=EXPOSURE_TRIGGERS,
    topic="error-body",
    precedence=20,
    fixes=("unsafe", "suggest"),
    hint="Log the error, and answer with a message of your own.",
)

#: Characters of the source in a message.
_SHOWN = 60
_CAUSES = {
    "stack trace": "the stack",
    "environment": "every environment variable",
    "settings": "every setting",
}


@rule.on(cst.Module)
def exposed(module: cst.Module, context: Context):
    for exposure in context.know(Exposures).all:
        shown = context.source(exposure.node)
        shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
        yield context.finding(
            exposure.node,
            f"`{shown}` is sent to the client; log it and return a generic message",
            hint=f"It shows {_CAUSES.get(exposure.cause, f'what `{exposure.cause}` says about the inside')} to whoever asks.",
            fix=context.repaired(context.know(FailureRepairs).unexposed(exposure), before=exposure.node),
        )
