"""The language server over its pipes, as editors drive it: diagnostics, actions, hovers, reloads, hostile files."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsp_client import COMMAND, PATIENCE, Editor, applied, ended, profile, started
from lsprotocol import types

pytestmark = pytest.mark.asyncio(loop_scope="module")

BCRYPT = "import bcrypt\nbcrypt.gensalt(8)\n"
COST = "BKD401"
#: The finding stands after a character that is two units in UTF-16 and four bytes in UTF-8.
ASTRAL = 'import bcrypt\nx = "\U0001f600", bcrypt.gensalt(8)\n'
SHAPES = """\
from fastapi import FastAPI
from fastapi.responses import JSONResponse
app = FastAPI()
@app.get("/a")
def a():
    return JSONResponse({{"{0}": {1}}}, status_code=404)
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workspace")


@pytest.fixture
def folder(workspace: Path, request: pytest.FixtureRequest) -> Path:
    """A directory of the workspace for one test, as if it was a project of its own."""
    made = workspace / request.node.name.partition("[")[0]
    made.mkdir(exist_ok=True)
    (made / "backend-lint.toml").write_text("")
    return made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def editor(workspace: Path) -> AsyncIterator[Editor]:
    """VS Code with one workspace folder, for all tests that need nothing else."""
    cache = {"BACKEND_LINT_CACHE_DIR": str(workspace / "cache")}
    editor = await started(profile("visual-studio-code"), workspace, environment=cache)
    yield editor
    assert await ended(editor) == 0
    assert [each for each in editor.said() if "Error in server" in each] == []


EVERYTHING = "backend-lint: fix everything that is safe to fix"
COLUMNS = {"visual-studio-code": 25, "neovim": 27, "emacs": 24, "pulling": 25}


@pytest.mark.parametrize("name", COLUMNS)
async def test_an_editor_opens_types_and_leaves(name: str, tmp_path: Path) -> None:
    """In the units that the client prefers: VS Code counts UTF-16, Neovim bytes, Emacs characters."""
    editor = await started(profile(name), tmp_path)
    (tmp_path / "a.py").write_text("")
    uri = editor.open(tmp_path / "a.py", ASTRAL)
    pulls = name == "pulling"
    [found] = await editor.pull(uri) if pulls else await editor.shown(uri, COST)
    column = COLUMNS[name]
    assert found.range == types.Range(types.Position(1, column), types.Position(1, column + 1))
    assert (found.code, found.source, found.severity) == (COST, "backend-lint", types.DiagnosticSeverity.Error)
    assert found.code_description is None and found.tags is None
    assert found.message.splitlines()[0] == "bcrypt work factor 8 is below 12" and len(found.message.splitlines()) == 2
    assert found.data["name"] == "bcrypt-cost-too-low" and found.data["fingerprint"]

    editor.change(uri, ASTRAL.replace("8", "12"))
    assert list(await editor.pull(uri) if pulls else await editor.shown(uri)) == []
    assert bool(editor.published) != pulls, "diagnostics that are asked for must not be published too"
    assert editor.said() == []
    assert await ended(editor) == 0


async def test_the_text_of_the_editor_counts(editor: Editor, folder: Path) -> None:
    (folder / "a.py").write_text(BCRYPT)
    uri = editor.open(folder / "a.py", "x = 1\n")
    await editor.shown(uri)
    editor.change(uri, f"\n{BCRYPT}")
    [found] = await editor.shown(uri, COST)
    assert found.range.start.line == 2
    editor.close(uri)
    await editor.until(lambda: editor.client.diagnostics[uri] == ())


CONTENTS = {
    "windows lines": (ASTRAL.replace("\n", "\r\n"), (1, 25)),
    "old lines": (ASTRAL.replace("\n", "\r"), (1, 25)),
    "byte order mark": ("\ufeffimport bcrypt; bcrypt.gensalt(8)\n", (0, 31)),
    "form feed": ("import bcrypt\n\x0c\nbcrypt.gensalt(8)\n", (2, 15)),
    "line separator": ("import bcrypt\n# \u2028\nbcrypt.gensalt(8)\n", (2, 15)),
    "another encoding": ("# coding: latin-1\nimport bcrypt; x = 'é', bcrypt.gensalt(8)\n", (1, 39)),
    "no line end": ("import bcrypt; bcrypt.gensalt(8)", (0, 30)),
}


