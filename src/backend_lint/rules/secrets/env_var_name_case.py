"""An environment variable is not named in SCREAMING_SNAKE_CASE.

Shells, compose files and dashboards show variables in capitals. One that is written differently is overlooked, and
on some systems `Port` and `PORT` are two variables.

Silent for names that others gave (`http_proxy`, `no_proxy`, npm's own variables), and for names that are made at
run time.

Source: 003:66 "SCREAMING_SNAKE_CASE".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD307",
    severity="warning",
    same_as=("ruff:SIM112",),
    hint="Rename it to capitals and underscores, here and where it is set.",
)
