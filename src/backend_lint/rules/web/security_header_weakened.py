"""A security header is switched off or set to a value that protects nothing.

`unsafe-inline` lets injected scripts run, no frame policy lets other sites put the page under their own buttons, a
short HSTS leaves the first request open.

Silent for policies that only report, for scripts that are allowed by nonce or hash, and where another middleware
sets the header.

Source: 003:204 "Enforce secure headers"; 001:306 "Set security headers (CORS, CSP, HSTS, X-Frame-Options)".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD810",
    severity="warning",
    cwe=693,
    hint="Keep the default of the library, or a policy that names its sources.",
)