@pytest.mark.parametrize(("text", "start"), CONTENTS.values(), ids=CONTENTS)
async def test_places(editor: Editor, folder: Path, text: str, start: tuple[int, int]) -> None:
    uri = editor.open(folder / "a.py", text)
    [found] = await editor.shown(uri, COST)
    assert (found.range.start.line, found.range.start.character) == start
    editor.close(uri)


async def test_places_that_explain(editor: Editor, folder: Path) -> None:
    text = "def f(cur, name):\n    q = f\"SELECT id FROM t WHERE n = '{name}'\"\n    cur.execute(q)\n"
    uri = editor.open(folder / "a.py", text)
    [found] = await editor.shown(uri, "BKD101")
    lines = {each.location.range.start.line for each in found.related_information or ()}
    assert 2 in lines and all(each.location.uri == uri for each in found.related_information or ())


async def test_what_is_shown_without_a_file(editor: Editor, tmp_path: Path) -> None:
    await editor.shown(editor.open("untitled:Untitled-1", BCRYPT), COST)
    outside = tmp_path / "outside.py"
    await editor.shown(editor.open(outside, BCRYPT), COST)
    await editor.shown(editor.open(tmp_path / "a.txt", BCRYPT, language="plaintext"))


async def test_what_is_left_out_shows_nothing(editor: Editor, folder: Path) -> None:
    (folder / ".gitignore").write_text("made.py\n")
    (folder / ".git").mkdir(exist_ok=True)
    (folder / "backend-lint.toml").write_text('extend-exclude = ["generated"]\n')
    for name in ("generated/a.py", "made.py", ".venv/lib/a.py"):
        await editor.shown(editor.open(folder / name, BCRYPT))
    (folder / ".gitignore").write_text("")
    editor.touched(folder / ".gitignore")
    await editor.shown((folder / "made.py").as_uri(), COST)


async def test_the_last_of_many_changes_is_shown_and_no_wrong_one(editor: Editor, folder: Path) -> None:
    uri = editor.open(folder / "a.py", BCRYPT)
    for line in range(1, 60):
        editor.change(uri, "\n" * line + BCRYPT)
    await editor.shown(uri, COST)
    shown = [(version, found[0].range.start.line) for each, version, found in editor.published if each == uri]
    assert shown[-1] == (60, 60)
    assert [line for version, line in shown if line != version] == []
    assert len(shown) < 60


async def test_actions_and_hover(editor: Editor, folder: Path) -> None:
    uri = editor.open(folder / "a.py", ASTRAL)
    [found] = await editor.shown(uri, COST)
    offered = await editor.actions(uri, found.range)
    assert list(offered) == [
        "Replace with `12`",
        EVERYTHING,
        "Ignore bcrypt-cost-too-low on this line",
        "Add bcrypt-cost-too-low to the baseline",
        "Open the page of bcrypt-cost-too-low",
    ]
    elsewhere = types.Range(types.Position(0, 0), types.Position(0, 0))
    assert list(await editor.actions(uri, elsewhere)) == [EVERYTHING]
    assert list(await editor.actions(uri, elsewhere, [found])) == list(offered)
    assert (await editor.hover(uri, 1, 25)).startswith(f"# {COST} bcrypt-cost-too-low\n")
    assert await editor.hover(uri, 0, 0) == ""

    await editor.execute(offered["Open the page of bcrypt-cost-too-low"])
    page = Path(folder.parent / "cache" / "rules" / f"{COST}.md")
    assert [each.uri for each in editor.client.shown_documents] == [page.as_uri()]
    assert page.read_text().startswith(f"# {COST} bcrypt-cost-too-low\n")

    ignored = applied(ASTRAL, offered["Ignore bcrypt-cost-too-low on this line"])
    assert ignored.splitlines()[1].endswith(")  # backend-lint: ignore[bcrypt-cost-too-low] say why")
    editor.change(uri, ignored)
    await editor.shown(uri)
    column = len(ignored.splitlines()[1]) - len("cost-too-low] say why")
    assert (await editor.hover(uri, 1, column)).startswith(f"# {COST} ")
    editor.change(uri, "x = 1  # noqa: E501, bkd401 it is\n")
    assert (await editor.hover(uri, 0, 24)).startswith(f"# {COST} ")
    assert await editor.hover(uri, 0, 16) == await editor.hover(uri, 0, 2) == ""


