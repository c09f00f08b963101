"""The summary of a run for GitHub's step summary: Markdown with counts and a table of the findings.

The table is an HTML block, in which GitHub reads no Markdown: text of a file is escaped once and can forge neither a
row nor a link. A blank line would end the block, and no text of ours holds one."""

from __future__ import annotations

import html
import re

from backend_lint.model import Finding
from backend_lint.reports import summary
from backend_lint.reports.locations import from_root
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.request import Request
from backend_lint.reports.style import printable, printable_path

#: Rows that are shown, and bytes of UTF-8 of all rows: GitHub shows nothing of a step whose summaries are larger than
#: 1 MiB together, and other tools write there too.
MOST_ROWS = 500
MOST_BYTES = 256 * 1024
#: Characters of a message that are shown.
_MOST_SHOWN = 500

_CODE = re.compile(r"`([^`]*)`")
_HEAD = "<table>\n<tr><th>severity</th><th>rule</th><th>place</th><th>what is wrong</th></tr>\n"


def render(outcome: Outcome, request: Request) -> str:
    """The whole summary, to be added to what others have written. Ends in a blank line."""
    said = summary.render(outcome, Request(unsafe_fixes=request.unsafe_fixes))
    text = "### backend-lint\n\n" + "".join(f"<p>{html.escape(line)}</p>\n" for line in said.splitlines()) + "\n"
    if not outcome.findings:
        return text
    rows: list[str] = []
    room = MOST_BYTES
    for found in outcome.findings[:MOST_ROWS]:
        row = _row(found, request.root)
        room -= len(row.encode())
        if room < 0:
            break
        rows.append(row)
    text += _HEAD + "".join(rows) + "</table>\n\n"
    if left := len(outcome.findings) - len(rows):
        text += f"<p>{summary.plural(left, 'more finding')}: see the log of this step.</p>\n\n"
    return text


def _row(found: Finding, root: str) -> str:
    message = printable(found.message)
    if len(message) > _MOST_SHOWN:
        message = message[:_MOST_SHOWN] + "…"
    cells = (
        found.severity,
        f"{found.code} {found.name}",
        f"<code>{html.escape(printable_path(from_root(found.path, root)))}:{found.place.line}</code>",
        _CODE.sub(r"<code>\1</code>", html.escape(message)),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"
