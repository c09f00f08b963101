"""Times the language server: from a change in an editor to the diagnostics of the changed text.

    python bench/keystrokes.py [FILE] [--edits 200] [--lines 1000]

Without a file, one of so many lines is made up: handlers, services and queries, a few with findings. Both ways of asking are
timed: diagnostics that the server publishes, and those that a client asks for. Nothing else is in between: this script
is the client, and writes and reads the protocol itself.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

WARM_UP = 20
#: One file is about as bad as a bad real one, the other several times as bad.
EVERY = (15, 5)
#: Seconds between diagnostics and the next letter. Nobody types 20 letters a second, and the worker looks for garbage
#: between a reply and the next call.
PAUSE = 0.05

_HEAD = '''\
"""Orders, as a handler, a service and a few queries see them."""

import bcrypt
from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.orm import Session

router = APIRouter()
'''
_PLAIN = '''

class Filter_{n}:
    """Which orders are wanted."""

    def __init__(self, state: str, limit: int = 50) -> None:
        self.state = state
        self.limit = min(limit, 200)

    def wanted(self, order: Order) -> bool:
        return order.state == self.state and not order.hidden


def summary_{n}(orders: list[Order], since: str | None = None) -> dict[str, int]:
    """What was ordered since a day."""
    found = {{"count": 0, "sum": 0}}
    for order in orders:
        if since is not None and order.created < since:
            continue
        found["count"] += 1
        found["sum"] += sum(line.price * line.amount for line in order.lines)
    return found
'''
_QUERY = """

def refunds_{n}(session: Session, customer: int) -> list[Refund]:
    rows = session.execute("SELECT id, total FROM refunds WHERE customer = :customer", {{"customer": customer}})
    return [Refund(row.id, row.total) for row in rows]
"""
_FAULTY = """

@router.get("/orders/{n}/{{name}}")
def search_{n}(name: str, session: Session = Depends(database)) -> list[Order]:
    rows = session.execute(f"SELECT id, total FROM orders WHERE name = '{{name}}'").fetchall()
    if not rows:
        raise HTTPException(404, "no orders")
    return [Order(**row) for row in rows]


def digest_{n}(password: bytes) -> bytes:
    return bcrypt.hashpw(password, bcrypt.gensalt(8))
"""


class Times(NamedTuple):
    """Milliseconds from a change to its diagnostics: the median, the 95th percentile and the longest."""

    p50: float
    p95: float
    longest: float


def made_up(lines: int, every: int) -> str:
    """A module of about so many lines: plain code, in every fifth piece a query, and in every `every`-th two functions
    with three findings."""
    text = _HEAD
    for n in itertools.count():
        if text.count("\n") >= lines:
            return text
        piece = _FAULTY if n % every == every - 1 else _QUERY if n % 5 == 2 else _PLAIN
        text += piece.format(n=n)
    raise AssertionError("counting does not end")


class Client:
    """A server, and the protocol of a client that does nothing but type."""

    def __init__(self, folder: Path, *, pulls: bool) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "backend_lint", "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._ids = itertools.count(1)
        self._pulls = pulls
        document = {"diagnostic": {}} if pulls else {}
        workspace = {"diagnostics": {"refreshSupport": True}} if pulls else {}
        capabilities = {"textDocument": document, "workspace": workspace}
        self._answer("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities})
        self._send("initialized", {})

    def open(self, uri: str, text: str) -> list[Any]:
        """The diagnostics of a document that is opened."""
        document = {"uri": uri, "languageId": "python", "version": 0, "text": text}
        self._send("textDocument/didOpen", {"textDocument": document})
        return self._diagnostics(uri, 0)

    def type(self, uri: str, version: int, line: int, column: int, text: str) -> list[Any]:
        """The diagnostics after `text` was typed at a 0-based place."""
        place = {"line": line, "character": column}
        change = {"range": {"start": place, "end": place}, "text": text}
        document = {"uri": uri, "version": version}
        self._send("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
        return self._diagnostics(uri, version)

    def close(self) -> None:
        """End the server."""
        self._answer("shutdown", None)
        self._send("exit", None)
        self._process.wait(10)
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None  # pipes were asked for
            stream.close()

    def _diagnostics(self, uri: str, version: int) -> list[Any]:
        if self._pulls:
            found: list[Any] = self._answer("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]
            return found
        published = (each["params"] for each in self._messages() if each.get("method", "").endswith("Diagnostics"))
        return next(each["diagnostics"] for each in published if each["uri"] == uri and each["version"] == version)

    def _answer(self, method: str, params: Any) -> Any:
        number = next(self._ids)
        self._send(method, params, id=number)
        return next(each["result"] for each in self._messages() if each.get("id") == number and "result" in each)

    def _send(self, method: str, params: Any, **more: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        assert self._process.stdin is not None  # pipes were asked for
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _messages(self) -> Iterator[dict[str, Any]]:
        stream = self._process.stdout
        assert stream is not None  # pipes were asked for
        while True:
            length = 0
            while line := stream.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not length:
                raise RuntimeError("the server ended")
            yield json.loads(stream.read(length))


def measure(text: str, edits: int, *, pulls: bool) -> tuple[Times, int]:
    """The times of so many edits, and the number of findings of the text. Names grow by a letter, everywhere in the
    file in turn: what a user types is mostly not yet right, and mostly still Python."""
    lines = text.split("\n")
    names = [number for number, line in enumerate(lines) if line.lstrip().startswith(("def ", "class ", "found["))]
    taken: list[float] = []
    with tempfile.TemporaryDirectory() as directory:
        client = Client(Path(directory), pulls=pulls)
        uri = (Path(directory) / "orders.py").as_uri()
        count = len(client.open(uri, text))
        for version in range(1, WARM_UP + edits + 1):
            line = names[version * 7 % len(names)]
            column = len(lines[line]) - len(lines[line].lstrip()) + (4 if "def " in lines[line] else 0)
            column += 6 if lines[line].startswith("class ") else 0
            start = time.perf_counter()
            client.type(uri, version, line, column, "x")
            if version > WARM_UP:
                taken.append((time.perf_counter() - start) * 1000)
            time.sleep(PAUSE)
        client.close()
    ninety_fifth = statistics.quantiles(taken, n=20)[18] if len(taken) > 1 else taken[0]
    return Times(statistics.median(taken), ninety_fifth, max(taken)), count


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--lines", type=int, default=1000, help="of the file that is made up")
    given = parser.parse_args()
    texts = [given.file.read_text("utf-8")] if given.file else [made_up(given.lines, every) for every in EVERY]
    for text in texts:
        for pulls, way in ((False, "published"), (True, "asked for")):
            times, count = measure(text, given.edits, pulls=pulls)
            size = text.count("\n")
            print(f"{way:10} {size:,} lines, {count} findings, {given.edits} edits:", end=" ")
            print(f"p50 {times.p50:.1f} ms, p95 {times.p95:.1f} ms, longest {times.longest:.1f} ms")


if __name__ == "__main__":
    main()
