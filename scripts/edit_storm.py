"""Drives a language server with a storm of edits over hostile texts, asks while it parses, and compares what it shows in the end
with what a new server shows.

    python scripts/edit_storm.py [--edits 2000] [--seed 7]

Prints how long hovers and actions waited. Ends in status 1 when the server ended, failed or shows something else than a new one."""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from lsp_client import Editor, ended, profile, started  # it lies beside our tests
from torture import CASES

#: Long texts take their time, and say nothing that short ones do not.
LONGEST = 30_000
#: What is typed and pasted.
PIECES = (
    *"x\n(['\"#\\\r\t\x0c\u2028\ufeff\x00é\U0001f600\u202e",
    *("    ", "'''", "\r\n", "e\u0301", "ｅｖａｌ", "lambda: " * 50, "(" * 250, "# noqa\n", "f'{"),
    *("def f(", "if x:\n", "case {'a': {'a': ", "import bcrypt\nbcrypt.gensalt(8)\n"),
    "\nimport bcrypt; y = '\U0001f600', bcrypt.gensalt(4)\n",
)
DOCUMENTS = 6
#: After so many edits there is a request, and a user who thinks: then every document is shown as it is.
ASKING, THINKING = 6, 40


class Storm(NamedTuple):
    """What came of it: the seconds that each hover and each request for actions waited; how the server ended (0 when asked to);
    what it said of faults of its own; the documents that a new server shows otherwise; how many diagnostics there were in the end."""

    hovers: list[float]
    actions: list[float]
    status: int | None
    faults: list[str]
    different: list[str]
    shown: int


def texts() -> list[str]:
    """The hostile files that an editor can show."""
    made = []
    for case in CASES.values():
        for data in case.files.values():
            try:
                made.append(data.decode())
            except UnicodeDecodeError:
                continue
    return [text for text in made if len(text) <= LONGEST]


def edited(dice: random.Random, text: str, pool: Sequence[str]) -> str:
    """The text after something that a user did to it."""
    if dice.random() < 0.1:
        return dice.choice(pool)
    start = dice.randrange(len(text) + 1)
    end = min(len(text), start + dice.choice((0, 0, 0, 1, 5, 100)))
    return text[:start] + dice.choice(PIECES) + text[end:]


async def asked(editor: Editor, uri: str, line: int, *, hovers: bool) -> float:
    """The seconds that a request takes while texts are being parsed."""
    begin = time.perf_counter()
    if hovers:
        await editor.hover(uri, line, 10)
    else:
        await editor.actions(uri, types.Range(types.Position(0, 0), types.Position(line, 0)))
    return time.perf_counter() - begin


async def settled(editor: Editor, uris: Sequence[str]) -> dict[str, list[tuple[str, int, int, str]]]:
    """What is shown of each document once its newest version is known."""

    def there() -> bool:
        versions = {uri: version for uri, version, _ in editor.published}
        return all(versions.get(uri) == editor.versions[uri] for uri in uris)

    await editor.until(there, lambda: str([(uri, editor.versions[uri]) for uri in uris]))
    return {
        uri: sorted(
            (str(each.code), each.range.start.line, each.range.start.character, each.message)
            for each in editor.client.diagnostics[uri]
        )
        for uri in uris
    }


async def storm(directory: Path, edits: int, seed: int) -> Storm:
    """A storm in a workspace of its own."""
    dice, pool = random.Random(seed), texts()
    cache = {"BACKEND_LINT_CACHE_DIR": str(directory / "cache")}
    editor = await started(profile("visual-studio-code"), directory, environment=cache)
    uris = [editor.open(directory / f"m{number}.py", dice.choice(pool)) for number in range(DOCUMENTS)]
    asking: dict[bool, list[asyncio.Task[float]]] = {True: [], False: []}
    for number in range(1, edits + 1):
        uri = dice.choice(uris)
        editor.change(uri, edited(dice, editor.texts[uri], pool))
        if number % ASKING == 0:
            hovers = dice.random() < 0.5
            request = asked(editor, dice.choice(uris), dice.randrange(20), hovers=hovers)
            asking[hovers].append(asyncio.create_task(request))
        if number % THINKING == 0:
            await settled(editor, uris)
    hovered, acted = [[await request for request in asking[hovers]] for hovers in (True, False)]
    last = await settled(editor, uris)
    faults = [said for said in editor.said() if "Error in server" in said]
    status = await ended(editor)
    fresh = await started(profile("visual-studio-code"), directory, environment=cache)
    for uri in uris:
        fresh.open(uri, editor.texts[uri])
    first = await settled(fresh, uris)
    await ended(fresh)
    different = [uri for uri in uris if first[uri] != last[uri]]
    return Storm(hovered, acted, status, faults, different, sum(map(len, last.values())))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        came = asyncio.run(storm(Path(directory), given.edits, given.seed))
    for kind, seconds in (("hovers", came.hovers), ("actions", came.actions)):
        median, late = (1000 * statistics.quantiles(seconds, n=100)[at] for at in (49, 98))
        print(f"{len(seconds)} {kind}: p50 {median:.0f} ms, p99 {late:.0f} ms", end="; ")
    print(
        f"{given.edits} edits, server ended in status {came.status}, {len(came.faults)} faults, "
        f"{len(came.different)} of {DOCUMENTS} documents shown otherwise"
    )
    sys.exit(came.status != 0 or bool(came.faults or came.different))


if __name__ == "__main__":
    main()
