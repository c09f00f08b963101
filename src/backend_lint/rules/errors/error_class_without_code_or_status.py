"""An error class of the application has neither a code nor a status.

The error handler can then answer only with 500, or has to know every class. One code that clients test and one
status, both on the class, keep the answer in one place.

Silent when a base class or the constructor sets them, when the project maps classes to statuses in one table, and
for errors that never reach a client.

Source: 003:148 "Define custom error classes with status codes"; 003:151 "Include error codes for client handling";
000:145 "public statusCode: number".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD513", severity="warning", hint="Give the class a code and a status.")
