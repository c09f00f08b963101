"""A rule's page, as Markdown, as plain text and as plain values: the terminal, the site and the editor show the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

from backend_lint.engines.semgrep.examples import examples
from backend_lint.examples import DEFAULT_FILE, Example, Page, Source
from backend_lint.model import OWN_CODES, RuleInfo
from backend_lint.packs import Pack, packs, technologies
from backend_lint.semantics.languages import GENERIC, HASH_COMMENTS, PYTHON, TITLES

#: Where the Common Weakness Enumeration describes a weakness.
_CWE = "https://cwe.mitre.org/data/definitions/{}.html"
#: The family of rules about suppressions: one more comment would be one more of what they speak of.
_SUPPRESSIONS = "suppressions"
_LINTERS = {"bandit": "Bandit", "ruff": "Ruff", "semgrep": "Semgrep"}
_FIXES = {
    "safe": "which is safe",
    "unsafe": "which is unsafe: read what it changes",
    "suggest": "which is a suggestion: it is shown and never applied",
}
#: How many statements of each kind a page shows of another language.
_SHOWN = 2
_WANT = re.compile(r"#[ \t]*want(?::([+-]\d+))?[ \t]+(?=\")")


class Documented(Protocol):
    """What has a page: a rule, or a diagnostic of the tool itself."""

    @property
    def info(self) -> RuleInfo: ...

    @property
    def page(self) -> Page: ...


class Code(NamedTuple):
    """A block of code, and the name of its language."""

    language: str
    text: str


class Section(NamedTuple):
    """A part of a page: paragraphs and lists in Markdown that reads well as it is, and code."""

    title: str
    parts: tuple[str | Code, ...]


def markdown(rule: Documented) -> str:
    """The page in CommonMark, without extensions."""
    info = rule.info
    blocks = [f"# {info.code} {info.name}", info.summary, _facts(info, "[CWE-{0}]({1})")]
    for section in _sections(rule):
        blocks.append(f"## {section.title}")
        blocks += [
            f"```{part.language}\n{part.text}\n```" if isinstance(part, Code) else part for part in section.parts
        ]
    return "\n\n".join(blocks) + "\n"


def text(rule: Documented) -> str:
    """The page for a reader of plain text."""
    info = rule.info
    blocks = [f"{info.code} {info.name}", info.summary, _facts(info, "CWE-{0} ({1})")]
    for section in _sections(rule):
        blocks.append(f"{section.title}:")
        blocks += [_indented(part.text) if isinstance(part, Code) else part for part in section.parts]
    return "\n\n".join(blocks) + "\n"


def value(rule: Documented) -> dict[str, Any]:
    """All that the page says, as values of JSON. Keys of options are as in TOML."""
    info = rule.info
    return {
        "code": info.code,
        "name": info.name,
        "family": info.family,
        "severity": info.severity,
        "summary": info.summary,
        "explanation": info.explanation,
        "options": {_key(name): default for name, default in info.options.items()},
        "cwe": info.cwe,
        "cwe_url": _CWE.format(info.cwe) if info.cwe is not None else None,
        "headline": info.headline,
        "languages": {language: list(words) for language, words in languages(info).items()},
        "per_file": info.per_file,
        "fixes": info.fixes,
        "examples": [
            {
                "kind": example.kind,
                "files": {name: _readable(code, info.code) for name, code in example.files.items()},
                "options": example.options,
            }
            for example in rule.page.examples
        ],
        "sources": [source._asdict() for source in rule.page.sources],
        "same_as": info.same_as,
    }


def _sections(rule: Documented) -> Iterator[Section]:
    """The parts of the page behind its title, its summary and its facts."""
    info, page = rule.info, rule.page
    if info.explanation:
        yield Section("What and why", (info.explanation,))
    for kind in ("Bad", "Good"):
        if shown := _examples(page, kind, info.code):
            yield Section(kind, shown)
    if others := tuple(_other_languages(info)):
        yield Section("In other languages", others)
    if page.examples:
        fixed = _examples(page, "Fixed", info.code)
        yield Section("Fix", (_fix(info), *(("The bad code is then:", *fixed) if fixed else ())))
    if info.options:
        table = [f"[tool.backend-lint.rules.{info.name}]"]
        table += [f"{_key(name)} = {json.dumps(default)}" for name, default in info.options.items()]
        yield Section("Options", ("With their defaults:", Code("toml", "\n".join(table))))
    yield Section("Suppress it", _suppression(info))
    if page.sources:
        yield Section("Sources", ("\n".join(f"- {_source(source)}" for source in page.sources),))
    if info.same_as:
        yield Section("Equivalents", ("\n".join(_equivalents(info)),))


def languages(info: RuleInfo) -> dict[str, tuple[str, ...]]:
    """The languages in which a run looks for the rule's fault, each with the libraries that a pack knows; Python, which our
    own engine reads, with none."""
    found = {PYTHON: ()} if info.per_file or info.project else {}
    by_language = {pack.language: technologies(pack) for pack in packs() if pack.rule == info.name}
    by_language.pop(PYTHON, None)
    return found | {language: by_language[language] for language in (*TITLES, GENERIC) if language in by_language}


def _other_languages(info: RuleInfo) -> Iterator[str | Code]:
    """Where the rule is looked for besides our own engine, with a little code of each."""
    by_language = {pack.language: pack for pack in packs() if pack.rule == info.name}
    if info.per_file or info.project:
        by_language.pop(PYTHON, None)
    if GENERIC in by_language:
        yield "In the text of files in any other language than Python, by a Semgrep pack."
    for language, title in TITLES.items():
        pack = by_language.get(language)
        if pack is None:
            continue
        known = ", ".join(technologies(pack))
        how = "by the Semgrep pack, when it is run alone" if language == PYTHON else "by a Semgrep pack"
        yield f"**{title}**{f' ({known})' if known else ''}, {how}:"
        yield Code(language, _statements(pack, "#" if language in HASH_COMMENTS else "//"))


def _statements(pack: Pack, comment: str) -> str:
    shown = examples(pack)
    parts = (("reported", shown.reported), ("not reported", shown.silent))
    return "\n\n".join("\n".join([f"{comment} {title}", *code[:_SHOWN]]) for title, code in parts)


def _readable(code: str, rule_code: str) -> str:
    """An example's code in which `# want "text"` is `# CODE: "text"`: part of what the finding on that line says."""
    return _WANT.sub(lambda mark: f"# {rule_code}{f' (line {mark[1]})' if mark[1] else ''}: ", code).strip("\n")


