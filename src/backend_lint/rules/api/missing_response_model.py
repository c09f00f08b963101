"""An endpoint declares no response schema.

Without one the documentation shows an empty answer, generated clients know no types, and nothing stops a column
from being sent by accident.

Silent for redirects, files, streams, answers without a body, and hidden routes.

Source: 003:72 "request/response schemas"; 000:67 "response shape"; 001:127 "Design request/response DTOs".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD622", severity="warning", hint="Declare the class that the endpoint answers with.")
