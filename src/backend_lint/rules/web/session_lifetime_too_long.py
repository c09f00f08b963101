"""A session lives longer than a week.

A session on a lost or shared device stays open as long. Renew it while it is used, and let it end soon after. This
is an opinion, which is reported only when it is asked for.

Silent for cookies that only remember a device or a choice, and for values from the settings.

Source: 003:206 "short-lived JWTs with rotation"; 001:308 "Implement proper session management and token rotation".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD825", severity="strict", cwe=613, hint="Let it end after a day or two without use.")
