"""What reports look like, and what they must never show: forged lines, raw controls, secrets."""

import html
import json
import re
from typing import Any

import pytest

from backend_lint.model import (
    NOT_ANALYSED,
    Applicability,
    Edit,
    Finding,
    Fix,
    Place,
    Related,
    RuleInfo,
    Severity,
    Suppressed,
)
from backend_lint.reports import FORMATS, Outcome, Request, Skip, Style, markdown, render
from backend_lint.reports.full import first_sentence
from backend_lint.semantics.file import decode

TEXT = 'import db\n\ndef f(uid):\n\treturn db.run(f"SELECT {uid}")  # go\n'
INFO = RuleInfo("BKD101", "sql-string", "sql", "error", "Built SQL.", "A value in SQL text can\nchange it. Bind it.")


TOKEN = Place(4, 16, 4, 33)


def make(
    place: Place = TOKEN, path: str = "src/a.py", message: str = "SQL is built", code: str = "BKD101",
    severity: Severity = "error", **more: object,
) -> Finding:  # fmt: skip
    return Finding(path, place, code, "sql-string", message, severity, **more)  # type: ignore[arg-type]


def outcome(*findings: Finding, text: str = TEXT, **more: object) -> Outcome:
    paths = {found.path for found in findings}
    sources = {path: decode(path, text.encode()) for path in paths}
    rules = {"BKD101": INFO}
    given: dict[str, Any] = {"analysed": 3, "failing": len(findings), **more}
    return Outcome(findings=findings, sources=sources, rules=rules, **given)


def shown(
    result: Outcome, output_format: str, *, statistics: bool = False, detail: int = 0, color: bool = False
) -> str:
    return render(result, output_format, request=Request(style=Style(color), statistics=statistics, detail=detail))


FULL = """\
error[BKD101] SQL is built
  --> src/a.py:4:16 (sql-string, low confidence)
  |
4 |     return db.run(f"SELECT {uid}")  # go
  |                   ^^^^^^^^^^^^^^^^^
  = note: line 3: the value
  = why: A value in SQL text can change it.
  = help: bind it
  = fix: Bind the value (unsafe)
  = more: backend-lint rule BKD101

Found 1 error.
No fixes available (1 hidden fix can be enabled with the `--unsafe-fixes` option).
3 files analysed.
"""


def test_full() -> None:
    found = make(
        confidence="low", hint="bind it", related=(Related(Place(3, 7, 3, 10), "the value"),),
        fix=Fix("Bind the value", (Edit(40, 57, '"SELECT ?", (uid,)'),)),
    )  # fmt: skip
    assert shown(outcome(found), "full") == FULL


def test_full_says_once_what_several_places_of_a_line_are() -> None:
    places = (Place(3, 7, 3, 8), Place(3, 9, 3, 10), Place(2, 1, 2, 2))
    text = shown(outcome(make(related=tuple(Related(place, "the value") for place in places))), "full")
    assert [line.strip() for line in text.splitlines() if "note" in line] == [
        "= note: line 3: the value",
        "= note: line 2: the value",
    ]


def test_concise_grouped_and_statistics() -> None:
    result = outcome(make(), make(Place(1, 1, 1, 7), message="other"), make(path="b.py", severity="warning"))
    assert shown(result, "concise", detail=-1) == (
        "src/a.py:4:16: BKD101 SQL is built\nsrc/a.py:1:1: BKD101 other\nb.py:4:16: BKD101 SQL is built\n"
    )
    assert shown(result, "grouped", detail=-1) == (
        "src/a.py\n  4:16  error    BKD101  SQL is built\n   1:1  error    BKD101  other\n\n"
        "b.py\n  4:16  warning  BKD101  SQL is built\n\n"
    )
    assert shown(result, "full", statistics=True, detail=-1) == (
        "2  BKD101  error    sql-string\n1  BKD101  warning  sql-string\n"
    )


def fixed(*applicabilities: Applicability) -> Outcome:
    return outcome(*(make(fix=Fix("Bind it", (), each)) for each in applicabilities))


@pytest.mark.parametrize("name", ["full", "concise", "grouped"])
@pytest.mark.parametrize("unsafe_fixes", [False, True])
def test_findings_that_a_run_fixes_are_marked_as_ruff_marks_them(name: str, unsafe_fixes: bool) -> None:
    text = render(fixed("safe", "unsafe", "suggest"), name, request=Request(detail=-1, unsafe_fixes=unsafe_fixes))
    marks = [" [*] SQL" in line for line in text.splitlines() if "SQL is built" in line]
    assert marks == [True, unsafe_fixes, False]


