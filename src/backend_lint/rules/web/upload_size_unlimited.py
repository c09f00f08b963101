"""An upload has no maximum size.

A few requests of some gigabytes fill the disk or the memory. The server's own default is often no limit at all.

Silent when the parser, the framework or the handler limits the size, and when the content is read in pieces that
are counted.

Source: 000:226 "File uploads validated (type, size, content)".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD816", severity="warning", cwe=770, hint="Set a maximum size.")
