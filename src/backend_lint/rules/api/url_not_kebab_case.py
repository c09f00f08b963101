"""A URL is not written in kebab-case.

`/order-items` is read, typed and underlined without doubt; `/orderItems` and `/order_items` differ from it in ways
that some proxies, caches and people do not notice.

Silent for parameters, file names, and paths that a standard prescribes.

Source: 003:62 "kebab-case, plural nouns".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__, "BKD607", severity="warning", hint="Write it in kebab-case, in the next version of the interface."
)
