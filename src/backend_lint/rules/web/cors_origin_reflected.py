"""The origin of the caller is allowed without a check, or with one that others pass.

An answer that repeats the `Origin` header allows every site. So does a pattern without an end
(`example.com.evil.org`), without an escaped dot (`exampleXcom`), or a test for the end of the name only
(`evilexample.com`).

Silent when the origin is looked up in a list before it is repeated, and for patterns that are anchored at both
ends.

Source: 000:222 "CORS configured to allow only known origins".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD803",
    severity="error",
    cwe=942,
    same_as=("semgrep:javascript.express.security.cors-misconfiguration.cors-misconfiguration",),
    hint="Compare the whole origin with a list.",
)
