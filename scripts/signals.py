"""Sends signals to `backend-lint` at random moments, while it checks files, while it fixes them, and to its language server.

    python scripts/signals.py --runs 50

Each run must end at once, by the signal or with the status that a shell gives it, without a traceback; no process may be left, and
every file must be the old one or the new one. Needs /proc."""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import fix_kills
import worker_kills

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: What may be said of a signal.
_SAID = {b"", b"Interrupted.\n"}
_SERVER = (sys.executable, "-P", "-m", "backend_lint", "server", "--stdio")
#: Seconds after its start in which a server is disturbed: it has its workers by then, and they have read a file.
_SERVING = 2
#: Seconds that a run may take which nobody disturbs, on a busy machine.
_PATIENCE = 120


class Kind(NamedTuple):
    """What is disturbed: a command, and whether it writes files or talks."""

    command: tuple[str, ...]
    fixes: bool = False
    talks: bool = False


KINDS = {
    "scan -j1": Kind((*worker_kills.COMMAND, "-j1", ".")),
    "scan -j4": Kind((*worker_kills.COMMAND, "-j4", ".")),
    "fix -j1": Kind((*fix_kills.COMMAND, "-q", "--no-cache", "-j1"), fixes=True),
    "fix -j4": Kind((*fix_kills.COMMAND, "-q", "--no-cache", "-j4"), fixes=True),
    "server": Kind(_SERVER, talks=True),
}


class Disturbed(NamedTuple):
    """How a run ended: its status, the seconds from the signal on, what it said on standard error, and how many of its
    processes outlived it by more than a moment."""

    status: int
    seconds: float
    errors: bytes
    orphans: int


def started(kind: Kind, directory: Path) -> subprocess.Popen[bytes]:
    """A run in a process group of its own, as a shell starts one."""
    return subprocess.Popen(
        kind.command,
        cwd=directory,
        env=worker_kills.ENV,
        stdin=subprocess.PIPE if kind.talks else subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        process_group=0,
        # Where this runs in the background, the signal is ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def greeted(run: subprocess.Popen[bytes], directory: Path) -> None:
    """Have a server open a file."""
    document = {"uri": (directory / "m000.py").as_uri(), "languageId": "python", "version": 1}
    text = (directory / "m000.py").read_text()
    assert run.stdin is not None  # asked for above
    for number, (method, given) in enumerate(
        (
            ("initialize", {"processId": None, "rootUri": directory.as_uri(), "capabilities": {}}),
            ("initialized", {}),
            ("textDocument/didOpen", {"textDocument": {**document, "text": text}}),
        )
    ):
        message = {"jsonrpc": "2.0", "method": method, "params": given} | ({"id": 1} if number == 0 else {})
        body = json.dumps(message).encode()
        run.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    run.stdin.flush()


def disturbed(kind: Kind, directory: Path, number: signal.Signals, moment: float, *, group: bool) -> Disturbed:
    """Send a signal to a run so many seconds after its start; `group`: to all of its processes, as a terminal does. Raises
    subprocess.TimeoutExpired when it hangs."""
    with started(kind, directory) as run:
        if kind.talks:
            greeted(run, directory)
        with suppress(subprocess.TimeoutExpired):
            run.wait(moment)
        mine = worker_kills.workers(run.pid)
        begin = time.monotonic()
        if run.poll() is None:
            os.killpg(run.pid, number) if group else run.send_signal(number)
        try:
            _, errors = run.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            raise
        seconds = time.monotonic() - begin
    until = time.monotonic() + 3
    while (left := [pid for pid in mine if lives(pid)]) and time.monotonic() < until:
        time.sleep(0.02)
    return Disturbed(run.returncode, seconds, errors, len(left))


def undisturbed(kind: Kind, directory: Path) -> float:
    """How long a run takes, in seconds."""
    begin = time.monotonic()
    started(kind, directory).communicate()
    return time.monotonic() - begin


def lives(pid: int) -> bool:
    """Whether a process runs: one that waits to be reaped does not."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def before_us(errors: bytes) -> bool:
    """Whether Python was ended before it began with our code, which it says with a traceback of its own."""
    return b"Traceback" in errors and b"backend_lint" not in errors


def wrong(found: Disturbed, number: signal.Signals, limit: float) -> Iterator[str]:
    """What is wrong with how a run ended."""
    if found.status not in (-number, 128 + number, 0, 1):
        yield f"status {found.status}"
    if found.seconds > limit:
        yield f"it took {found.seconds:.1f} s"
    if found.errors not in _SAID and not before_us(found.errors):
        yield f"it says {found.errors.decode(errors='replace')[-300:]}"
    if found.orphans:
        yield f"{found.orphans} processes are left"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=[*KINDS])
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--limit", type=float, default=2, help="seconds after the signal")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    total: Counter[str] = Counter()
    slowest = 0.0
    for name in given.kinds:
        kind = KINDS[name]
        with tempfile.TemporaryDirectory() as folder:
            directory = Path(folder).resolve()
            tree = fix_kills.Tree(directory, given.files)
            if kind.fixes:
                tree.restore()
            else:
                worker_kills.write(directory, given.files)
            duration = _SERVING if kind.talks else undisturbed(kind, directory)
            for _ in range(given.runs):
                if kind.fixes:
                    tree.restore()
                number, moment = chance.choice(SIGNALS), chance.uniform(0, duration)
                found = disturbed(kind, directory, number, moment, group=chance.random() < 0.5)
                faults = [*wrong(found, number, given.limit)]
                if kind.fixes and tree.state()["other"]:
                    faults.append("a file is torn")
                    total["torn"] += tree.state()["other"]
                slowest = max(slowest, found.seconds)
                total.update({"runs": 1, "wrong": bool(faults), "orphans": found.orphans})
                total["ended before"] += found.status in (0, 1)
                total["tracebacks"] += b"Traceback" in found.errors and not before_us(found.errors)
                for each in faults:
                    print(f"{name}, {number.name} after {moment:.3f} s: {each}", file=sys.stderr)
    print(
        f"{total['runs']} signals, {total['ended before']} too late: {total['wrong']} wrong ends, "
        f"{total['tracebacks']} tracebacks, {total['orphans']} orphans, {total['torn']} torn files; "
        f"the slowest end took {slowest:.1f} s"
    )
    raise SystemExit(int(bool(total["wrong"])))


if __name__ == "__main__":
    main()
