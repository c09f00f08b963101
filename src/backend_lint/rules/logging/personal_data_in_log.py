"""Personal data is written to the log.

E-mail addresses, telephone numbers and names in a log fall under data protection law like those in the database,
but nobody deletes them there on request, and many more people read them. Log the id of the user.

Silent for masked or hashed values, for the words of a message, in scripts and in tests.

Source: 000:225 "Sensitive data excluded from logs"; 001:349 "Don't log passwords, tokens, or sensitive data".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD906", severity="warning", cwe=532, hint="Log the id of the user instead.")
