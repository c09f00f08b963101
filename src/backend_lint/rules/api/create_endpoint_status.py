"""An endpoint that creates a resource answers 200 instead of 201.

201 tells clients, caches and monitoring that something new exists; with `Location` it says where. 200 on a POST
means that something was done.

Silent for actions (login, search, token, webhook, batch, cancel), for accepted jobs (202), redirects, and when a
status is set.

Source: 000:78 "Create (201 with created resource)"; 000:87 "201 Created"; 001:293 "Return appropriate status
codes".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD601", severity="warning", hint="Answer 201 with the created resource.")
