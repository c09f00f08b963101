"""Comments that the tool writes: where they stand, that they hold, and that nothing else of a file changes."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from backend_lint.cli import cli
from backend_lint.model import Finding, Place
from backend_lint.semantics.file import decode
from backend_lint.session import Options, Session
from backend_lint.suppressions import Comments, code_alone, ignore_edit, ignore_edits

FIXTURES = Path(__file__).parent.parent / "fixtures"
SQL = """x.execute("SELECT id FROM users WHERE name = '" + name + "'")"""
INFOS = {info.code: info for info in Session(Options(isolated=True)).infos()}
NAME = "sql-string-concatenation"
WRITTEN = f"# backend-lint: ignore[{NAME}] why"


def at(line: int, code: str = "BKD101", name: str = NAME) -> Finding:
    return Finding("app.py", Place(line, 1, line, 2), code, name, "m")


def written(text: str, *findings: Finding, reason: str = "why", encoding: str = "utf-8") -> str:
    source = decode("app.py", text.encode(encoding))
    return source.edited(ignore_edits(source, findings, reason, INFOS)).decode(encoding)


PLACES = {
    "end of the line": ("x\n", 1, f"x  {WRITTEN}\n"),
    "no line end": ("x", 1, f"x  {WRITTEN}"),
    "behind a comment": ("x  # type: ignore\n", 1, f"x  # type: ignore  {WRITTEN}\n"),
    "its own line of the statement": ("f(\n  1,\n)\n", 2, f"f(\n  1,  {WRITTEN}\n)\n"),
    "above a backslash": ("if a:\n    x = 1 + \\\n        2\n", 2, f"if a:\n    {WRITTEN}\n    x = 1 + \\\n        2\n"),
    "above a long string": ("\tx = '''a\n\tb'''\n", 1, f"\t{WRITTEN}\n\tx = '''a\n\tb'''\n"),
    "end of a long string": ("x = '''a\nb'''\n", 2, f"x = '''a\nb'''  {WRITTEN}\n"),
    "in an f-string": ("x = f'''{a}\n{b}'''\n", 1, f"{WRITTEN}\nx = f'''{{a}}\n{{b}}'''\n"),
    "in a list of long strings": ("x = [\n  '''a\n  b''',\n]\n", 2, f"{WRITTEN}\nx = [\n  '''a\n  b''',\n]\n"),
    "carriage returns": ("x\r\ny = 1 + \\\r\n  2\r\n", 2, f"x\r\n{WRITTEN}\r\ny = 1 + \\\r\n  2\r\n"),
    "byte order mark": ("\ufeffx\n", 1, f"\ufeffx  {WRITTEN}\n"),
    "four-byte characters": ("x = '\U0001f600'\n", 1, f"x = '\U0001f600'  {WRITTEN}\n"),
    "decorator": ("@a\ndef f():\n  x\n", 1, f"@a  {WRITTEN}\ndef f():\n  x\n"),
    "head of a block": ("if a: x\n", 1, f"if a: x  {WRITTEN}\n"),
    "an empty line": ("\nx\n", 1, f"{WRITTEN}\nx\n"),
    "an empty file": ("", 1, f"{WRITTEN}\n"),
    "trailing blanks": ("x  \n", 1, f"x    {WRITTEN}\n"),
    "extended": ("x  # backend-lint: ignore[BKD102] old\n", 1, f"x  # backend-lint: ignore[BKD102, {NAME}] old\n"),
    "extended on another line": (
        "f(\n  1,\n)  # backend-lint: ignore[BKD102]\n", 1, f"f(\n  1,\n)  # backend-lint: ignore[BKD102, {NAME}]\n",
    ),
    "extended above": (
        "# backend-lint: ignore[BKD102] old\nx\n", 2, f"# backend-lint: ignore[BKD102, {NAME}] old\nx\n",
    ),
    "malformed is not extended": ("x  # backend-lint: ignore[\n", 1, f"x  # backend-lint: ignore[  {WRITTEN}\n"),
    "of an unknown rule is not extended": (
        "x  # backend-lint: ignore[gone]\n", 1, f"x  # backend-lint: ignore[gone]  {WRITTEN}\n",
    ),
    "noqa is not extended": ("x  # noqa: BKD102\n", 1, f"x  # noqa: BKD102  {WRITTEN}\n"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "expected"), PLACES.values(), ids=PLACES)
def test_where_the_comment_stands(text: str, line: int, expected: str) -> None:
    after = written(text, at(line))
    assert after == expected
    moved = line + (after.count("\n") - text.count("\n") if text else 0)
    comments = Comments(after.removeprefix("\ufeff"), INFOS, date(2026, 6, 15))
    assert len(comments.sift([at(moved)])[1]) == 1
    assert code_alone(after.removeprefix("\ufeff")) == code_alone(text.removeprefix("\ufeff"))


def test_one_comment_for_a_statement() -> None:
    other = at(3, "BKD102", "sql-dynamic-identifier")
    after = written("f(\n  1,\n  2,\n)\n", other, at(2), at(3))
    assert after == f"f(\n  1,  # backend-lint: ignore[{NAME}, sql-dynamic-identifier] why\n  2,\n)\n"


@pytest.mark.parametrize("code", ["BKD000", "BKD099", "BKD090", "BKD092", "BKD094"])
def test_what_is_said_about_files_and_comments_cannot_be_ignored(code: str) -> None:
    with pytest.raises(ValueError, match=code):
        ignore_edit(decode("app.py", b"x\n"), at(1, code))


HOSTILE = {
    "": "",
    "two\nlines\r\nand\u2028more": "two lines and more",
    "# noqa": "noqa",
    "x # type: ignore #12": "x type: ignore #12",
    "# backend-lint: file-ignore[BKD101]": "backend-lint: file-ignore[BKD101]",
    "\x1b[31mred\x00 \u202e": "[31mred",
    "coding: latin-1": "coding latin-1",
}


@pytest.mark.parametrize("reason", HOSTILE)
def test_a_reason_stays_in_its_comment(reason: str) -> None:
    assert (
        written("x\n", at(1), reason=reason) == f"x  # backend-lint: ignore[{NAME}] {HOSTILE[reason]}".rstrip() + "\n"
    )


@given(st.text())
def test_any_reason_stays_in_its_comment(reason: str) -> None:
    after = written("x\ny = 1 + \\\n  2\n", at(1), at(2), reason=reason)
    lines = after.splitlines()
    assert (len(lines), lines[2:]) == (4, ["y = 1 + \\", "  2"])
    assert all(
        line.startswith(f"{before}# backend-lint: ignore[{NAME}]")
        for line, before in zip(lines, ("x  ", ""), strict=False)
    )


def test_a_reason_that_the_encoding_lacks_is_spelled_out() -> None:
    text = "# -*- coding: latin-1 -*-\nx = 'é'\n"
    assert written(text, at(2), reason="naïve \u20ac", encoding="latin-1").endswith("] naïve \\u20ac\n")


# -- the flag ---------------------------------------------------------------------------------------------------


def check(*args: object) -> Result:
    return CliRunner().invoke(cli, ["check", "--no-progress", *map(str, args)])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("backend-lint.toml").touch()
    return tmp_path


def test_findings_are_silenced(project: Path) -> None:
    file = project / "app.py"
    file.write_bytes(f"# \xe9\r\n{SQL}\r\n{SQL}\r\n".encode())
    file.chmod(0o640)
    result = check("--add-ignore=legacy code", ".")
    assert (result.exit_code, result.stderr) == (0, "Added 2 ignore comments in 1 file.\n")
    assert "All checks passed!" in result.stdout
    line = f"{SQL}  # backend-lint: ignore[{NAME}] legacy code\r\n"
    assert file.read_bytes() == f"# \xe9\r\n{line}{line}".encode()
    assert file.stat().st_mode & 0o777 == 0o640
    assert len([*project.iterdir()]) == 2
    assert check("--add-ignore", ".").stderr == "Added 0 ignore comments in 0 files.\n"


def test_without_equals_the_next_word_is_a_path(project: Path) -> None:
    (project / "app.py").write_text(f"{SQL}\n")
    (project / "other.py").write_text(f"{SQL}\n")
    assert check("--add-ignore", "app.py").exit_code == 0
    assert (project / "app.py").read_text() == f"{SQL}  # backend-lint: ignore[{NAME}]\n"
    assert (project / "other.py").read_text() == f"{SQL}\n"


def test_what_cannot_be_ignored_stays(project: Path) -> None:
    (project / "app.py").write_text(f"{SQL}\nx  # noqa: BKD102\n")
    result = check("--add-ignore", "app.py")
    assert (result.exit_code, "BKD090" in result.stdout, "BKD101" in result.stdout) == (1, True, False)


def test_only_what_is_reported_is_ignored(project: Path) -> None:
    (project / "app.py").write_text(f'{SQL}\nx.execute(f"SELECT id FROM {{table}}")\n')
    check("--add-ignore", "--select", "BKD102", "app.py")
    assert (project / "app.py").read_text().splitlines()[0] == SQL


def test_standard_input_cannot_be_written() -> None:
    result = CliRunner().invoke(cli, ["check", "--add-ignore", "-"], input=SQL)
    assert (result.exit_code, "standard input" in result.stderr) == (2, True)


def refused(project: Path, path: str) -> str:
    """What is said when the file is left as it is."""
    before = Path(path).read_bytes()
    result = check("--add-ignore", path)
    assert (result.exit_code, Path(path).read_bytes(), "BKD101" in result.stdout) == (1, before, True)
    assert len([each for each in project.iterdir() if each.name.startswith(".")]) == 0
    error, added = result.stderr.splitlines()
    assert added == "Added 0 ignore comments in 0 files."
    return error.removeprefix(f"Error: {path}: no comment added: ")


def test_read_only_files_are_left_alone(project: Path) -> None:
    (project / "app.py").write_text(f"{SQL}\n")
    (project / "app.py").chmod(0o444)
    assert refused(project, "app.py") == "the file is read-only"


def test_links_out_of_the_project_are_left_alone(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "app.py"
    outside.write_text(f"{SQL}\n")
    (project / "link.py").symlink_to(outside)
    assert refused(project, "link.py") == "it is a link to a file outside of the project"


def test_links_inside_of_the_project_stay_links(project: Path) -> None:
    (project / "app.py").write_text(f"{SQL}\n")
    (project / "link.py").symlink_to("app.py")
    assert check("--add-ignore", "link.py").exit_code == 0
    assert (project / "link.py").is_symlink()
    assert NAME in (project / "app.py").read_text()


def test_files_that_have_changed_are_left_alone(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = project / "app.py"
    file.write_text(f"{SQL}\n")
    whole = Session.run

    def run(*args: object) -> object:
        outcome = whole(*args)  # type: ignore[arg-type]
        file.write_text(f"{SQL}\n{SQL}\n")
        return outcome

    monkeypatch.setattr(Session, "run", run)
    result = check("--add-ignore", "app.py")
    assert (result.exit_code, file.read_text()) == (1, f"{SQL}\n{SQL}\n")
    assert "differs from what was checked" in result.stderr


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir() if path.is_dir()))
def test_fixtures_come_back_when_the_comments_are_removed(name: str, tmp_path: Path) -> None:
    copy = tmp_path / name
    shutil.copytree(FIXTURES / name, copy)
    options = ("--isolated", "--strict", "--ignore", "BKD091", copy)
    silent = check("--add-ignore=mark 1", *options)
    assert silent.exit_code == 0, silent.output
    for path in copy.rglob("*.py"):
        data = path.read_bytes()
        data = re.sub(rb"(?m)^[ \t]*# backend-lint: ignore\[[^]]*\] mark 1\r?\n", b"", data)
        data = re.sub(rb"(?:  )?# backend-lint: ignore\[[^]]*\] mark 1", b"", data)
        assert data == (FIXTURES / name / path.relative_to(copy)).read_bytes()
