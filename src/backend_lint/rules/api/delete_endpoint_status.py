"""A DELETE endpoint answers with something else than 204 without a body.

After a deletion there is nothing to show: 204 says so, and clients need not parse anything. A body that is sent
with 204 is an error of the protocol, which some clients take for the start of the next answer.

Silent for deletions that are only started (202), and for those that return what was deleted or how much on purpose
in all of the project.

Source: 000:80 "Delete (204 no content)"; 000:88 "204 No Content"; 003:96 "204: No Content".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD602", severity="warning", hint="Answer 204 and send no body.")