async def test_baseline(editor: Editor, folder: Path) -> None:
    (folder / "a.py").write_text(BCRYPT)
    uri = editor.open(folder / "a.py")
    [found] = await editor.shown(uri, COST)
    await editor.execute((await editor.actions(uri, found.range))["Add bcrypt-cost-too-low to the baseline"])
    await editor.shown(uri)
    baseline = folder / ".backend-lint-baseline.json"
    assert f'"path": "a.py", "code": "{COST}"' in baseline.read_text()
    editor.change(uri, f"{BCRYPT}{BCRYPT}")
    await editor.shown(uri, COST)
    baseline.unlink()
    editor.touched(baseline)
    await editor.shown(uri, COST, COST)


async def test_of_a_backend_with_500_findings_only_a_new_one_is_shown(editor: Editor, folder: Path) -> None:
    text = "import bcrypt\n" + "bcrypt.gensalt(8)\n" * 10
    paths = [folder / f"a{number}.py" for number in range(50)]
    for path in paths:
        path.write_text(text)
    created = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "backend_lint", "baseline", "create"), cwd=folder, stdout=DEVNULL
    )
    assert await created.wait() == 0
    baseline = (folder / ".backend-lint-baseline.json").read_text()
    assert sum(map(int, re.findall(r'"count": (\d+)', baseline))) == 500
    uris = [editor.open(path) for path in paths]
    for uri in uris:
        await editor.shown(uri)
    editor.change(uris[0], text + "bcrypt.gensalt(5)\n")
    [found] = await editor.shown(uris[0], COST)
    assert found.range.start == types.Position(11, 15)


async def test_configuration(editor: Editor, folder: Path) -> None:
    file = folder / "backend-lint.toml"
    uri = editor.open(folder / "a.py", BCRYPT)
    await editor.shown(uri, COST)
    file.write_text('ignore = ["auth"]\n')
    editor.touched(file)
    await editor.shown(uri)

    wrong = '# ours\nselct = ["auth"]\n'
    file.write_text(wrong)
    settings = editor.open(file, language="toml")
    editor.change(uri, f"\n{BCRYPT}")  # not told that the file has changed: looked at before a check
    [fault] = await editor.shown(settings, "None")
    assert "did you mean `select`" in fault.message and fault.range.start.line == 1
    editor.change(uri, BCRYPT)
    await editor.shown(uri)
    assert len([each for each in editor.said() if "selct" in each]) == 1

    file.write_text("")
    editor.touched(file)
    await editor.shown(uri, COST)
    await editor.shown(settings)


async def test_project_rules_after_a_save(editor: Editor, folder: Path) -> None:
    (folder / "backend-lint.toml").write_text('select = ["BKD501"]\nerror-shape = "auto"\n')
    for name in ("one", "two"):
        (folder / f"{name}.py").write_text(SHAPES.format("error", '{"code": "NO", "message": "no"}'))
    (folder / "three.py").write_text(SHAPES.format("message", '"no"'))
    uri = editor.open(folder / "three.py")
    await editor.shown(uri)
    editor.save(uri)
    [found] = await editor.shown(uri, "BKD501")
    assert found.range.start.line == 5
    editor.change(uri, f"\n\n{editor.texts[uri]}")  # the line has moved and is as it was
    [found] = await editor.shown(uri, "BKD501")
    assert found.range.start.line == 7
    mended = SHAPES.format("error", '{"code": "NO", "message": "no"}')
    editor.change(uri, mended)
    await editor.shown(uri)
    (folder / "three.py").write_text(mended)
    editor.save(uri)
    await editor.shown(uri)


async def test_settings_of_the_editor(tmp_path: Path) -> None:
    options = {"settings": {"ignore": ["auth"], "minSevrity": "error", "strict": "yes", "run": "onSave"}}
    editor = await started(profile("visual-studio-code"), tmp_path, options=options)
    uri = editor.open(tmp_path / "a.py", BCRYPT)
    await editor.shown(uri)
    assert [each.partition(": ")[2] for each in editor.said()] == [
        "unknown setting `minSevrity`; did you mean `minSeverity`?",
        "setting `strict`: expected bool, got str",
    ]
    configured = types.DidChangeConfigurationParams({"backend-lint": {"run": "onSave"}})
    editor.client.workspace_did_change_configuration(configured)
    await editor.shown(uri, COST)
    editor.change(uri, "x = 1\n")
    await asyncio.sleep(0.2)
    assert editor.published[-1][1] == 1
    editor.save(uri)
    await editor.shown(uri)
    await ended(editor)


