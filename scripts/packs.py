"""Writes into every rule of the Semgrep packs what the rule's Python file says of it: part of `make docs`.

A pack's author writes `id`, `languages`, the patterns, and of `metadata` the keys in `BY_HAND`. The message, the severity and
the rest of `metadata` are the rule's, which is found by the file's name: one rule, one code, written once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from backend_lint import catalog
from backend_lint.hooks import Rule

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "rules"

#: Keys of `metadata` that only a pack's author knows: the libraries whose code the patterns read, how sure a finding is,
#: whether it is an opinion (reported with `--strict`), which options of the rule have to have their defaults, and of its `fix:` how
#: sure it is and what it does.
BY_HAND = ("technology", "confidence", "strict", "assumes", "fix", "fix-title")
_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "strict": "INFO"}
_HEAD = re.compile(r"^- id: (?P<id>\S+)\n(?P<head>.*?)(?=^  languages:)", re.M | re.S)


def written() -> dict[Path, str]:
    """Every file of the packs with its generated parts written anew."""
    return {path: headed(path) for path in sorted(FOLDER.rglob("*.yaml"))}


def headed(path: Path) -> str:
    """A file of a pack whose rules have their heads. Raises KeyError when no rule is called like the file, and ValueError
    when a rule does not begin with `- id:` and continue with `languages:` behind what is generated."""
    text = path.read_text()
    rules = {rule.name: rule for rule in catalog.rules()}
    rule = rules[path.stem]
    found = yaml.safe_load(text)["rules"]
    heads = list(_HEAD.finditer(text))
    if [head["id"] for head in heads] != [each["id"] for each in found]:
        raise ValueError(f"{path}: a rule begins with `- id:`; `metadata` and then `languages:` follow")
    by_id = {each["id"]: each for each in found}
    return _HEAD.sub(lambda head: _head(rule, by_id[head["id"]]), text)


def _head(rule: Rule, found: dict[str, Any]) -> str:
    given = found.get("metadata", {})
    severity = "strict" if given.get("strict") else rule.severity
    metadata: dict[str, Any] = {key: given[key] for key in BY_HAND if key in given}
    metadata |= {"code": rule.code, "category": rule.family, "page": f"docs/rules/{rule.name}.md"}
    if rule.cwe is not None:
        metadata["cwe"] = f"CWE-{rule.cwe}"
    if rule.hint:
        metadata["hint"] = rule.hint
    documents = [f"{source.document}:{source.line}" for source in rule.page.sources if source.line]
    if documents:
        metadata["documents"] = ", ".join(documents)
    head = {
        "id": found["id"],
        "message": rule.pack_message,
        "severity": _SEVERITIES[severity],
        "metadata": metadata,
    }
    lines = yaml.safe_dump(head, sort_keys=False, width=10_000, allow_unicode=True).splitlines()
    # A list of words reads better on one line.
    return _flat("".join(f"{'- ' if number == 0 else '  '}{line}\n" for number, line in enumerate(lines)))


def _flat(head: str) -> str:
    lists = re.compile(r"^(?P<key> +\w+:)\n(?P<items>(?: +- .*\n)+)", re.M)

    def joined(match: re.Match[str]) -> str:
        items = ", ".join(line.strip().removeprefix("- ") for line in match["items"].splitlines())
        return f"{match['key']} [{items}]\n"

    return lists.sub(joined, head)


def main() -> None:
    """Write the heads."""
    for path, text in written().items():
        if path.read_text() != text:
            path.write_text(text)


if __name__ == "__main__":
    main()
