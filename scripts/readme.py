"""Writes the generated parts of pages that people write: part of `make docs`. A test fails when they are out of date."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from backend_lint import catalog
from backend_lint.reports import render
from backend_lint.session import Options, Session
from backend_lint.settings.profiles import PROFILES

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "configuration.md")

#: The code that README.md shows with what a run says of it.
SAMPLE = """\
import bcrypt
import psycopg


def register(connection: psycopg.Connection, email: str, password: str) -> None:
    digest = bcrypt.hashpw(password.encode(), bcrypt.gensalt(8))
    connection.execute(f"INSERT INTO users (email, digest) VALUES ('{email}', %s)", (digest,))
"""

_PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def rendered(page: str) -> str:
    """A page with its generated parts written anew. Raises KeyError for a part that nothing generates."""
    return _PART.sub(lambda part: f"{part[1]}\n{_PARTS[part[2]]()}\n\n{part[3]}", page)


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _rules() -> str:
    rows = [
        (info.code, f"[{info.name}](docs/rules/{info.name}.md)", info.severity, info.summary)
        for info in catalog.infos()
    ]
    return table(("code", "name", "severity", "what it finds"), rows)


def _sample() -> str:
    outcome = Session(Options(isolated=True)).run_text("app/users.py", SAMPLE.encode())
    report = render(outcome, "full").rstrip("\n")
    return f"`app/users.py`:\n\n```python\n{SAMPLE}```\n\n```console\n$ backend-lint app/\n{report}\n```"


def _profiles() -> str:
    options = sorted({option for values in PROFILES.values() for option in values})
    rows = [
        (f"`{name}`", *(_value(values[option]) if option in values else "the rule's" for option in options))
        for name, values in PROFILES.items()
    ]
    return table(("profile", *(f"`{option}`" for option in options)), rows)


def _options() -> str:
    rows = [
        (f"{info.code} {info.name}", f"`{option.replace('_', '-')}`", _value(default))
        for info in catalog.infos()
        for option, default in info.options.items()
    ]
    return table(("rule", "option", "default"), rows)


def _value(value: object) -> str:
    return f"`{json.dumps(value, ensure_ascii=False)}`"


_PARTS: dict[str, Callable[[], str]] = {
    "rules": _rules,
    "sample": _sample,
    "profiles": _profiles,
    "options": _options,
}


def main() -> None:
    """Write the pages."""
    for page in PAGES:
        page.write_text(rendered(page.read_text()))


if __name__ == "__main__":
    main()