_SAFE = "[*] {} fixable with the `--fix` option"
_HIDDEN = "({} can be enabled with the `--unsafe-fixes` option)."
FOOTERS: dict[str, tuple[tuple[Applicability, ...], str, str]] = {
    "none": ((), "", ""),
    "sketches": (("suggest",), "", ""),
    "safe": (("safe", "suggest"), f"{_SAFE.format(1)}.", f"{_SAFE.format(1)}."),
    "unsafe": (("unsafe",), f"No fixes available {_HIDDEN.format('1 hidden fix')}", f"{_SAFE.format(1)}."),
    "both": (
        ("safe", "unsafe", "unsafe"),
        f"{_SAFE.format(1)} {_HIDDEN.format('2 hidden fixes')}",
        f"{_SAFE.format(3)}.",
    ),
}


@pytest.mark.parametrize(("given", "safe_only", "unsafe_too"), FOOTERS.values(), ids=FOOTERS)
def test_what_can_be_fixed_is_counted(given: tuple[Applicability, ...], safe_only: str, unsafe_too: str) -> None:
    for unsafe_fixes, expected in ((False, safe_only), (True, unsafe_too)):
        request = Request(unsafe_fixes=unsafe_fixes)
        lines = render(fixed(*given), "concise", request=request).splitlines()
        assert [line for line in lines if "--" in line] == [expected][: bool(expected)]
        assert html.escape(expected) in markdown.render(fixed(*given), request)
    assert "--" not in render(fixed(*given), "concise", request=Request(detail=-1))


SUMMARIES = {
    "clean": (Outcome(analysed=1), "All checks passed!\n1 file analysed.\n"),
    "nothing read": (Outcome(), "No files to check found.\n0 files analysed.\n"),
    "kinds": (
        outcome(make(), make(severity="warning"), make(severity="warning"), make(severity="strict")),
        "Found 1 error, 2 warnings and 1 strict finding.\n3 files analysed.\n",
    ),
    "not failing": (
        Outcome(findings=(make(severity="warning"),), analysed=1),
        "Found 1 warning. None is severe enough to fail the run.\n1 file analysed.\n",
    ),
    "incomplete": (
        Outcome(findings=(make(code=NOT_ANALYSED),), incomplete=1, not_analysed=1, analysed=2),
        "Found 1 error. The check is incomplete: 1 path could not be analysed.\n2 files analysed, 1 not analysed.\n",
    ),
    "the rest": (
        Outcome(analysed=2, skipped=(Skip("a", "b"),), suppressed=(Suppressed(make(), 1, ""),), hidden=4),
        "All checks passed!\n"
        "2 files analysed, 1 path left out, 1 finding suppressed, "
        "4 below the asked severity or confidence.\n",
    ),
}


@pytest.mark.parametrize(("result", "expected"), SUMMARIES.values(), ids=SUMMARIES)
def test_summary(result: Outcome, expected: str) -> None:
    assert shown(result, "concise").endswith(expected)


def test_verbose_lists_what_is_not_reported() -> None:
    result = Outcome(skipped=(Skip("venv", "excluded"),), suppressed=(Suppressed(make(), 4, "legacy"),), analysed=1)
    assert shown(result, "full", detail=1).startswith(
        "suppressed: src/a.py:4:16: BKD101 by line 4: legacy\nleft out: venv: excluded\n"
    )


def test_json_holds_every_key_of_ruff() -> None:
    text = "\ufeffx = 'é'; y\n"
    fix = Fix("Drop it", (Edit(3 + 10, 3 + 11, "z"),), "suggest")
    found = make(Place(1, 10, 1, 11), fix=fix, cwe=89, related=(Related(Place(1, 1, 1, 2), "here"),))
    result = json.loads(shown(outcome(found, text=text, skipped=(Skip("v", "excluded"),)), "json", statistics=True))
    [each] = result["findings"]
    ruff = {"cell", "code", "end_location", "filename", "fix", "location", "message", "noqa_row", "url"}
    assert ruff <= each.keys()
    assert (each["location"], each["end_location"]) == ({"row": 1, "column": 10}, {"row": 1, "column": 11})
    assert each["fix"] == {
        "applicability": "display",
        "message": "Drop it",
        "edits": [
            {
                "content": "z",
                "location": each["location"],
                "end_location": each["end_location"],
                "start": 13,
                "end": 14,
            }
        ],
    }
    assert each["related"][0]["message"] == "here"
    assert result["summary"] == {
        "analysed": 3, "not_analysed": 0, "left_out": 1, "complete": True, "failing": 1, "suppressed": 0,
        "hidden": 0, "known": 0, "findings": {"error": 1, "warning": 0, "strict": 0},
    }  # fmt: skip
    assert result["notifications"] == [{"kind": "left-out", "filename": "v", "message": "excluded"}]
    assert result["statistics"] == [{"count": 1, "code": "BKD101", "name": "sql-string", "severity": "error"}]


