"""What is said about comments themselves: unused, without reason, malformed, expired; and what is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from backend_lint.model import Finding
from backend_lint.semantics.file import decode
from backend_lint.session import Options, Outcome, Session

TODAY = date(2026, 6, 15)
#: A statement with BKD101, and one with BKD102.
SQL = """x.execute("SELECT id FROM users WHERE name = '" + name + "'")"""
TABLE = 'x.execute(f"SELECT id FROM {table}")'
NAMED = "backend-lint: ignore[sql-string-concatenation]"


def run(text: str, name: str = "app.py", per_file: bool = False, **options: object) -> Outcome:
    session = Session(Options(isolated=True, **options), today=TODAY)  # type: ignore[arg-type]
    return session.run_text(name, text.encode(), per_file=per_file)


def said(outcome: Outcome) -> list[str]:
    """The tool's own findings: line, code and what stands in backquotes."""
    return [
        f"{found.place.line} {found.code} {' '.join(found.message.split('`')[1::2])}"
        for found in outcome.findings
        if found.code.startswith("BKD09")
    ]


CASES = {
    "in use": (f"{SQL}  # {NAMED} why\n", []),
    "unused": (f"x  # {NAMED} why\n", ["1 BKD090 ignore sql-string-concatenation"]),
    "unused noqa": ("x  # noqa: BKD101\n", ["1 BKD090 noqa BKD101"]),
    "others' codes in noqa": ("x  # noqa: E501, S608\n", []),
    "bare noqa": ("x  # noqa\n", []),
    "one of two": (f"{SQL}  # noqa: BKD101, BKD102\n", ["1 BKD090 noqa BKD102"]),
    "both of two": ("x  # noqa: BKD101, BKD102, E501\n", ["1 BKD090 noqa BKD101 BKD102"]),
    "named twice": (f"{SQL}  # backend-lint: ignore[BKD101, sql-string-concatenation] why\n", ["1 BKD090 ignore sql-string-concatenation"]),
    "suppressed twice": (f"{SQL}  # {NAMED} why  # noqa: BKD101\n", ["1 BKD090 noqa BKD101"]),
    "range in use": (f"# backend-lint: disable[BKD101] why\n{SQL}\n# backend-lint: enable[BKD101]\n", []),
    "range unused": ("# backend-lint: disable[BKD101] why\nx\n# backend-lint: enable[BKD101]\n", ["1 BKD090 disable BKD101"]),
    "file unused": ("# backend-lint: file-ignore[BKD101] why\nx\n", ["1 BKD090 file-ignore BKD101"]),
    "fixme unused": ("x  # backend-lint: fixme[BKD101] until=2027-01-31 T-1: why\n", ["1 BKD090 fixme BKD101"]),
    "fixme expired": (f"{SQL}  # backend-lint: fixme[BKD101] until=2026-06-14\n", ["1 BKD093 fixme[BKD101]"]),
    "malformed is not unused": ("x  # backend-lint: ignore[BKD101\n", ["1 BKD092 "]),
    "noqa of an unknown code": ("x  # noqa: BKD999\n", ["1 BKD092 BKD999"]),
    "in a string": ('x = "# noqa: BKD101"\n', []),
    "rule that is off by default": ("x  # noqa: BKD405\n", []),
    "prefix of which a rule is off": ("x  # noqa: BKD4\n", []),
    "prefix of which all rules are on": ("x  # noqa: BKD10\n", ["1 BKD090 noqa BKD10"]),
    "file that is not analysed": ("x(  # noqa: BKD101\n", []),
    "malformed in a file that is not analysed": ("x(  # backend-lint: ignore\n", ["1 BKD092 ignore ignore[…]"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_cases(text: str, expected: list[str]) -> None:
    outcome = run(text)
    assert said(outcome) == expected
    assert [each.finding.code for each in outcome.suppressed if each.finding.code > "BKD100"] == (
        ["BKD101"] if SQL in text and "BKD093" not in str(expected) else []
    )


def test_what_is_malformed_is_not_asked_for_a_reason() -> None:
    text = "x  # backend-lint: ignore\nx  # backend_lint: ignore[BKD101]\nx  # noqa: BKD101, BKD999\n"
    assert said(run(text, select=("BKD091",))) == ["3 BKD091 noqa: BKD101, BKD999"]
    assert said(run(text, select=("BKD092",)))[1:] == ["2 BKD092 backend_lint backend-lint", "3 BKD092 BKD999"]


def test_a_file_without_directives_of_ours_is_not_kept() -> None:
    assert run("x  # noqa: E501\n").sources == {}


# -- who judges whom --------------------------------------------------------------------------------------------

SELFISH = {
    "held by its own entry": ("x  # backend-lint: ignore[BKD101, BKD090] kept\n", [], ["BKD090"]),
    "held from above": (f"# backend-lint: ignore[BKD090] kept\nx  # {NAMED} why\n", [], ["BKD090"]),
    "held for the file": (f"# backend-lint: file-ignore[BKD090] kept\nx  # {NAMED} why\n", [], ["BKD090"]),
    "of no use itself": ("x  # backend-lint: ignore[BKD090] kept\n", ["1 BKD090 ignore BKD090"], []),
    "of no use to each other": (
        "# backend-lint: file-ignore[BKD090] kept\nx  # noqa: BKD090\n",
        ["1 BKD090 file-ignore BKD090", "2 BKD090 noqa BKD090"],
        [],
    ),
    "a short prefix holds nothing back": ("x  # noqa: BKD0\n", [], []),
    "malformed is not held": ("x  # noqa: BKD092 # backend-lint: ignore\n", ["1 BKD092 BKD092", "1 BKD092 ignore ignore[…]"], []),
    "expired is held": (
        "x  # backend-lint: fixme[BKD101] until=2026-01-31 # backend-lint: ignore[BKD093] known\n",
        [],
        ["BKD093"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "held"), SELFISH.values(), ids=SELFISH)
def test_nothing_is_of_use_by_what_is_said_about_itself(text: str, expected: list[str], held: list[str]) -> None:
    outcome = run(text)
    assert (said(outcome), [each.finding.code for each in outcome.suppressed]) == (expected, held)


# -- what counts as found ---------------------------------------------------------------------------------------


def test_findings_that_are_not_shown_are_use_enough(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.backend-lint]\nmin-severity = "error"\n[tool.backend-lint.per-file-ignores]\n"app.py" = ["BKD101"]\n'
    )
    file = tmp_path / "app.py"
    file.write_text(f"{SQL}  # {NAMED} why\n{TABLE}  # noqa: BKD102 -- a constant\n")
    outcome = Session(today=TODAY).run([str(tmp_path)])
    assert said(outcome) == []
    file.write_text(f"x  # {NAMED} why\n")
    assert Session(Options(min_severity="warning"), today=TODAY).run([str(file)]).findings[0].code == "BKD090"


def test_findings_of_strict_alone_are_use_enough() -> None:
    """`--strict` in one place and not in the other must not ask for the comment and against it."""
    thin = "\n".join(f"    if a{n}:\n        b{n} = a{n} * {n}" for n in range(3))
    text = (
        "from fastapi import FastAPI\napp = FastAPI()\n\n\n@app.get('/')\n"
        f"def f(a0: int, a1: int, a2: int):  # backend-lint: ignore[business-logic-in-handler] why\n{thin}\n    return b0\n"
    )
    strict = run(text, strict=True, ignore=("BKD091",))
    assert [each.finding.code for each in strict.suppressed] == ["BKD201"]
    assert (said(run(text)), run(text).suppressed) == ([], ())


def test_a_rule_that_did_not_run_is_not_judged(tmp_path: Path) -> None:
    text = "x  # noqa: BKD101, BKD102\n"
    assert said(run(text, select=("BKD102",))) == []
    assert said(run(text, select=("BKD102", "BKD090"))) == ["1 BKD090 noqa BKD102"]
    assert said(run(text, ignore=("BKD090",))) == []
    assert said(run("x  # noqa: BKD101\n", "tests/test_x.py")) == ["1 BKD090 noqa BKD101"]


def test_a_rule_about_the_project_is_judged_when_all_of_it_is_checked(tmp_path: Path) -> None:
    (tmp_path / "backend-lint.toml").touch()
    file = tmp_path / "app.py"
    file.write_text("x  # noqa: BKD501\n")
    session = Session(today=TODAY)
    assert said(session.run([str(tmp_path)])) == ["1 BKD090 noqa BKD501"]
    assert said(session.run([str(file)])) == []
    assert said(session.run_text(str(file), file.read_bytes())) == []
    assert said(session.run_text(str(file), file.read_bytes(), per_file=True)) == []


def test_nosec_is_not_judged(tmp_path: Path) -> None:
    (tmp_path / "backend-lint.toml").write_text("respect-nosec = true\n")
    (tmp_path / "app.py").write_text(f"x  # nosec\n{SQL}  # nosec B608\n")
    outcome = Session(Options(strict=True), today=TODAY).run([str(tmp_path)])
    assert (said(outcome), len(outcome.suppressed)) == ([], 1)


REASONS = {
    "noqa": (f"{SQL}  # noqa: BKD101\n", ["1 BKD091 noqa: BKD101"]),
    "ignore": (f"{SQL}  # {NAMED}\n", ["1 BKD091 ignore[sql-string-concatenation]"]),
    "fixme": (f"{SQL}  # backend-lint: fixme[BKD101] until=2027-01-31\n", ["1 BKD091 fixme[BKD101]"]),
    "given": (f"{SQL}  # {NAMED} why\n", []),
    "enable": (f"# backend-lint: disable[BKD101] why\n{SQL}\n# backend-lint: enable[BKD101]\n", []),
    "others": ("x  # noqa: E501\n", []),
}


@pytest.mark.parametrize(("text", "expected"), REASONS.values(), ids=REASONS)
def test_reasons_are_asked_for_when_strict(text: str, expected: list[str]) -> None:
    assert (said(run(text, strict=True)), said(run(text))) == (expected, [])


def test_what_is_said_has_severity_fingerprint_and_status() -> None:
    outcome = run(f"x  # {NAMED} why\n")
    [found] = outcome.findings
    assert (found.severity, found.name, outcome.failing) == ("warning", "unused-suppression", 1)
    assert found.fingerprint.endswith(":1")
    assert outcome.sources.keys() == {"app.py"}


# -- the fix ----------------------------------------------------------------------------------------------------

FIXES = {
    "the comment": ("x  # noqa: BKD101\ny\n", "x\ny\n"),
    "with its reason": (f"x  # {NAMED} a long story, #12\n", "x\n"),
    "the line": (f"if a:\n    # {NAMED} why\n    x\n", "if a:\n    x\n"),
    "the last line": ("x\n# noqa: BKD101", "x\n"),
    "behind another": ("x  # type: ignore # noqa: BKD101\n", "x  # type: ignore\n"),
    "before another": ("x  # noqa: BKD101 # type: ignore\n", "x  # type: ignore\n"),
    "between others": (f"x  # a # {NAMED} why  # type: ignore\n", "x  # a # type: ignore\n"),
    "alone before another": ("# noqa: BKD101 # type: ignore\nx\n", "# type: ignore\nx\n"),
    "an entry": (f"{SQL}  # noqa: BKD102,BKD101,E501 -- why\n", f"{SQL}  # noqa: BKD101,E501 -- why\n"),
    "the last entry": (f"{SQL}  # noqa: E501 BKD101 BKD102\n", f"{SQL}  # noqa: E501 BKD101\n"),
    "two entries": (
        f"{SQL}  # backend-lint: ignore[BKD102, BKD101 ,BKD103] why\n",
        f"{SQL}  # backend-lint: ignore[BKD101] why\n",
    ),
    "both ends of a range": ("# backend-lint: disable[BKD101] why\nx\n# backend-lint: enable[BKD101]\n", "x\n"),
    "an entry at both ends": (
        f"# backend-lint: disable[BKD101, BKD102] why\n{SQL}\n# backend-lint: enable[BKD102, BKD101]\n",
        f"# backend-lint: disable[BKD101] why\n{SQL}\n# backend-lint: enable[BKD101]\n",
    ),
    "carriage returns": (f"x\r\n# {NAMED} why\r\ny  # noqa: BKD101\r\n", "x\r\ny\r\n"),
    "no trailing blanks": ("x \t # noqa: BKD101 \n", "x\n"),
    "after characters of four bytes": ("x = '\U0001f600é'  # noqa: BKD101\n", "x = '\U0001f600é'\n"),
}


def fixed(text: str, findings: tuple[Finding, ...]) -> str:
    source = decode("app.py", text.encode())
    return source.edited([edit for found in findings if found.fix for edit in found.fix.edits]).decode()


@pytest.mark.parametrize(("text", "expected"), FIXES.values(), ids=FIXES)
def test_fixes(text: str, expected: str) -> None:
    outcome = run(text)
    assert fixed(text, outcome.findings) == expected
    assert said(run(expected)) == []
