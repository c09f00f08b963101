"""A request goes over plain HTTP, which anyone on the way can read and change.

Tokens, personal data and the answers themselves are open to whoever controls a network in between. Redirects to
HTTPS come too late: the first request has been sent.

Silent for local hosts, for names inside a cluster, for namespaces and schema ids, for documentation, and in tests.

Source: 001:305 "Use HTTPS for all communications"; 003:205 "Use HTTPS everywhere".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD811",
    severity="warning",
    cwe=319,
    same_as=("semgrep:python.lang.security.audit.insecure-transport.requests.request-with-http.request-with-http",),
    hint="Use https.",
)
