"""The canary of the torture set stands on known lines, so that it tells which code was never looked at.

Bad:
    eval(input())  # want "canary"

Good:
    value = input()
"""

from backend_lint.rule import Context, Rule, cst

rule = Rule(
    __name__,
    "BKD999",
    severity="error",
    triggers=((b"eval(", rb"\beval\("),),
    silent_in=(),
)


@rule.on(cst.Call)
def canary(call: cst.Call, context: Context):
    if isinstance(call.func, cst.Name) and call.func.value == "eval":
        yield context.finding(call, "canary")
