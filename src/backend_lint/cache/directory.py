# backend-lint: file-ignore[env-read-outside-config] this module is where the variables about the cache are read
"""Knows where the cache is, whose it must be, and how a file in it is read and replaced.

A directory is checked through the handle that its files are then opened by, so nothing can take its place in between."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

#: Names the directory, instead of the user's own.
VARIABLE = "BACKEND_LINT_CACHE_DIR"
#: Bytes; a larger file is not read. 50,000 files without findings take 1 MB.
LARGEST = 256_000_000
#: Below the directory that a user names, so that nothing else there is ever ours.
_FOLDER = "results"
#: So that backups leave the folder out (bford.info/cachedir), and git, too.
MARKS = {
    "CACHEDIR.TAG": b"Signature: 8a477f597d28d172789f06886806bc55\n# This directory is a cache of backend-lint.\n",
    ".gitignore": b"# Automatically created by backend-lint.\n*\n",
}

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would translate line ends
# O_NONBLOCK: opening a FIFO returns at once.
_READ = os.O_RDONLY | _NO_LINK | _BINARY | getattr(os, "O_NONBLOCK", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY
_DIRECTORY = os.O_RDONLY | _NO_LINK | getattr(os, "O_DIRECTORY", 0)
#: Whether names can be looked up in an open directory (not on Windows).
_HANDLES = {os.open, os.mkdir, os.unlink, os.rename, os.stat} <= os.supports_dir_fd and os.scandir in os.supports_fd
#: What stands for a link between directories in Windows, and is none to `S_ISLNK` (IO_REPARSE_TAG_MOUNT_POINT).
_JUNCTION = 0xA0000003


class Folder(NamedTuple):
    """An open directory; `handle` is None where there are no handles of directories."""

    path: Path
    handle: int | None

    def at(self, name: str) -> str:
        """What the system's functions are given for a file of the folder, with `dir_fd=handle`."""
        return name if self.handle is not None else str(self.path / name)

    def read(self, name: str) -> bytes | None:
        """The content of a regular file; None when there is none, or none that can be read."""
        try:
            handle = os.open(self.at(name), _READ, dir_fd=self.handle)
            with os.fdopen(handle, "rb", buffering=0) as stream:
                found = os.fstat(handle)
                return stream.read() if stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST else None
        except OSError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Give a file this content; who reads it sees the old one or the new one. Raises OSError.

        Other than in `atomic`, nothing waits for the disk: a file torn by a loss of power fails its seal."""
        temporary = f".{os.urandom(16).hex()}.tmp"
        try:
            handle = os.open(self.at(temporary), _CREATE, 0o600, dir_fd=self.handle)
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            os.replace(self.at(temporary), self.at(name), src_dir_fd=self.handle, dst_dir_fd=self.handle)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(self.path)) from error
        finally:
            with suppress(OSError):  # gone already when all went well
                self.remove(temporary)

    def remove(self, name: str) -> None:
        """Remove a file, or a link as such. Raises OSError."""
        try:
            os.unlink(self.at(name), dir_fd=self.handle)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(self.path / name)) from error

    def entries(self) -> list[os.DirEntry[str]]:
        """All that stands in it. Raises OSError."""
        with os.scandir(self.path if self.handle is None else self.handle) as entries:
            return list(entries)


def cache_directory(named: str | None = None) -> Path:
    """Where the cache is: where `--cache-dir` says, or the environment, or where this system keeps such things. Raises
    OSError when a home directory is asked for and there is none."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not Path(base).is_absolute():  # the standard asks to ignore others
            base = "~/.cache"
    given = named or os.environ.get(VARIABLE)
    chosen = Path(given) if given else Path(base) / "backend-lint"
    try:
        return chosen.expanduser().absolute()
    except RuntimeError as error:
        raise OSError(errno.EINVAL, f"there is no such home directory; set {VARIABLE}", str(chosen)) from error


def why(error: OSError) -> str:
    """What an error of this module says, in one line, which may hold any character of a path."""
    return ": ".join(str(part) for part in (error.filename, error.strerror or error) if part)


@contextmanager
def opened(directory: Path, *, make: bool = False) -> Iterator[Folder]:
    """The folder of the results in a cache's directory; `make` makes both where they are not. Raises OSError, also for
    what is a link, and for a folder that is another user's or that others can write in."""
    with ExitStack() as stack:
        if make:
            directory.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                directory.mkdir(0o700)
        above = _entered(directory, None, stack)
        made = False
        if make:
            with suppress(FileExistsError):
                os.mkdir(above.at(_FOLDER), 0o700, dir_fd=above.handle)
                made = True
        folder = _entered(directory / _FOLDER, above, stack)
        if made:  # in no other: `*` in the .gitignore of a directory that a user has would hide what is there
            for name, text in MARKS.items():
                folder.write(name, text)
        yield folder


def _entered(path: Path, above: Folder | None, stack: ExitStack) -> Folder:
    """A directory that is no link; below another one, it is this user's alone. Others may own or write the upper one, as
    a volume of a container: what they put into it instead of ours is not this user's. Raises OSError."""
    if not _HANDLES:
        _check(path.lstat(), path, alone=False)
        return Folder(path, None)
    try:
        name, inside = (path, None) if above is None else (path.name, above.handle)
        handle = os.open(name, _DIRECTORY, dir_fd=inside)
    except OSError as error:
        if error.errno in (errno.ENOTDIR, errno.ELOOP):  # either one for a link, by the system
            _check(path.lstat(), path, alone=False)
        raise OSError(error.errno, error.strerror, str(path)) from error
    stack.callback(os.close, handle)
    _check(os.fstat(handle), path, alone=above is not None)
    return Folder(path, handle)


def _check(found: os.stat_result, path: Path, *, alone: bool) -> None:
    """Raises OSError for what is no directory or, with `alone`, not this user's alone."""
    if stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION:
        trouble = "is a symbolic link"
    elif not stat.S_ISDIR(found.st_mode):
        trouble = "is no directory"
    elif alone and found.st_uid != os.geteuid():
        trouble = "belongs to another user"
    elif alone and found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        trouble = "can be written by other users: remove it"
    else:
        return
    raise OSError(errno.EPERM, trouble, str(path))
