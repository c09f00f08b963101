"""Knows an editor that opens every Python file of a tree, one after the other, at a language server with the planted rule."""

from __future__ import annotations

import asyncio
import sys
import time
import tokenize
from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import TypeVar

from torture_host import NO_SETTINGS, REFUSALS, SCRIPTS, UNREADABLE, Answer, Row, planted

sys.path.append(str(SCRIPTS.parent / "tests"))

from lsp_client import Editor, ended, profile, started  # it lies beside our tests
from lsprotocol import types

Said = TypeVar("Said")

PROGRAM = "sys.argv[0] = 'backend-lint'; from backend_lint.cli import run; sys.exit(run())"
COMMAND = planted(PROGRAM, "server", "--stdio")


def edited(root: Path, files: Sequence[str]) -> Answer:
    """What a server says of files, which are named from a directory."""
    return asyncio.run(_edited(root, files))


async def _edited(root: Path, files: Sequence[str]) -> Answer:
    waits: list[float] = []

    async def timed(answer: Awaitable[Said]) -> Said:
        begin = time.perf_counter()
        said = await answer
        waits.append(time.perf_counter() - begin)
        return said

    editor = await timed(started(profile("visual-studio-code"), root, command=COMMAND))
    rows = [row for file in files for row in await timed(opened(editor, root, file))]
    rows += [faulty(root, message) for message in editor.said()]
    status = await timed(ended(editor))
    for each in editor.client.log_messages:
        if each.type == types.MessageType.Error:
            sys.stderr.write(f"{each.message}\n")
    codes = {row.code for row in rows}
    return Answer(4 if status else 3 if codes & REFUSALS else int(bool(codes)), rows, waited=max(waits))


async def opened(editor: Editor, root: Path, file: str) -> list[Row]:
    """What the server says of a file, which is closed again."""
    text = shown((root / file).read_bytes())
    if text is None:
        return [Row(file, 1, UNREADABLE, "an editor cannot show it")]
    uri = editor.open(root / file, text)
    await editor.until(lambda: any(name == uri for name, *_ in editor.published), lambda: file)
    items = next(items for name, _, items in reversed(editor.published) if name == uri)
    editor.close(uri)
    return [Row(file, each.range.start.line + 1, str(each.code), each.message) for each in items]


def faulty(root: Path, message: str) -> Row:
    """What the server said to its user, once: what is wrong in a configuration, below which no file is analysed."""
    configuration = Path(message.removeprefix("backend-lint: ").partition(": ")[0])
    directory = configuration.parent.relative_to(root) if configuration.is_relative_to(root) else Path()
    return Row(str(directory), 1, NO_SETTINGS, message)


def shown(data: bytes) -> str | None:
    """The text that an editor makes of a file: without its byte order mark, UTF-8 or as its coding line says; None for what
    is neither."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    lines = iter(data.splitlines(keepends=True))
    try:
        return data.decode(tokenize.detect_encoding(lambda: next(lines, b""))[0])
    except (SyntaxError, LookupError, UnicodeDecodeError):
        return None
