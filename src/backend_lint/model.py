"""The values that cross a process, a cache or a file boundary: frozen, free of trees, comparable."""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["error", "warning", "strict"]
Confidence = Literal["high", "medium", "low"]
Applicability = Literal["safe", "unsafe", "suggest"]

#: Of fixes, the surest first: "safe" keeps what the code does for every input that is no attack, "unsafe" may change what it
#: needs when it runs, "suggest" is a sketch for a person, which is never applied unseen.
APPLICABILITIES: tuple[Applicability, ...] = ("safe", "unsafe", "suggest")
SEVERITY_RANK: dict[str, int] = {"strict": 0, "warning": 1, "error": 2}
CONFIDENCE_RANK: dict[str, int] = {"low": 0, "medium": 1, "high": 2}

#: Other linters for Python whose findings can stand in a report, under the family that is called like them.
LINTERS: tuple[Literal["ruff", "bandit"], ...] = ("ruff", "bandit")

#: The tool's own diagnostics: a file could not be analysed; a rule or an engine failed on a file. They cannot be
#: turned off, suppressed or put into a baseline.
NOT_ANALYSED = "BKD000"
RULE_FAILED = "BKD099"
OWN_CODES = (NOT_ANALYSED, RULE_FAILED)


class Place(msgspec.Struct, frozen=True, order=True):
    """Where something stands in a file: lines and columns are 1-based, columns count characters
    (not bytes), the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Edit(msgspec.Struct, frozen=True, order=True):
    """Replace the bytes `start:end` (0-based offsets into the file as read) by `text`."""

    start: int
    end: int
    text: str


class Fix(msgspec.Struct, frozen=True):
    """A change that removes a finding. `title` says what to do; edits do not overlap."""

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability = "unsafe"


class Related(msgspec.Struct, frozen=True):
    """Another place in the same file that explains a finding."""

    place: Place
    message: str


class Finding(msgspec.Struct, frozen=True):
    """One fault at one place. `path` is as it was given or discovered, with `/` as separator.

    `topic` and `precedence` say which findings describe the same construct: of two findings of one
    topic on overlapping places, only the one with the higher precedence is reported.

    `scope` is the dotted name of the class or function that it stands in, "" for the module; `fingerprint`
    says which finding it is whatever its path and line become (see `fingerprint`). A run fills in both."""

    path: str
    place: Place
    code: str
    name: str
    message: str
    severity: Severity = "warning"
    confidence: Confidence = "high"
    hint: str = ""
    cwe: int | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    topic: str = ""
    precedence: int = 0
    scope: str = ""
    fingerprint: str = ""

    @property
    def sort_key(self) -> tuple[str, Place, str, str]:
        return (self.path, self.place, self.code, self.message)


class Notice(msgspec.Struct, frozen=True, order=True):
    """What a user must know about a run besides its findings: something was not looked at, and the run counts as complete
    all the same. `path` is empty when it concerns no single file; `line` is 1-based."""

    text: str
    path: str = ""
    line: int = 1


class Suppressed(msgspec.Struct, frozen=True):
    """A finding that a comment in the file, or the baseline, asks not to report. `line` is the comment's (1-based);
    0 for the baseline."""

    finding: Finding
    line: int
    reason: str
    by: Literal["comment", "baseline"] = "comment"


class RuleInfo(msgspec.Struct, frozen=True):
    """What documentation, reports and settings need to know of a rule, without its code.

    `options` maps each option's name to its default, `fixes` says how sure its fixes are, and `same_as` names the
    rules of other linters that report the same fault: "bandit:B608", "ruff:S608", "semgrep:" and a rule's id.
    `per_file` rules check files, `project` rules the facts of all files; a rule may do both."""

    code: str
    name: str
    family: str
    severity: Severity
    summary: str
    explanation: str
    options: dict[str, bool | int | str | tuple[str, ...]] = {}
    cwe: int | None = None
    headline: bool = False
    per_file: bool = True
    project: bool = False
    fixes: tuple[Applicability, ...] = ()
    same_as: tuple[str, ...] = ()


class FileResult(msgspec.Struct, frozen=True):
    """What checking one file gave. `facts` is what project rules read (a `facts.FileFacts`), or None when
    the file could not be analysed. `failed`: this tool failed on it, as for want of memory, and may not do so again."""

    path: str
    findings: tuple[Finding, ...] = ()
    facts: object | None = None
    failed: bool = False
