"""A validation error does not say which field is wrong.

A form cannot mark the field, and a developer has to guess. Answer with a list of field and message in `details`;
`message` stays one sentence.

Silent for bodies that cannot be parsed, for rules that concern no field, and where the framework's own answer is
kept.

Source: 003:156 "Return detailed validation errors"; 004:67-69 "details".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD516", severity="warning", hint="List the fields and what is wrong with each in `details`.")
