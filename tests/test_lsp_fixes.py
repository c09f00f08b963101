"""What an editor fixes: one finding, all of a rule, everything when it saves; the server is the real one, over its pipes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from lsp_client import Editor, applied, ended, profile, started
from lsprotocol import types

from backend_lint.lsp import fixes, wire
from backend_lint.lsp.edits import fixed
from backend_lint.lsp.text import Document
from backend_lint.model import Applicability, Edit, Finding, Fix, Place

pytestmark = pytest.mark.asyncio(loop_scope="module")

COST, SHAPE, UNUSED = "BKD401", "BKD501", "BKD090"
EVERYTHING = "backend-lint: fix everything that is safe to fix"
ONE_COST, ALL_COSTS = "Replace with `12`", "Fix all bcrypt-cost-too-low in this file"
ONE_SHAPE = "Give the error the shape of the project (unsafe)"
ALL_SHAPES = "Fix all error-response-shape in this file (unsafe)"
#: Two findings with safe fixes, two with unsafe ones, and a comment that suppresses nothing.
TEXT = """\
import bcrypt
from fastapi.responses import JSONResponse
bcrypt.gensalt(8), bcrypt.gensalt(9)
JSONResponse({"message": "no"}, status_code=404)
JSONResponse({"message": "no"}, status_code=409)
x = 1  # backend-lint: ignore[BKD101] there was a query
"""
FOUND = (COST, COST, SHAPE, SHAPE, UNUSED)
COSTS_FIXED = TEXT.replace("(8)", "(12)").replace("(9)", "(12)")
SAFE_FIXED = COSTS_FIXED.replace("  # backend-lint: ignore[BKD101] there was a query", "")
NO = '{"error": {"code": "%s", "message": "no"}}'


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def editor(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    """VS Code, which asks for the edits of an action when it is chosen and can have changes confirmed."""
    folder = tmp_path_factory.mktemp("workspace")
    (folder / "backend-lint.toml").write_text("")
    editor = await started(profile("visual-studio-code"), folder)
    yield editor
    assert await ended(editor) == 0
    assert [each for each in editor.said() if "Error in server" in each] == []


def at(line: int, column: int = 0) -> types.Range:
    return types.Range(types.Position(line, column), types.Position(line, column))


async def chosen(editor: Editor, uri: str, where: types.Range, title: str, **asked: Any) -> types.WorkspaceEdit:
    """The edit of an action that was chosen by its title."""
    action = (await editor.actions(uri, where, **asked))[title]
    edit = await editor.resolved(action) if isinstance(action, types.CodeAction) else action
    assert edit is not None
    return edit


FIXES = {
    "one": (at(2, 15), ONE_COST, TEXT.replace("(8)", "(12)")),
    "another of the line": (at(2, 35), ONE_COST, TEXT.replace("(9)", "(12)")),
    "all of a rule": (at(2, 15), ALL_COSTS, COSTS_FIXED),
    "a comment": (at(5, 9), "Remove the unused suppression", TEXT.replace(TEXT.splitlines()[5][5:], "")),
    "one, unsafe": (at(3, 13), ONE_SHAPE, TEXT.replace('{"message": "no"}', NO % "NOT_FOUND", 1)),
    "all of a rule, unsafe": (
        at(4, 13),
        ALL_SHAPES,
        TEXT.replace('{"message": "no"}', NO % "NOT_FOUND", 1).replace('{"message": "no"}', NO % "CONFLICT"),
    ),
    "everything that is safe": (at(0), EVERYTHING, SAFE_FIXED),
}


@pytest.mark.parametrize(("where", "title", "expected"), FIXES.values(), ids=FIXES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["unix", "windows"])
async def test_fixes(
    editor: Editor, tmp_path: Path, where: types.Range, title: str, expected: str, line_end: str
) -> None:
    text = TEXT.replace("\n", line_end)
    uri = editor.open(tmp_path / "a.py", text)
    await editor.shown(uri, *FOUND)
    edit = await chosen(editor, uri, where, title)
    assert applied(text, edit) == expected.replace("\n", line_end)
    annotations = edit.change_annotations or {}
    assert [each.needs_confirmation for each in annotations.values()] == [True] * ("unsafe" in title)
    [change] = edit.document_changes or ()
    assert isinstance(change, types.TextDocumentEdit) and change.text_document.version == 1
    assert [getattr(each, "annotation_id", None) for each in change.edits] == [*annotations, None][:1] * len(
        change.edits
    )
    editor.close(uri)


async def test_a_safe_fix_is_preferred(editor: Editor, tmp_path: Path) -> None:
    uri = editor.open(tmp_path / "a.py", TEXT)
    await editor.shown(uri, *FOUND)
    every = types.Range(types.Position(0, 0), types.Position(6, 0))
    offered = [each for each in (await editor.actions(uri, every)).values() if isinstance(each, types.CodeAction)]
    assert {each.title for each in offered if each.is_preferred} == {ONE_COST, "Remove the unused suppression"}
    assert {each.title for each in offered if each.kind == "source.fixAll.backend-lint"} == {EVERYTHING}
    [first] = [each for each in offered if each.title == ONE_SHAPE][:1]
    assert [each.code for each in first.diagnostics or ()] == [SHAPE]
    editor.close(uri)


QUICK = ("Fix", "Replace", "Ignore", "Add", "Open")
KINDS = {
    "quick fixes": (["quickfix"], QUICK),
    "on save": (["source.fixAll.backend-lint"], ("backend-lint",)),
    "on save, of all servers": (["source.fixAll"], ("backend-lint",)),
    "of the source": (["source"], ("backend-lint",)),
    "anything": ([""], (*QUICK, "backend-lint")),
    "both": (["quickfix", "source"], (*QUICK, "backend-lint")),
    "on save, of another server": (["source.fixAll.ruff"], ()),
    "imports": (["source.organizeImports"], ()),
    "refactorings": (["refactor"], ()),
}


@pytest.mark.parametrize(("kinds", "begin"), KINDS.values(), ids=KINDS)
async def test_only_kinds_that_are_asked_for(
    editor: Editor, tmp_path: Path, kinds: list[str], begin: tuple[str, ...]
) -> None:
    uri = editor.open(tmp_path / "a.py", TEXT)
    await editor.shown(uri, *FOUND)
    offered = await editor.actions(uri, at(2, 15), only=kinds)
    assert {title.split()[0].rstrip(":") for title in offered} == set(begin)
    editor.close(uri)


TEXTS = {
    "two units": 'import bcrypt; x = "\U0001f600", bcrypt.gensalt(8)\n',
    "byte order mark": "\ufeffimport bcrypt; bcrypt.gensalt(8)\n",
    "another encoding": "# coding: latin-1\nimport bcrypt; x = 'é', bcrypt.gensalt(8)\n",
    "old lines": "import bcrypt\rbcrypt.gensalt(8)\r",
    "form feed": "import bcrypt\n\x0c\n\tx = 1 if bcrypt else 2\nbcrypt.gensalt(8)\n".replace("\tx", "x"),
    "line separator": "import bcrypt\n# \u2028\nbcrypt.gensalt(8)\n",
    "no line end": "import bcrypt\nbcrypt.gensalt(8)",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_a_fix_changes_only_what_it_says(editor: Editor, tmp_path: Path, text: str) -> None:
    uri = editor.open(tmp_path / "a.py", text)
    [found] = await editor.shown(uri, COST)
    for title in (ONE_COST, EVERYTHING):
        assert applied(text, await chosen(editor, uri, found.range, title)) == text.replace("(8)", "(12)")
    editor.close(uri)


async def test_an_import_that_two_fixes_need_is_made_once(editor: Editor, tmp_path: Path) -> None:
    text = 'import time\n\nAPI_KEY = "copper-Finch-3391"\nSECRET_KEY = "slate-Otter-2287"\n'
    uri = editor.open(tmp_path / "a.py", text)
    await editor.shown(uri, "BKD301", "BKD301")
    edit = await chosen(editor, uri, at(2, 11), "Fix all hardcoded-secret in this file (unsafe)")
    keys = 'API_KEY = os.environ["API_KEY"]\nSECRET_KEY = os.environ["SECRET_KEY"]\n'
    assert applied(text, edit) == f"import os\nimport time\n\n{keys}"
    editor.close(uri)


async def test_a_client_that_chooses_among_finished_edits(tmp_path: Path) -> None:
    capabilities = profile("visual-studio-code")
    assert capabilities.text_document and capabilities.text_document.code_action and capabilities.workspace
    capabilities.text_document.code_action.resolve_support = None
    capabilities.workspace.workspace_edit = None
    editor = await started(capabilities, tmp_path)
    uri = editor.open(tmp_path / "a.py", TEXT)
    await editor.shown(uri, *FOUND)
    offered = await editor.actions(uri, at(3, 13))
    for title, (_, _, expected) in {
        ONE_SHAPE: FIXES["one, unsafe"],
        EVERYTHING: FIXES["everything that is safe"],
    }.items():
        edit = offered[title]
        assert (
            isinstance(edit, types.WorkspaceEdit)
            and edit.document_changes is None
            and list(edit.changes or ()) == [uri]
        )
        assert applied(TEXT, edit) == expected
    assert await ended(editor) == 0


async def test_text_that_is_not_checked_yet_is_fixed_when_it_is_saved(tmp_path: Path) -> None:
    editor = await started(profile("visual-studio-code"), tmp_path, options={"settings": {"run": "onSave"}})
    uri = editor.open(tmp_path / "a.py", "import bcrypt\n")
    await editor.shown(uri)
    text = "import bcrypt\n\nbcrypt.gensalt(8)\n"
    editor.change(uri, text)
    assert await editor.actions(uri, at(2, 15)) == {}
    edit = await chosen(editor, uri, at(0), EVERYTHING, only=["source.fixAll"])
    assert applied(text, edit) == text.replace("8", "12")
    editor.change(uri, f"\n{text}")
    assert next(iter(await editor.actions(uri, at(3, 15)))) == "Ignore bcrypt-cost-too-low on this line", (
        "not of this text"
    )
    assert await ended(editor) == 0


async def test_a_fix_that_cannot_be_made_any_more_is_said(editor: Editor, tmp_path: Path) -> None:
    uri = editor.open(tmp_path / "a.py", TEXT)
    await editor.shown(uri, *FOUND)
    action = (await editor.actions(uri, at(2, 15)))[ONE_COST]
    editor.change(uri, "import bcrypt\n")
    assert await editor.resolved(action) is None
    assert editor.said()[-1] == "backend-lint: not fixed: the finding is no longer there"
    editor.close(uri)
    assert await editor.resolved(action) is None
    assert editor.said()[-1] == "backend-lint: not fixed: the document is closed"


async def test_an_action_that_is_complete_stays_as_it_is(editor: Editor) -> None:
    """Neovim asks for the edits of all actions that have none, of those with a command too."""
    action = types.CodeAction("Add", types.CodeActionKind.QuickFix, command=types.Command("Add", "a", arguments=("b",)))
    assert await editor.client.code_action_resolve_async(action) == action


BROKEN = {
    "does not parse": Edit(22, 23, "("),
    "takes away what stands behind it": Edit(22, 23, "1  #"),
    "has no place in the encoding": Edit(22, 23, "'\u2713'"),
}


@pytest.mark.parametrize("edit", BROKEN.values(), ids=BROKEN)
async def test_a_fix_that_is_not_proven_is_not_made(edit: Edit) -> None:
    data = b"# coding: latin-1\nx = 1; y = 2\n"
    broken = Finding("a.py", Place(2, 5, 2, 6), "BKD101", "a-rule", "m", fix=Fix("Mend it", (edit,)))
    assert isinstance(fixed("a.py", data, broken), wire.Refused)


def finding(applicability: Applicability, line: int) -> Finding:
    fix = Fix("Mend it", (Edit(0, 0, ""),), applicability)
    return Finding("a.py", Place(line, 1, line, 2), "BKD101", "a-rule", "m", fix=fix, fingerprint=str(line))


#: Findings that are asked about, all others, and the titles with what each action may do.
OFFERS: dict[str, tuple[str, str, dict[str, str]]] = {
    "a sketch is for itself": ("suggest", "suggest safe", {"Mend it (a suggestion)": "suggest"}),
    "a sketch beside safe ones": (
        "suggest", "safe safe", {"Mend it (a suggestion)": "suggest", "Fix all a-rule in this file": "safe"},
    ),
    "a safe one fixes safe ones": ("safe", "safe unsafe", {"Mend it": "safe", "Fix all a-rule in this file": "safe"}),
    "an unsafe one fixes both": (
        "unsafe", "safe suggest", {"Mend it (unsafe)": "unsafe", "Fix all a-rule in this file (unsafe)": "unsafe"},
    ),
    "alone": ("safe", "unsafe suggest", {"Mend it": "safe"}),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "others", "expected"), OFFERS.values(), ids=OFFERS)
async def test_what_is_offered(asked: str, others: str, expected: dict[str, str]) -> None:
    document = Document("file:///a.py", "/a.py", "python", 1, "\n" * 9, "utf-16")
    given: Any = [*asked.split(), *others.split()]
    known = [finding(each, line) for line, each in enumerate(given, 1)]
    offered = fixes.offered(document, known[:1], known, lambda kind: kind == types.CodeActionKind.QuickFix)
    assert {action.title: wish.least for action, wish in offered} == expected
