"""A request field with a known format is declared as plain text.

An e-mail address, a URL, an id or a date that nobody checked at the boundary fails later: in the mail server, in
the database, or in the hands of the one who reads it.

Silent when another check is declared, for login forms, and for responses.

Source: 000:181 "email: z.string().email()"; 000:183 "z.enum"; 000:22 "type things properly now".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__, "BKD618", severity="warning", cwe=20, hint="Declare the format: e-mail, URL, UUID, date or one of a list."
)
