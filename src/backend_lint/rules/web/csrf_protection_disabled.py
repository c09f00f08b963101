"""Protection against forged requests (CSRF) is switched off.

A form on any other site can then act with the cookies of whoever visits it. Only an interface that knows no
cookies, or a webhook that checks a signature, can do without.

Silent for endpoints that authenticate with a header or a signature, for applications without sessions, and in
tests.

Source: 000:228 "CSRF protection for cookie-based auth"; 003:222 "Implement CSRF protection".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD807",
    severity="error",
    cwe=352,
    same_as=(
        "semgrep:python.django.security.audit.csrf-exempt.no-csrf-exempt",
        "semgrep:python.flask.security.audit.wtf-csrf-disabled.flask-wtf-csrf-disabled",
        "semgrep:java.spring.security.audit.spring-csrf-disabled.spring-csrf-disabled",
    ),
    hint="Leave it on, and exempt only what is authenticated without cookies.",
)
