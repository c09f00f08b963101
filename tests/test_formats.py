"""Every format says the same findings to its own consumer (see `readers`), and several can be had at once."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fake_rules import FakeRules
from readers import Said, github_commands, read

from backend_lint import catalog, pages, session
from backend_lint.cli import cli, reporting
from backend_lint.model import NOT_ANALYSED, RULE_FAILED, Edit, Finding, Fix, Place, Related, RuleInfo, Suppressed
from backend_lint.reports import FORMATS, Outcome, Request, Skip, markdown, render
from backend_lint.reports.edits import as_one
from backend_lint.reports.linehash import line_hashes
from backend_lint.reports.locations import from_root
from backend_lint.reports.sarif import results as sarif_results
from backend_lint.reports.style import printable, printable_path
from backend_lint.semantics.file import decode
from backend_lint.session import Options, Session

ROOT = Path(__file__).parent.parent
BACKENDS = ("fastapi_orders", "flask_tickets", "django_clinic", "documents", "strict")
PAGES = {each.info.code: pages.markdown(each) for each in catalog.documented()}

each_format = pytest.mark.parametrize("name", FORMATS)


def expected(outcome: Outcome, name: str, root: str) -> list[Said]:
    """The findings as a consumer should see them."""
    paths: dict[str, Callable[[str], str]] = {
        "sarif": lambda path: from_root(path, root),
        "github": lambda path: printable_path(from_root(path, root)),
        "gitlab": lambda path: printable_path(from_root(path, root)),
        "azure": lambda path: printable(str(Path.cwd() / path)),
    }
    path_of = paths.get(name, printable_path)
    return sorted(Said(path_of(found.path), found.place.line, found.code) for found in outcome.findings)


@cache
def checked(backend: str) -> Outcome:
    return Session(Options(strict=backend == "strict")).run([str(ROOT / "fixtures" / backend)])


@pytest.mark.parametrize("backend", BACKENDS)
@each_format
def test_a_consumer_sees_the_findings_of_a_backend(name: str, backend: str) -> None:
    outcome = checked(backend)
    assert outcome.findings
    request = Request(root=str(ROOT), status=1, pages=PAGES, detail=1)
    assert read(name, render(outcome, name, request=request)) == expected(outcome, name, str(ROOT))


@each_format
def test_a_clean_run_is_a_report_too(name: str) -> None:
    text = render(Outcome(analysed=3), name)
    assert read(name, text) == []
    if name == "junit":  # which without tests would be taken for a run that went wrong
        assert 'tests="1" failures="0" errors="0"' in text and "3 files analysed" in text


REFUSED = {
    "syntax": b"def f(:\n",
    "encoding": b"x = '\xff'\n",
    "codec": b"# coding: rot13\n",
    "NUL": b"x = 1\0\n",
    "UTF-16": "x".encode("utf-16"),
    "too large": b"x = 1\n" * 400_000,
    "too deep": b"x = " + b"(" * 5_000 + b")" * 5_000,
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
@each_format
def test_what_was_not_analysed_is_in_every_format(name: str, data: bytes) -> None:
    outcome = Session(Options(isolated=True)).run_text("app.py", data)
    assert outcome.incomplete == 1
    text = render(outcome, name, request=Request(status=3))
    assert [each.code for each in read(name, text)] == [NOT_ANALYSED]
    assert [each.path for each in read(name, text)] == [each.path for each in expected(outcome, name, "")]
    assert NOT_ANALYSED in markdown.render(outcome, Request())


@each_format
def test_a_rule_that_failed_is_in_every_format(name: str) -> None:
    failed = Finding("a.py", Place(1, 1, 1, 1), RULE_FAILED, "rule-failed", "it failed", "error", fingerprint="1")
    text = render(Outcome(findings=(failed,), incomplete=1), name)
    assert [each.code for each in read(name, text)] == [RULE_FAILED]


# ---------------------------------------------------------------- SARIF

TEXT = "\ufeff# é\r\nname = ask()\r\nx = '😀'; run('é' + name)\r\n"
INFO = RuleInfo("BKD101", "sql-string", "sql", "error", "Built SQL.", "It can be\nabused.", cwe=89)
FOUND = Finding(
    "src/a.py", Place(3, 10, 3, 25), "BKD101", "sql-string", "SQL [x](y) is built", "error", "medium", cwe=89,
    related=(Related(Place(2, 1, 2, 13), "the value"),), scope="C.f", fingerprint="abc:1",
)  # fmt: skip


def outcome_of(*findings: Finding, **more: Any) -> Outcome:
    paths = {found.path for found in findings} | {each.finding.path for each in more.get("suppressed", ())}
    sources = {path: decode(path, TEXT.encode()) for path in paths}
    return Outcome(findings=findings, sources=sources, rules={"BKD101": INFO}, **more)


def sarif_run(outcome: Outcome, **more: Any) -> dict[str, Any]:
    text = render(outcome, "sarif", request=Request(**more))
    read("sarif", text)
    run: dict[str, Any] = json.loads(text)["runs"][0]
    return run


def test_sarif_of_a_rule() -> None:
    [rule] = sarif_run(outcome_of(FOUND), pages={"BKD101": "# page"})["tool"]["driver"]["rules"]
    assert rule == {
        "id": "BKD101",
        "name": "sql-string",
        "shortDescription": {"text": "Built SQL."},
        "fullDescription": {"text": "It can be abused."},
        "help": {"text": "It can be\nabused.", "markdown": "# page"},
        "defaultConfiguration": {"level": "error"},
        "properties": {
            "tags": ["sql", "security", "external/cwe/cwe-089"],
            "precision": "medium",
            "problem.severity": "error",
            "security-severity": "8.0",
        },
    }


def test_every_rule_has_its_page_in_sarif_within_githubs_limits() -> None:
    rules = sarif_run(checked("documents"), pages=PAGES)["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} >= {rule.code for rule in catalog.rules()}
    for rule in rules:
        assert rule["help"]["markdown"] == PAGES[rule["id"]]
        assert ("security-severity" in rule["properties"]) == ("security" in rule["properties"]["tags"])
        assert len(rule["properties"]["tags"]) <= 20
        assert all(0 < len(rule[kind]["text"]) <= 1024 for kind in ("shortDescription", "fullDescription"))


def test_sarif_of_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = sarif_run(outcome_of(FOUND), root=str(tmp_path.parent))
    [result] = run["results"]
    [location] = result["locations"]
    path = f"{tmp_path.name}/src/a.py"
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": path, "uriBaseId": "%SRCROOT%"},
        "region": {
            "startLine": 3, "startColumn": 10, "endLine": 3, "endColumn": 25, "snippet": {"text": "run('é' + name)"},
        },
    }  # fmt: skip
    assert run["originalUriBaseIds"] == {"%SRCROOT%": {"uri": f"{tmp_path.parent.as_uri()}/"}}
    assert run["columnKind"] == "unicodeCodePoints" and run["newlineSequences"] == ["\r\n", "\n", "\r"]
    assert location["logicalLocations"] == [{"fullyQualifiedName": "C.f"}]
    assert result["message"] == {"text": "SQL [x] (y) is built"}, "a link of SARIF's"
    assert [each["message"]["text"] for each in result["relatedLocations"]] == ["the value"]
    flow = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["physicalLocation"]["region"]["startLine"] for step in flow] == [2, 3]


def test_sarif_has_no_flow_of_what_stands_behind_a_finding() -> None:
    evidence = Finding("a.py", Place(1, 1, 1, 2), "BKD101", "n", "m", related=(Related(Place(2, 1, 2, 2), "why"),))
    [result] = sarif_run(outcome_of(evidence))["results"]
    assert "relatedLocations" in result and "codeFlows" not in result


def test_sarif_fingerprints() -> None:
    [result] = sarif_run(outcome_of(FOUND))["results"]
    assert result["partialFingerprints"] == {
        sarif_results.FINGERPRINT: "abc:1",
        "primaryLocationLineHash": line_hashes(TEXT.encode())[2],
    }


def applied(text: str, region: dict[str, Any], new: str) -> str:
    lines = text.splitlines(keepends=True)
    start, end = (
        sum(map(len, lines[: region[f"{side}Line"] - 1])) + region[f"{side}Column"] - 1 for side in ("start", "end")
    )
    return text[:start] + new + text[end:]


FIXED = TEXT.replace("run('é' + name)", "run(z + n)")


def test_a_fix_is_the_same_in_bytes_columns_and_as_one_edit() -> None:
    data = TEXT.encode()
    at = data.index("'é'".encode())
    fix = Fix("Bind it", (Edit(at, at + 4, "z"), Edit(at + 7, at + 11, "n")))
    found = Finding("src/a.py", FOUND.place, "BKD101", "sql-string", "m", fix=fix, fingerprint="1")
    one = as_one(fix, decode("a.py", data))
    assert (data[: one.start] + one.text.encode() + data[one.end :]).decode() == FIXED

    [result] = sarif_run(outcome_of(found))["results"]
    assert result["fixes"][0]["description"] == {"text": "Bind it (unsafe)"}
    [change] = result["fixes"][0]["artifactChanges"]
    text = TEXT.removeprefix("\ufeff")  # is no character of line 1
    for each in reversed(change["replacements"]):
        text = applied(text, each["deletedRegion"], each["insertedContent"]["text"])
    assert text == FIXED.removeprefix("\ufeff")

    report = render(outcome_of(found), "rdjson")
    read("rdjson", report)
    [diagnostic] = json.loads(report)["diagnostics"]
    assert diagnostic["message"] == "m\n\nBind it (unsafe)", "no other place of the format says it"
    [suggestion] = diagnostic["suggestions"]
    start, end = (suggestion["range"][side] for side in ("start", "end"))
    line = TEXT.splitlines()[2].encode()
    assert (start["line"], end["line"]) == (3, 3)
    changed = line[: start["column"] - 1] + suggestion["text"].encode() + line[end["column"] - 1 :]
    assert changed.decode() == FIXED.splitlines()[2]


def test_rdjson_suggests_no_sketch() -> None:
    found = Finding("src/a.py", FOUND.place, "BKD101", "n", "m", fix=Fix("Bind it", (Edit(3, 4, "z"),), "suggest"))
    [diagnostic] = json.loads(render(outcome_of(found), "rdjson"))["diagnostics"]
    assert diagnostic["message"] == "m" and "suggestions" not in diagnostic


@pytest.mark.parametrize(("secret", "suggested"), [(Place(2, 1, 2, 7), False), (Place(3, 1, 3, 2), True)])
def test_rdjson_suggests_nothing_around_a_secret(secret: Place, suggested: bool) -> None:
    """Between two edits stands what is there; what they replace themselves is gone."""
    first, last = TEXT.encode().index(b"\n") + 1, TEXT.encode().index(b"x =")
    fix = Fix("Bind it", (Edit(first, first, "import os\n"), Edit(last, last + 1, "y")))
    found = Finding("src/a.py", FOUND.place, "BKD101", "n", "m", fix=fix)
    [diagnostic] = json.loads(render(outcome_of(found, secrets={"src/a.py": (secret,)}), "rdjson"))["diagnostics"]
    assert ("suggestions" in diagnostic) == suggested


def test_rdjson_counts_bytes() -> None:
    range_ = json.loads(render(outcome_of(FOUND), "rdjson"))["diagnostics"][0]["location"]["range"]
    assert range_ == {"start": {"line": 3, "column": 13}, "end": {"line": 3, "column": 29}}


def test_sarif_suppressions_say_who_and_why() -> None:
    held = (
        Suppressed(FOUND, 3, "legacy", "comment"),
        Suppressed(FOUND, 0, "", "baseline"),
        Suppressed(FOUND, 1, "password = 'Tr0ub4dor-and-more'", "comment"),
    )
    results = sarif_run(outcome_of(suppressed=held))["results"]
    assert [each["suppressions"] for each in results[:2]] == [
        [{"kind": "inSource", "justification": "legacy"}],
        [{"kind": "external"}],
    ]
    assert "Tr0ub4dor" not in str(results[2])


def test_sarif_names_files_by_uri(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "repo").mkdir()
    monkeypatch.chdir(tmp_path / "repo")
    names = {
        "a b/ü%.py": "a%20b/%C3%BC%25.py",
        "latin\udce9\n.py": "latin%E9%0A.py",
        "a:b?c#d.py": "a%3Ab%3Fc%23d.py",
        "-": "-",
        str(tmp_path / "other.py"): (tmp_path / "other.py").as_uri(),
    }
    found = [Finding(name, Place(1, 1, 1, 1), "BKD101", "n", "m") for name in names]
    run = sarif_run(outcome_of(*found), root=str(tmp_path / "repo"))
    artifacts = [each["locations"][0]["physicalLocation"]["artifactLocation"] for each in run["results"]]
    assert [each["uri"] for each in artifacts] == list(names.values())
    assert ["uriBaseId" in each for each in artifacts] == [True, True, True, True, False]
    assert "primaryLocationLineHash" not in run["results"][-1]["partialFingerprints"], "GitHub cannot read that file"


def test_sarif_says_what_the_run_came_to(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = Finding("b.py", Place(2, 1, 2, 2), NOT_ANALYSED, "not-analysed", "invalid syntax", "error")
    run = sarif_run(outcome_of(FOUND, failed, incomplete=1, skipped=(Skip("venv", "excluded"),)), status=3)
    [invocation] = run["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    [said] = invocation["toolExecutionNotifications"]
    assert (said["level"], said["message"], said["descriptor"]["id"]) == ("error", {"text": "invalid syntax"}, "BKD000")
    [left_out] = invocation["toolConfigurationNotifications"]
    assert (left_out["message"], left_out["descriptor"]["id"]) == ({"text": "excluded"}, "left-out")
    assert len(run["results"]) == 1, "what was not analysed is no result"


def test_sarif_holds_no_more_than_github_takes_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend_lint.reports.sarif.MOST_RESULTS", 2)
    text = render(outcome_of(FOUND, FOUND, FOUND, suppressed=(Suppressed(FOUND, 1, ""),)), "sarif")
    run = json.loads(text)["runs"][0]
    [said] = run["invocations"][0]["toolExecutionNotifications"]
    assert len(run["results"]) == 2 and said["message"]["text"].startswith("2 of 4 results are left out")


# ---------------------------------------------------------------- details of other formats


def test_github_has_title_place_message_and_hint() -> None:
    wide = Finding("a.py", Place(1, 2, 3, 4), "BKD101", "sql-string", "50% of: a,b", "strict", hint="Bind it.")
    assert render(Outcome(findings=(FOUND, wide)), "github", request=Request(detail=-1)) == (
        "::error title=BKD101 (sql-string),file=src/a.py,line=3,endLine=3,col=10,endColumn=25::SQL [x](y) is built\n"
        "::notice title=BKD101 (sql-string),file=a.py,line=1,endLine=3::50%25 of: a,b%0ABind it.\n"
    )


def test_severities() -> None:
    found = [Finding("a.py", Place(1, 1, 1, 2), "BKD101", "n", "m", severity) for severity in ("error", "warning", "strict")]  # type: ignore[arg-type]  # fmt: skip
    outcome = Outcome(findings=tuple(found))
    assert [each["severity"] for each in json.loads(render(outcome, "gitlab"))] == ["critical", "major", "minor"]
    diagnostics = json.loads(render(outcome, "rdjson"))["diagnostics"]
    assert [each["severity"] for each in diagnostics] == ["ERROR", "WARNING", "INFO"]
    assert [each.name for each in github_commands(render(outcome, "github"))] == ["error", "warning", "notice"]
    levels = [each["level"] for each in json.loads(render(outcome, "sarif"))["runs"][0]["results"]]
    assert levels == ["error", "warning", "note"]


def test_the_step_summary_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    long = Finding("a.py", Place(1, 1, 1, 2), "BKD101", "n", "é" * 5_000)
    outcome = Outcome(findings=(long,) * 1_000, analysed=1)
    text = markdown.render(outcome, Request())
    assert markdown.MOST_BYTES * 0.9 < len(text.encode()) < markdown.MOST_BYTES + 1_000
    monkeypatch.setattr(markdown, "MOST_ROWS", 3)
    text = markdown.render(outcome, Request())
    assert (text.count("<td>"), "997 more findings" in text) == (12, True)
    assert "<table>" not in markdown.render(Outcome(analysed=1), Request())


# ---------------------------------------------------------------- the command line

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line with rules that find words (see fake_rules), in a directory with one finding."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(session, "NativeRules", lambda **_: FakeRules())
    for name in ("BACKEND_LINT_OUTPUT_FORMAT", "GITHUB_STEP_SUMMARY", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("a.py").write_text("BKD101\n")

    def invoke(*args: str, **env: str) -> Result:
        return CliRunner().invoke(cli, args, env=env, catch_exceptions=False)

    return invoke


SAID = [Said("a.py", 1, "BKD101")]


def listed() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


def test_formats_named_by_the_command_are_those_of_reports() -> None:
    assert {name for name, shape in FORMATS.items() if shape.document} == set(reporting.DOCUMENTS)
    assert tuple(FORMATS) == reporting.FORMATS


def test_several_formats_at_once(run: Run) -> None:
    result = run("-f", "sarif:out.sarif", "-f", "github", "-f", "json:r.json", "-f", "concise")
    assert result.exit_code == 1
    for name, file in (("sarif", "out.sarif"), ("json", "r.json")):
        assert read(name, Path(file).read_text()) == SAID
    assert read("github", result.stdout) == read("concise", result.stdout) == SAID
    assert result.stdout.count("Found 1 error.") == 1
    assert listed() == ["a.py", "out.sarif", "r.json"], "nothing temporary stays"
    assert stat.S_IMODE(Path("r.json").stat().st_mode) == stat.S_IMODE(Path("a.py").stat().st_mode)


def test_reports_in_files_leave_the_summary_on_standard_error(run: Run) -> None:
    result = run("-f", "full:report.txt", "-f", "junit:junit.xml", "--color", "never")
    assert (result.stdout, result.stderr.splitlines()[0]) == ("", "Found 1 error.")
    assert read("full", Path("report.txt").read_text()) == SAID
    assert run("-q", "-f", "json:r.json").output == ""


def test_the_environment_names_several_too(run: Run) -> None:
    result = run(BACKEND_LINT_OUTPUT_FORMAT="concise, sarif:a b.sarif")
    assert read("concise", result.stdout) == read("sarif", Path("a b.sarif").read_text()) == SAID
    assert read("json", run("-f", "json", BACKEND_LINT_OUTPUT_FORMAT="concise").stdout) == SAID


def test_a_dash_is_standard_output(run: Run) -> None:
    assert read("json", run("-f", "json:-").stdout) == SAID
    assert listed() == ["a.py"]


def test_output_is_for_the_format_without_a_file(run: Run) -> None:
    assert run("-o", "out.json", "-f", "json", "-f", "sarif:out.sarif").exit_code == 1
    assert read("json", Path("out.json").read_text()) == read("sarif", Path("out.sarif").read_text()) == SAID


WRONG = {
    "two documents": (("-f", "json", "-f", "sarif"), "json and sarif cannot share standard output"),
    "a document and lines": (("-f", "github", "-f", "json"), "give it a file, as in -f json:FILE"),
    "unknown": (("-f", "sarfi"), "did you mean `sarif`?"),
    "unknown, with a file": (("-f", "srif:a"), "did you mean `sarif`?"),
    "no file": (("-f", "json:"), "write json:FILE"),
    "one file for two": (("-f", "json:a", "-f", "sarif:a"), "give each its own file"),
    "-o for none": (("-o", "a", "-f", "json:b"), "write -f FORMAT:FILE"),
    "-o for two": (("-o", "a", "-f", "concise", "-f", "github"), "write -f FORMAT:FILE"),
    "-o for a file that has one": (("-o", "a", "-f", "json", "-f", "sarif:a"), "give each its own file"),
}


@pytest.mark.parametrize(("args", "advice"), WRONG.values(), ids=WRONG)
def test_wrong_usage_says_what_to_do_and_writes_nothing(run: Run, args: tuple[str, ...], advice: str) -> None:
    result = run(*args)
    assert (result.exit_code, result.stdout, listed()) == (2, "", ["a.py"])
    assert advice in " ".join(result.stderr.split())


def test_every_report_is_written_though_one_fails(run: Run) -> None:
    Path("old.json").write_text("old")
    result = run("-f", "sarif:none/a.sarif", "-f", "json:old.json", "-f", "junit:none/b.xml", "-f", "concise")
    assert result.exit_code == 2
    assert "none/a.sarif: cannot be written" in result.stderr and "none/b.xml: cannot be written" in result.stderr
    assert read("json", Path("old.json").read_text()) == read("concise", result.stdout) == SAID


def test_a_report_is_replaced_whole_or_not_at_all(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("old.json").write_text("old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    result = run("-f", "json:old.json")
    assert (result.exit_code, Path("old.json").read_text(), listed()) == (2, "old", ["a.py", "old.json"])
    assert "old.json: cannot be written: No space left on device" in result.stderr


def test_the_step_summary_is_appended_when_github_is_asked_for(run: Run) -> None:
    Path("summary.md").write_text("before\n")
    run("-f", "concise", GITHUB_STEP_SUMMARY="summary.md")
    assert Path("summary.md").read_text() == "before\n"
    run("-f", "github", GITHUB_STEP_SUMMARY="summary.md")
    text = Path("summary.md").read_text()
    assert text.startswith("before\n### backend-lint\n") and text.count("<td>BKD101 sql-string</td>") == 1
    failed = run("-f", "github", GITHUB_STEP_SUMMARY="none/summary.md")
    assert failed.exit_code == 2 and read("github", failed.stdout) == SAID


def test_ci_servers_name_files_from_the_repository_root(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".git").mkdir()
    Path("backend").mkdir()
    Path("backend/b.py").write_text("BKD101\n")
    monkeypatch.chdir("backend")
    for name in ("github", "gitlab", "sarif"):
        assert read(name, run("-f", name).stdout) == [Said("backend/b.py", 1, "BKD101")]
    assert read("checkstyle", run("-f", "checkstyle").stdout) == [Said("b.py", 1, "BKD101")]


def test_statistics_replace_the_findings_of_formats_for_people_only(run: Run) -> None:
    result = run("--statistics", "-f", "full", "-f", "concise", "-f", "github")
    assert read("github", result.stdout) == SAID and read("concise", result.stdout) == []
    assert result.stdout.count("sql-string\n") == 1


def test_help_does_not_load_the_formats() -> None:
    code = "import sys, backend_lint.cli.check; sys.exit('backend_lint.reports' in sys.modules)"
    assert os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", code]) == 0


def test_reports_do_not_depend_on_the_time() -> None:
    outcome = checked("flask_tickets")
    digests = {hashlib.sha256("".join(render(outcome, name) for name in FORMATS).encode()).digest() for _ in range(2)}
    assert len(digests) == 1
