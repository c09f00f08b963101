"""Writes down what every Python process of a run does that a linter must not do.

Python imports this module when it starts, where its directory is on PYTHONPATH. Each line of the file that AUDIT_LOG names is a
list: what happens, and to what. AUDIT_ROOT is the scanned tree: what is executed or imported from there, and import paths that
lead there, are such things; so are names that are looked up and connections, wherever they go, and programs that are started.

Only modules that Python has loaded by then are imported: others would hide that something else is imported for them."""

import os
import sys
from collections.abc import Iterable
from typing import Any

#: Programs.
STARTS = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.startfile", "pty.spawn"}
#: What a process asks its own kernel only.
_LOCAL = {"socket.gethostname", "socket.sethostname"}
#: As in `socket`, which is not imported here.
_AF_UNIX = 1


def watch(root: str, log: int) -> None:
    """Write to `log` from now on."""

    def say(*line: object) -> None:
        os.write(log, f"{[str(each) for each in line]!r}\n".encode("ascii", "backslashreplace"))

    def inside(name: object) -> bool:
        return isinstance(name, str) and f"{os.path.realpath(name)}{os.sep}".startswith(root)

    def imports(module: object, file: object, path: Iterable[str] | None) -> None:
        if inside(file):
            say("import", file)
        for entry in path or ():
            if inside(entry):
                say("path", entry, module)

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event == "import":
            imports(given[0], given[1], given[2])
        elif event == "exec":
            file = getattr(given[0], "co_filename", "")
            if file and file[0] != "<" and inside(file):  # `<string>` is no file
                say("exec", file)
        elif event in STARTS:
            first = given[1] if len(given) > 1 else ()
            say("start", given[0] or (first[0] if first else ""), event)
        elif event.startswith("socket.") and event not in _LOCAL and not _unix(event, given):
            say("network", event, given[1:])

    say("process", *sys.orig_argv)
    sys.addaudithook(hook)


def _unix(event: str, given: tuple[Any, ...]) -> bool:
    """Whether a socket is made that reaches this machine only: a pair of them wakes up an event loop."""
    return event == "socket.__new__" and given[1] == _AF_UNIX


if "AUDIT_LOG" in os.environ:
    watch(
        f"{os.environ['AUDIT_ROOT']}{os.sep}",
        os.open(os.environ["AUDIT_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600),
    )
