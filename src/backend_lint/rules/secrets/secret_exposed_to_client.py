"""A secret is shipped to the browser.

Variables with a public prefix, and props that a server renders into a page, are copied into what every visitor
downloads. A secret key in one is public from the first deployment on.

Silent for keys that are made to be public (publishable and anonymous keys, site keys, DSNs of error trackers).

Source: 000:23 "every secret is in env vars"; 001:303 "Use environment variables for secrets (never hardcode)".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD312",
    severity="error",
    cwe=522,
    hint="Keep it on the server: give it a name without the public prefix, and rotate it.",
)
