"""Writes the manual page of every rule, their index, and their place in the site: part of `make docs`."""

from __future__ import annotations

import re
from pathlib import Path

from readme import table

from backend_lint import catalog, pages
from backend_lint.pages import Documented

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "rules"
SITE = ROOT / "zensical.toml"

_INTRODUCTION = """\
# Rules

[Configuration](../configuration.md) tells how to choose rules and to set their options,
[Suppressing](../suppressing.md) how to keep one finding. `backend-lint rule CODE` shows these pages in the terminal.

Severity `strict` marks opinions: such a rule runs when it is selected, or with `--strict`. The documents that
a rule gives as its sources are the five guidelines that the rules are taken from, numbered as in the profiles `doc-000`
to `doc-004`.
"""
_CODE_OR_RULE = re.compile(r"(```.*?```|`[^`]*`|^#.*?$)|\b(BKD\d{3})\b", re.M | re.S)
_RULES_OF_SITE = re.compile(r"(?<=# generated: rules\n).*?(?=^ *# end$)", re.M | re.S)


def written() -> dict[Path, str]:
    """All that this script writes: file to text."""
    files = {FOLDER / f"{each.info.name}.md": _linked(each) for each in catalog.documented()}
    return files | {FOLDER / "index.md": _index(), SITE: _RULES_OF_SITE.sub(lambda _: _navigation(), SITE.read_text())}


def stale() -> list[Path]:
    """Pages of rules that are gone."""
    return sorted(set(FOLDER.glob("*")) - set(written()))


def _linked(rule: Documented) -> str:
    """The page, in whose prose the codes of other rules are links."""
    names = {each.info.code: each.info.name for each in catalog.documented() if each.info.code != rule.info.code}

    def link(match: re.Match[str]) -> str:
        name = names.get(match[2])
        return f"[{match[2]}]({name}.md)" if name else match[0]

    return _CODE_OR_RULE.sub(link, pages.markdown(rule))


def _families() -> dict[str, list[Documented]]:
    """Rules by family, families by the first digit of their codes; those that speak of the run (0) come last."""
    families: dict[str, list[Documented]] = {}
    for each in sorted(catalog.documented(), key=lambda each: (each.info.code.startswith("BKD0"), each.info.code)):
        families.setdefault(each.info.family, []).append(each)
    return families


def _index() -> str:
    parts = [_INTRODUCTION]
    for family, rules in _families().items():
        rows = [
            (
                each.info.code,
                f"[{each.info.name}]({each.info.name}.md)",
                each.info.severity,
                ", ".join(each.info.fixes),
                each.info.summary,
            )
            for each in rules
        ]
        parts.append(f"## {family}\n\n{table(('code', 'name', 'severity', 'fix', 'what it finds'), rows)}\n")
    return "\n".join(parts)


def _navigation() -> str:
    lines = ['    "rules/index.md",\n']
    for family, rules in _families().items():
        lines += [
            f'    {{ "{family}" = [\n',
            *(f'      "rules/{each.info.name}.md",\n' for each in rules),
            "    ] },\n",
        ]
    return "".join(lines)


def main() -> None:
    """Write the pages, and remove those of rules that are gone."""
    FOLDER.mkdir(exist_ok=True)
    for path, text in written().items():
        path.write_text(text)
    for path in stale():
        path.unlink()


if __name__ == "__main__":
    main()
