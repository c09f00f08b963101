"""A resource in a URL is named in the singular.

With `/users` for the list and `/users/{id}` for one of them nobody has to remember which endpoints use which form.

Silent for things of which there is one (`/me`, `/cart`, `/profile`, `/health`), for actions, and for words without
a plural.

Source: 003:62 "kebab-case, plural nouns"; 000:76 "GET /resources"; 002:18 "proper resource naming".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD606",
    severity="warning",
    hint="Name the resource in the plural, in the next version of the interface.",
)
