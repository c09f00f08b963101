"""The file name that a client sent is used in a path, so it can point anywhere.

`../../app/config` or an absolute path writes over files of the program or reads others. Choose the name yourself,
and keep the client's name as a label.

Silent when only the last part of the name is used, when a helper cleans it, or when the resulting path is checked
to lie inside the folder.

Source: 000:226 "File uploads validated (type, size, content)"; 001:301 "Never trust client input - validate and
sanitize everything".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD817",
    severity="error",
    cwe=22,
    same_as=(
        "semgrep:python.flask.security.injection.path-traversal-open.path-traversal-open",
        "semgrep:python.django.security.injection.path-traversal.path-traversal-join.path-traversal-join",
    ),
    hint="Make up the file name yourself, or keep only its last part and check the path.",
)
