"""Data is read before the caller is authenticated.

Work that is done for strangers can be used to slow the service down, and its errors and timing tell them what
exists. Check who asks first.

Silent for loading the user, the session or the object that the check itself needs, and for finding the tenant.

Source: 000:219 "Authentication checked before any data access"; 000:69 "Verify authentication and authorization
before any business logic".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD441", severity="warning", cwe=696, hint="Move the check to the beginning, or into a guard.")
