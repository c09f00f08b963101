"""An environment variable that is needed may be missing, and nobody notices until it is used.

The program starts, reports that it is healthy, and fails at the first request that needs the value. Check all of
them at start-up: a deployment that cannot work then stops at once, and the old one keeps running.

Silent for variables that have a default or are tested before use, for switches and optional integrations, and in
tests.

Source: 000:210 "App won't start if env vars are missing or invalid"; 003:25 "Detect and report errors early".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD306", severity="warning", hint="Check it at start-up, and stop when it is missing.")
