"""Writes the generated parts of pages that people write: part of `make docs`. A test fails when they are out of date."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from backend_lint import catalog, pages
from backend_lint.hooks import Rule
from backend_lint.merge import echoes
from backend_lint.model import RuleInfo
from backend_lint.packs import packs
from backend_lint.reports import render
from backend_lint.semantics.languages import GENERIC, PYTHON, TITLES
from backend_lint.session import Options, Session
from backend_lint.settings.profiles import PROFILES

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "configuration.md", ROOT / "docs" / "languages.md")

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
        (info.code, f"[{info.name}](docs/rules/{info.name}.md)", info.severity, info.summary, _where(info))
        for info in catalog.infos()
    ]
    return table(("code", "name", "severity", "what it finds", "in"), rows)


def _where(info: RuleInfo) -> str:
    """The languages in which a run looks for a rule's fault, in few words."""
    short = {**TITLES, "typescript": "TypeScript", GENERIC: "all but Python"}
    found = pages.languages(info)
    every = [language for language in TITLES if language != PYTHON]
    if info.family == "suppressions":
        return "all"
    if all(language in found for language in every):
        return "all" if PYTHON in found else "all but Python"
    return ", ".join(short[language] for language in found)


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


def _languages() -> str:
    """The rules by what they are looked for in."""
    titles = {**TITLES, "typescript": "TypeScript, JavaScript", GENERIC: "all but Python"}
    rows = []
    for info in catalog.infos():
        by_language = pages.languages(info)
        alone = {pack.language for pack in packs() if pack.rule == info.name}
        if not by_language.keys() - {PYTHON} and not alone:
            continue
        cells = []
        for language in titles:
            if language in by_language:
                cells.append(", ".join(by_language[language]) or ("own engine" if language == PYTHON else "yes"))
            else:
                cells.append("pack alone" if language in alone else "")
        rows.append((f"[{info.code}](rules/{info.name}.md) {info.name}", *cells))
    return table(("rule", *titles.values()), rows)


def _echoes() -> str:
    rows = []
    for info in echoes(catalog.infos()):
        rule = catalog.entry(info.code)
        assert isinstance(rule, Rule)
        source = next(each for each in rule.page.sources if each.line)
        sentence = f"{source.document}:{source.line} “{source.quote}”"
        rows.append((info.family, f"`{info.code}`", f"[{rule.code}](rules/{rule.name}.md) {rule.name}", sentence))
    return table(("linter", "its rule", "ours", "the documents ask for it in"), sorted(rows))


def _value(value: object) -> str:
    return f"`{json.dumps(value, ensure_ascii=False)}`"


_PARTS: dict[str, Callable[[], str]] = {
    "rules": _rules,
    "sample": _sample,
    "profiles": _profiles,
    "options": _options,
    "languages": _languages,
    "echoes": _echoes,
}


def main() -> None:
    """Write the pages."""
    for page in PAGES:
        page.write_text(rendered(page.read_text()))


if __name__ == "__main__":
    main()
