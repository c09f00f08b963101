"""A value that differs between environments is written into the code.

Another environment then needs another build, or worse, talks to the wrong host. This is an opinion, which is
reported only when it is asked for: a constant and a setting cannot always be told apart.

Silent in the settings, for hosts of documentation and schemas, for local hosts, and in tests.

Source: 001:335 "Don't hardcode configuration values"; 000:135 "Environment config".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD309", severity="strict", hint="Read it from the settings.")
