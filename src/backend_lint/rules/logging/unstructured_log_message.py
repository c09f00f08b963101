"""A log message is put together as text, so its values cannot be searched.

With values as fields the log can answer which user, which order, how long, and messages of one kind can be counted.
A text that was put together is new each time, and is built even when its level is off.

Silent for constant messages, for placeholders that the logger fills in itself, in scripts and in tests.

Source: 001:311 "Use structured logging with correlation IDs"; 003:160 "Structured logging (JSON)".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD903",
    severity="warning",
    same_as=("ruff:G001", "ruff:G002", "ruff:G003", "ruff:G004"),
    hint="Pass the values as fields or arguments of the logger.",
)
