"""Rules that find words in text, for tests of everything around the real rules."""

import re
from collections.abc import Sequence

from backend_lint.model import RULE_FAILED, Edit, FileResult, Finding, Fix, Place, RuleInfo
from backend_lint.semantics.file import NotAnalysed, decode
from backend_lint.session.project import not_analysed
from backend_lint.session.rules import Engine
from backend_lint.settings import Configuration, Selection, Settings

INFOS = (
    RuleInfo(
        "BKD101",
        "sql-string",
        "sql",
        "error",
        "SQL is built.",
        "Built SQL can be abused. More.",
        headline=True,
    ),
    RuleInfo("BKD102", "sql-name", "sql", "warning", "A name is built.", "A built name."),
    RuleInfo("BKD110", "select-star", "sql", "warning", "Everything.", "Costs.", {"select_star_allow": ("cte",)}),
    RuleInfo("BKD301", "hardcoded-secret", "secrets", "error", "A secret.", "Secrets leak.", cwe=798, headline=True),
    RuleInfo("BKD401", "bcrypt-cost", "auth", "error", "Cheap.", "Cheap.", {"bcrypt-min-cost": 12}, headline=True),
    RuleInfo("BKD405", "bcrypt-implicit", "auth", "strict", "Implicit.", "Say it."),
    RuleInfo(
        "BKD501",
        "error-shape",
        "errors",
        "error",
        "Shapes differ.",
        "Be consistent.",
        {"error-shape": "nested"},
    ),
)
BY_CODE = {info.code: info for info in INFOS}

# `BKD101`, `BKD102?` (low confidence), `BKD110!` (severity strict), `BKD101=` and `BKD102=` (one construct)
WORD = re.compile(r"(BKD\d{3})([?!=]?)")


class FakeEngine:
    """Finds the codes of its rules wherever they stand in the text, comments excepted."""

    def __init__(self, settings: Settings, selection: Selection) -> None:
        self.settings, self.selection = settings, selection

    def check(self, path: str, data: bytes) -> FileResult:
        try:
            source = decode(path, data)
            if "def f(:" in source.text:
                raise NotAnalysed("invalid syntax", "fix it", Place(1, 1, 1, 2))
        except NotAnalysed as refusal:
            return FileResult(path, (not_analysed(path, refusal.cause, refusal.hint, refusal.place),))
        found = []
        for number, line in enumerate(source.lines, 1):
            found += [
                finding(path, match[1], number, match.start() + 1, match[2], source.text)
                for match in WORD.finditer(line.split("#")[0])
                if match[1] in self.selection.options
            ]
            if "raise-in-rule" in line:
                found.append(Finding(path, Place(1, 1, 1, 1), RULE_FAILED, "rule-failed", "failed", "error"))
        return FileResult(path, tuple(found), path if "shape" in source.text else None)

    def check_project(self, facts: Sequence[str]) -> tuple[Finding, ...]:
        if "BKD501" not in self.selection.options or len(facts) < 2:
            return ()
        return tuple(finding(path, "BKD501", 1, 1, "", "") for path in facts)


def finding(path: str, code: str, line: int, column: int, mark: str, text: str) -> Finding:
    info = BY_CODE[code]
    return Finding(
        path,
        Place(line, column, line, column + 6),
        code,
        info.name,
        f"{code} is here",
        "strict" if mark == "!" else info.severity,
        "low" if mark == "?" else "high",
        "do not",
        info.cwe,
        Fix("Drop it", (Edit(text.find(code), text.find(code) + 6, ""),)) if text else None,
        topic="construct" if mark == "=" else "",
        precedence=int(code[3:]),
    )


class FakeRules:
    """Stands for the package's rules; see `session.rules.NativeRules`."""

    def infos(self) -> Sequence[RuleInfo]:
        return INFOS

    def engine(self, configuration: Configuration, selection: Selection) -> Engine:
        return FakeEngine(configuration.settings, selection)
