"""A loop writes one row at a time.

Each write waits for the network and for the disk; a thousand rows take seconds that one statement takes
milliseconds for.

Silent where a unit of work collects the writes and sends them together, where each row handles its own failure, and
in scripts and tests.

Source: 003:296 "prefer bulk operations".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD706", severity="warning", hint="Collect the rows, and write them with one bulk operation.")
