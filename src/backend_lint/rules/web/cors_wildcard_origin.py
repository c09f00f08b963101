"""CORS allows every origin, so any site can call this API.

A page on any site can then send requests from its visitors' browsers and read the answers, also of services that
are reached from inside a network only. List the sites that need it.

Silent in branches for development, where the origins come from the settings, and for answers that are public files.
With credentials it is an error of its own.

Source: 000:222 "CORS configured to allow only known origins"; 004:143 "CORS configured properly".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD801",
    severity="warning",
    cwe=942,
    same_as=(
        "semgrep:python.fastapi.security.wildcard-cors.wildcard-cors",
        "semgrep:java.lang.security.audit.permissive-cors.permissive-cors",
        "semgrep:php.lang.security.php-permissive-cors.php-permissive-cors",
    ),
    hint="List the origins that may call it.",
)
