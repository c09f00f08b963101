"""The target of a redirect comes from the request, so it can lead to any site.

A link to your own domain then ends on a copy of your login page. OAuth codes and tokens in the address leave with
it.

Accept relative paths only (one `/` at the start, not two), or compare the host with those that you know.

Silent when the target is made by the router, looked up in a table, checked by a helper before, or only completes an
address whose host is fixed.

Source: 003:205 "disable insecure redirects"; 001:301 "Never trust client input - validate and sanitize everything".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD814",
    severity="error",
    cwe=601,
    same_as=(
        "semgrep:python.flask.security.open-redirect.open-redirect",
        "semgrep:python.django.security.injection.open-redirect.open-redirect",
    ),
    hint="Accept only relative paths or known hosts.",
)
