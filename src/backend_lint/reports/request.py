"""Knows what is asked of a report, and what it says of the process that it cannot see."""

from __future__ import annotations

import msgspec

from backend_lint.reports.style import Style


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """`statistics` counts findings by rule instead of listing them, in formats for people; `detail` is -1 for
    findings only, 0 for a summary after them, 1 for suppressed findings and left-out files as well. With
    `unsafe_fixes`, fixes that may change what the code needs count as those that a run applies.

    `root` is the directory that CI servers name files from, "" for the current one; `status` the exit status;
    `pages` the page of each rule's code, in Markdown."""

    style: Style = Style()
    statistics: bool = False
    detail: int = 0
    unsafe_fixes: bool = False
    root: str = ""
    status: int = 0
    pages: dict[str, str] = {}
