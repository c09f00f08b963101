"""Callbacks are nested three or more deep, so the order and the errors are hard to follow.

Each level has to pass errors on by hand, and one that is forgotten loses them. With `async` and `await` the same
steps stand below each other, and one `try` sees all of their errors.

Silent for the blocks of test runners, for functions that are given to `map` and its like, and for handlers that are
registered at start-up.

Source: 001:279 "Use async/await properly, avoid callback hell".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD212", severity="warning", hint="Use `async` and `await`.")
