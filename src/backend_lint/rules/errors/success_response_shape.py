"""A success response has no `data` envelope around its result.

A project that wraps its results (`{"data": …}`, for lists with `meta`) lets clients read every answer in one way,
and can add fields beside the result without breaking anyone. Choose it for all endpoints or for none: this rule is
an opinion and is reported only when it is asked for.

Silent for answers without a body, files, streams, redirects, health checks and OAuth tokens, and for errors.

Source: 003:90 "Success: { data: T } or { data: T[], meta: { page, total } }"; 001:295 "Use consistent response
formats across all endpoints".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD504", severity="strict", hint="Answer with an object that has `data`, and `meta` for lists.")
