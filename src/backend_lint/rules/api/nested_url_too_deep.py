"""A URL nests more than two resources.

`/orgs/{org}/projects/{project}/tasks/{task}` asks the client for ids that the last one implies, and the server to
check that they belong together. This is an opinion, which is reported only when it is asked for.

Silent for one prefix that names the tenant.

Source: 003:86 "Nested: /api/users/{userId}/orders".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD625", severity="strict", hint="Start from the resource itself, and filter by its parents.")
