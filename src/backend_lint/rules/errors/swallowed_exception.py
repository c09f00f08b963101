"""A swallowed exception hides the failure and its cause.

A typing mistake looks like an absent value, a full disk like an empty list, and nobody is told. Handle the one
type that is expected, log the rest, or let it through.

Reported: a handler of everything (bare, `Exception`, `BaseException`) or of a failure nobody expects (a
database, network or program error) whose body does nothing; `contextlib.suppress` of everything; the results
of `asyncio.gather(…, return_exceptions=True)` thrown away.

Silent: expected, narrow types that are skipped on purpose (`KeyError`, `FileNotFoundError`, `queue.Empty`,
…), any narrow type with a comment that says why, optional imports, predicates (`is_…`, `has_…`) that answer
`False`, handlers that do anything at all (log, count, assign, raise), what is raised or logged right after
them, a next candidate, tests. Closing and cleaning up: --strict only, a second failure must not hide the first.

The fix is a suggestion: the module's logger tells of the exception. What should be done about it, only a person knows.

Source: 002:53 "Always handle errors properly. Never swallow exceptions. Log meaningful messages"; 003:33
"Handles errors gracefully with proper logging".

Bad:
    import logging
    logger = logging.getLogger(__name__)

    def remind(user, mailer):
        try:
            mailer.send(user)
        except Exception:  # want "`Exception` is swallowed"
            pass

Fixed:
    import logging
    logger = logging.getLogger(__name__)

    def remind(user, mailer):
        try:
            mailer.send(user)
        except Exception:
            logger.exception("remind failed")

Bad:
    import asyncio
    import contextlib

    def sync(client):
        with contextlib.suppress(Exception):  # want "`Exception` is swallowed"
            client.push()

    async def warm_up(tasks):
        await asyncio.gather(*tasks, return_exceptions=True)  # want "thrown away"

Good:
    def forget(key, cache):
        try:
            del cache[key]
        except KeyError:
            pass
"""

from backend_lint.rule import PASSING_TRIGGERS, SWALLOWING_TRIGGERS, Catches, Context, FailureRepairs, Rule, cst

rule = Rule(
    __name__, "BKD507", severity="error", cwe=390,
    triggers=(
        *SWALLOWING_TRIGGERS,
        (b"suppress", rb"\bsuppress\(.*\b(?:Exception|BaseException)\b"),
        (b"return_exceptions", rb"return_exceptions\s*=\s*True"),
    ),
    strict_triggers=PASSING_TRIGGERS, fixes=("suggest",), same_as=("bandit:B110", "bandit:B112", "ruff:S110", "ruff:S112", "ruff:BLE001"),
    hint="Handle it, log it, or let it pass.",
)  # fmt: skip


@rule.on(cst.ExceptHandler)
def swallowed(handler: cst.ExceptHandler, context: Context):
    catch = context.know(Catches).of(handler)
    if not catch.does_nothing or catch.optional_import or catch.told_after:
        return
    expected = not catch.only_passes or catch.kind == "expected" or catch.explained or catch.tries_next
    if catch.kind != "broad" and expected:
        return
    lenient = catch.kind == "narrow" or catch.denies or catch.cleans_up
    what = f"`{context.source(handler.type)}`" if handler.type else "Every exception"
    yield context.finding(
        handler,
        f"{what} is swallowed; handle it, log it or re-raise",
        severity="strict" if lenient else None,
        confidence="high" if catch.kind == "broad" else "medium",
        fix=context.repaired(context.know(FailureRepairs).logged(handler), before=handler),
    )


@rule.on_call("contextlib.suppress")
def suppressed(call: cst.Call, context: Context):
    names = [context.qualname(argument.value) for argument in call.args]
    if not {"Exception", "BaseException"} & {*names}:
        return
    around = context.inside(call, cst.With, cst.FunctionDef)
    what = ", ".join(context.source(argument.value) for argument in call.args)
    yield context.finding(
        call,
        f"`{what}` is swallowed; suppress the one type that is expected",
        severity="strict" if around is not None and context.know(Catches).cleans_up(around) else None,
    )


@rule.on_call("asyncio.gather")
def ignored_results(call: cst.Call, context: Context):
    flag = context.value(context.argument(call, "return_exceptions"))
    waiting = context.parent(call)
    unused = isinstance(waiting, cst.Await) and isinstance(context.parent(waiting), cst.Expr)
    if flag is not True or not unused:
        return
    cancels = (context.function(each) is context.function(call) for each in context.calls("cancel"))
    ends = context.know(Catches).cleans_up(waiting) or any(cancels)
    yield context.finding(
        call,
        "The exceptions that `gather` returns are thrown away; look at its results",
        severity="strict" if ends else None,
        confidence="medium",
    )
