"""An endpoint returns a database entity as it is, so each new column is published.

The interface then changes with the table: a column that is renamed breaks clients, and one that is added (a hash, a
note, a flag) is sent to everybody. Declare what the answer consists of.

Silent for files, streams and answers without a body, and where a response schema is declared.

Source: 001:127 "Design request/response DTOs"; 001:156 "Data Transfer Objects".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD520", severity="warning", hint="Return a response class that names its fields.")