def _facts(info: RuleInfo, cwe: str) -> str:
    facts = [f"Severity: {info.severity}", f"Family: {info.family}"]
    if info.cwe is not None:
        facts.append(cwe.format(info.cwe, _CWE.format(info.cwe)))
    return " · ".join(facts)


def _examples(page: Page, kind: str, code: str) -> tuple[str | Code, ...]:
    return tuple(part for example in page.examples if example.kind == kind for part in _parts(example, code))


def _parts(example: Example, code: str) -> Iterator[str | Code]:
    for name, source in example.files.items():
        if len(example.files) > 1 or name != DEFAULT_FILE:
            yield f"`{name}`:"
        suffix = name.rpartition(".")[2]
        yield Code("python" if suffix == "py" else suffix, _readable(source, code))


def _fix(info: RuleInfo) -> str:
    if not info.fixes:
        return "This rule has no fix."
    return f"This rule has a fix, {' or '.join(_FIXES[each] for each in info.fixes)}."


def _suppression(info: RuleInfo) -> tuple[str | Code, ...]:
    if info.code in OWN_CODES:
        return ("It says that the report is incomplete, so it can be neither suppressed nor turned off.",)
    if info.family == _SUPPRESSIONS:
        return ("In the configuration:", Code("toml", f'[tool.backend-lint]\nignore = ["{info.name}"]'))
    return (
        "With a comment on the line of the finding, or on a line of its own above it. Say why:",
        Code("python", f"# backend-lint: ignore[{info.name}] the reason"),
    )


def _source(source: Source) -> str:
    if not source.line:
        return source.document
    lines = f"line {source.line}" if source.line == source.end_line else f"lines {source.line}–{source.end_line}"
    return f"Document {source.document}, {lines}: “{source.quote}”"


def _equivalents(info: RuleInfo) -> Iterator[str]:
    for linter, title in _LINTERS.items():
        names = [entry.partition(":")[2] for entry in info.same_as if entry.startswith(f"{linter}:")]
        if names:
            yield f"- {title}: {', '.join(f'`{name}`' for name in names)}"


def _key(option: str) -> str:
    return option.replace("_", "-")


def _indented(code: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in code.split("\n"))