def test_incomplete_is_in_the_notifications() -> None:
    found = make(code=NOT_ANALYSED, message="invalid syntax")
    result = json.loads(shown(Outcome(findings=(found,), incomplete=1, not_analysed=1), "json"))
    assert result["notifications"] == [{"kind": "not-analysed", "filename": "src/a.py", "message": "invalid syntax"}]
    assert result["summary"]["complete"] is False


def test_the_line_of_a_syntax_error_is_not_quoted() -> None:
    assert "import db" not in shown(outcome(make(Place(1, 1, 1, 2), code=NOT_ANALYSED)), "full")


def test_ndjson_is_a_finding_a_line() -> None:
    lines = shown(outcome(make(), make(path="b.py")), "ndjson").splitlines()
    assert [json.loads(line)["filename"] for line in lines] == ["src/a.py", "b.py"]


HOSTILE = "\x1b[2J\r\n::error::x\x07\x85\u202e\u2028\u2066\udce9\t\x7f"


@pytest.mark.parametrize("output_format", FORMATS)
def test_what_a_file_says_stays_on_its_line(output_format: str) -> None:
    text = "x = '\x1b[2J\x07\u202e'; y\x0c\n"
    hostile = make(
        Place(1, 1, 1, 20), f"::error file=a::{HOSTILE}.py", HOSTILE, hint=HOSTILE,
        related=(Related(Place(1, 1, 1, 2), HOSTILE),), fix=Fix(HOSTILE, ()),
    )  # fmt: skip
    plain = make(
        Place(1, 1, 1, 20),
        "a.py",
        "m",
        hint="h",
        related=(Related(Place(1, 1, 1, 2), "n"),),
        fix=Fix("f", ()),
    )
    more = {"skipped": (Skip(HOSTILE, HOSTILE),), "suppressed": (Suppressed(hostile, 1, HOSTILE),)}
    got = shown(outcome(hostile, text=text, **more), output_format, detail=1)
    expected = shown(
        outcome(plain, text=text, skipped=(Skip("s", "s"),), suppressed=(Suppressed(plain, 1, "s"),)),
        output_format,
        detail=1,
    )
    assert got.count("\n") == expected.count("\n")
    assert [c for c in got if c != "\n" and (not c.isprintable() or c in "\u202e\u2066")] == []
    commands = [
        [line for line in each.splitlines() if line.lstrip().startswith(("::", "##"))] for each in (got, expected)
    ]
    assert len(commands[0]) == len(commands[1])
    assert "\\x1b[2J" in got.replace("\\\\", "\\")
    got.encode()


def test_carets_stand_under_wide_and_escaped_characters() -> None:
    text = "日本 = '\x07'; y\n"
    frame = shown(outcome(make(Place(1, 11, 1, 12)), text=text), "full").splitlines()
    assert frame[3] == "1 | 日本 = '\\x07'; y"
    assert frame[4] == "  |                ^"  # two characters fill two cells each


def test_long_lines_and_long_places_are_cut() -> None:
    wide = shown(
        outcome(make(Place(1, 5001, 1, 5004)), text="a" * 5000 + "bcd" + "e" * 5000 + "\n"), "full"
    ).splitlines()
    assert len(wide[3]) < 180
    assert wide[3][wide[4].index("^") : wide[4].rindex("^") + 1] == "bcd"
    tall = shown(outcome(make(Place(1, 1, 40, 2)), text="x = 1\n" * 40), "full").splitlines()
    assert [line.split(" |")[0].strip() for line in tall if line.endswith("x = 1")] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "39",
        "40",
    ]


@pytest.mark.parametrize("place", [Place(9, 1, 9, 2), Place(1, 90, 1, 99), Place(5, 1, 5, 1), Place(4, 1, 5, 1)])
def test_places_outside_of_the_text_do_not_fail(place: Place) -> None:
    assert "SQL is built" in shown(outcome(make(place)), "full")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One sentence. Another.", "One sentence."),
        ("About `x.y` and\nv1.2 of e.g. this. More.", "About `x.y` and v1.2 of e.g. this."),
        ("No end\n\nNext paragraph.", "No end."),
        ("Only one", "Only one."),
    ],
)
def test_first_sentence(text: str, expected: str) -> None:
    assert first_sentence(text) == expected


def test_color_changes_nothing_but_colour() -> None:
    result = outcome(make(hint="h", fix=Fix("Bind it", (), "safe")))
    for output_format in ("full", "concise", "grouped"):
        painted = shown(result, output_format, color=True)
        assert "\x1b[" in painted
        assert re.sub(r"\x1b\[[\d;]*m", "", painted) == shown(result, output_format)
