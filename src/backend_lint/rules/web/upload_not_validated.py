"""An uploaded file is stored without a check of what it is.

A page with scripts, an executable or an archive bomb is then served under your own domain or opened by the next
program. Allow the few types that are needed, and look into the content: name and type are what the client says.

Silent when a filter, a validator or an image library looks at the file first, when it is only passed on, and in
tests.

Source: 000:226 "File uploads validated (type, size, content)".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__, "BKD815", severity="error", cwe=434, hint="Allow the types that are needed, and check the content."
)