async def test_a_file_that_takes_too_long_stops_nothing_else(tmp_path: Path) -> None:
    editor = await started(profile("visual-studio-code"), tmp_path, flags=["--deadline", "5"])
    quick = editor.open(tmp_path / "quick.py", BCRYPT)
    await editor.shown(quick, COST)
    assert await editor.hover(quick, 1, 15)
    slow = editor.open(tmp_path / "slow.py", "".join(map(HOSTILE.format, range(8000))))
    for line in range(1, 4):
        editor.change(quick, "\n" * line + BCRYPT)
        await editor.shown(quick, COST)
        assert (await editor.hover(quick, line + 1, 15)).startswith(f"# {COST} ")
    assert not [each for each in editor.published if each[0] == slow], "the slow file was to be slow"
    [lost] = await editor.shown(slow, "BKD000")
    assert "it took longer than 5 s" in lost.message
    assert list(await editor.actions(slow, lost.range)) == ["Open the page of not-analysed"]
    editor.change(slow, BCRYPT)
    await editor.shown(slow, COST)
    await ended(editor)


#: 8,000 of them take 15 s and more on any machine, and pass every limit.
HOSTILE = """
def f{0}(cur, a{0}):
    cur.execute(f"SELECT id FROM t{0} WHERE a = {{a{0}}}")
    cur.execute("SELECT id FROM t{0} WHERE a = " + a{0})
"""

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="finds child processes in /proc")


def children(process: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@needs_proc
async def test_a_worker_that_is_killed_is_replaced(tmp_path: Path) -> None:
    editor = await started(profile("visual-studio-code"), tmp_path)
    server = editor.client._server
    assert server is not None
    uri = editor.open(tmp_path / "a.py", BCRYPT)
    await editor.shown(uri, COST)
    workers = children(server.pid)
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    editor.change(uri, f"\n{BCRYPT}")
    await editor.shown(uri, COST)
    editor.change(uri, f"\n\n{BCRYPT}")
    os.kill(children(server.pid)[0], signal.SIGKILL)  # while it works, or just before
    await editor.shown(uri, COST)
    assert await ended(editor) == 0
    assert not any(map(alive, workers))


@needs_proc
@pytest.mark.parametrize("how", ["the client dies", "the server is killed"])
async def test_nothing_is_left_behind(how: str, tmp_path: Path) -> None:
    editor = await started(profile("emacs"), tmp_path)
    server = editor.client._server
    assert server is not None and server.stdin is not None
    await editor.shown(editor.open(tmp_path / "a.py", BCRYPT), COST)
    workers = children(server.pid)
    assert workers
    if how == "the client dies":
        server.stdin.close()
    else:
        server.kill()
    assert await asyncio.wait_for(server.wait(), PATIENCE) != 0
    await editor.until(lambda: not any(map(alive, workers)), lambda: f"{workers} live on")
    await editor.client.stop()


async def test_nothing_of_the_workspace_is_imported(tmp_path: Path) -> None:
    for name in ("json", "tokenize", "typing", "libcst", "msgspec", "backend_lint", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n{BCRYPT}")
    editor = await started(profile("neovim"), tmp_path)
    await editor.shown(editor.open(tmp_path / "json.py"), COST)
    assert await editor.hover((tmp_path / "json.py").as_uri(), 2, 15)
    await ended(editor)
    assert not (tmp_path / "ran").exists()


async def _ran(program: str) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    return process.returncode, said.decode()


async def test_without_pygls_a_line_says_what_to_install() -> None:
    status, said = await _ran(
        "import sys; sys.modules['pygls'] = None; sys.argv = ['backend-lint', 'server']\n"
        "from backend_lint.cli import main; main()"
    )
    assert status == 2
    assert said.splitlines() == ['Error: the language server needs pygls: pip install "backend-lint[lsp]"']


async def test_other_commands_import_nothing_of_it() -> None:
    status, said = await _ran(
        "import sys, backend_lint.cli; print([m for m in sys.modules if 'pygls' in m or 'lsprotocol' in m or '.lsp' in m])"
    )
    assert (status, said) == (0, "[]\n")
    assert COMMAND[-1] == "--stdio"  # accepted, as every test above has shown
