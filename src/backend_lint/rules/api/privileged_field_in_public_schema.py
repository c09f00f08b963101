"""A schema for clients has a field that gives privileges, such as `role`.

Whoever registers or edits a profile may then send it along and choose an own role. Set such fields in the service,
or on an endpoint that only administrators reach.

Silent for schemas of administration and invitations, and for lists of values without a privileged one.

Source: 000:220 "user can only access their own resources"; 001:212 "Role-based access control (RBAC)".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__, "BKD621", severity="warning", cwe=915, hint="Leave it out of the schema, and set it in the service."
)
