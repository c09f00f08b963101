"""The answer of another service is used without a look at its status.

An error page is then parsed as if it were data: the failure shows up later and elsewhere, as a missing field or as
a wrong value that was stored.

Silent when the status is tested or the client raises for errors by itself, where the answer is passed on whole, and
in tests.

Source: 000:24 "Every external call can fail"; 002:53 "Always handle errors properly".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD710", severity="warning", cwe=252, hint="Check the status before the body is read.")
