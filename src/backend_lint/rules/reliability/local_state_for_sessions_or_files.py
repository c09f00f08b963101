"""Sessions or uploads are kept on one instance, where the others cannot see them.

With two instances a user is logged out at every second request, and a file is there at every second try. This is an
opinion, which is reported only when it is asked for.

Silent for temporary files, and for storage that is shared or set by a setting.

Source: 003:26 "Design for horizontal scaling".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD725", severity="strict", hint="Keep it in a shared store.")
