"""Knows how a file is replaced: whoever reads it sees the old content or the whole new one, whenever the program ends."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

#: How a new content is called until it takes the file's place; one that a killed process left is known by it.
_TEMPORARY = re.compile(r"\.backend-lint-[0-9a-f]{16}\.tmp")
#: Seconds after which no process can still be writing one.
_STALE = 3600

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would translate line ends
# O_NONBLOCK: opening a FIFO returns at once.
_READ = os.O_RDONLY | _NO_LINK | _BINARY | getattr(os, "O_NONBLOCK", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY
_DIRECTORY = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)

#: Whether names can be looked up in an open directory (not on Windows): then no link put in a directory's place
#: leads elsewhere.
_HANDLES = {os.open, os.stat, os.unlink, os.rename} <= os.supports_dir_fd
#: Attributes that are a file's own. Others are the system's, as marks of a layered file system, or void once the
#: content changes, as its signature. `system.` holds access control lists.
_OWN_ATTRIBUTES = ("user.", "system.", "security.selinux")


class Changed(Exception):  # noqa: N818 - it names what became of the file
    """The file no longer holds what it should."""


class _Kept(NamedTuple):
    """What of a file stays when its content is replaced, and which file it is."""

    identity: tuple[int, int]
    mode: int
    owner: tuple[int, int]
    attributes: dict[str, bytes]


def replace(path: Path, data: bytes, *, before: bytes | None = None, inside: Path | None = None) -> None:
    """Give the file at `path` (not a link) this content. It keeps its mode, owner, group, access control list and
    attributes, or it is left as it is; a new one has what new files have.

    `before`: what the file must still hold at the last moment, else Changed is raised. `inside`: a directory that
    `path` lies in; below it no directory may have become a link. Left-overs of killed processes in the file's directory
    are removed. Raises OSError; after an error of the directory's own, which comes last, the content is the new one."""
    with _opened(path.parent, inside) as directory:
        _sweep(path.parent, directory)
        name, temporary = path.name, f".backend-lint-{os.urandom(8).hex()}.tmp"
        if directory is None:
            name, temporary = str(path), str(path.parent / temporary)
        old = _kept(name, directory)
        if before is not None and old is None:
            raise Changed
        handle = os.open(temporary, _CREATE, 0o666 if old is None else 0o600, dir_fd=directory)
        try:
            with open(handle, "wb") as stream:  # noqa: PTH123 - a handle
                stream.write(data)
                stream.flush()
                if old is not None:
                    _keep(handle, old)
                os.fsync(handle)
            if before is not None:
                _last_look(name, directory, old, before)
            os.replace(temporary, name, src_dir_fd=directory, dst_dir_fd=directory)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary, dir_fd=directory)
            raise
        if directory is not None:
            _sync(directory)


@contextmanager
def _opened(path: Path, inside: Path | None) -> Iterator[int | None]:
    """A handle of a directory, reached without links from `inside` on; None where there are no such handles."""
    if not _HANDLES:
        yield None
        return
    top = inside or path
    handle = os.open(top, _DIRECTORY)
    try:
        for part in path.relative_to(top).parts:
            below = os.open(part, _DIRECTORY | _NO_LINK, dir_fd=handle)
            os.close(handle)
            handle = below
        yield handle
    finally:
        os.close(handle)


def _kept(name: str, directory: int | None) -> _Kept | None:
    """What is to be kept of a file; None when there is none. Raises OSError, also for what is no regular file."""
    try:
        handle = os.open(name, _READ, dir_fd=directory)
    except FileNotFoundError:
        return None
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        owner = found.st_uid, found.st_gid
        return _Kept((found.st_dev, found.st_ino), stat.S_IMODE(found.st_mode), owner, _attributes(handle))
    finally:
        os.close(handle)


def _keep(handle: int, old: _Kept) -> None:
    """Give a new file what is kept of the old one; what it has already is not asked for, as some file systems refuse
    every such change. Raises OSError."""
    new = os.fstat(handle)
    if (new.st_uid, new.st_gid) != old.owner:
        try:
            os.fchown(handle, *old.owner)
        except PermissionError as error:
            raise PermissionError(error.errno, "this user cannot keep its owner and group") from error
    for name in _attributes(handle).keys() - old.attributes.keys():  # what the directory gives to new files
        os.removexattr(handle, name)
    _set_mode(handle, old.mode)  # an access control list may follow from it
    has = _attributes(handle)
    for name, value in old.attributes.items():
        if has.get(name) != value:
            os.setxattr(handle, name, value)
    _set_mode(handle, old.mode)  # which may follow from the list


def _set_mode(handle: int, mode: int) -> None:
    # Windows has no modes but "read-only".
    if os.chmod in os.supports_fd and stat.S_IMODE(os.fstat(handle).st_mode) != mode:
        os.chmod(handle, mode)


def _attributes(handle: int) -> dict[str, bytes]:
    if not hasattr(os, "listxattr"):
        return {}
    try:
        names = os.listxattr(handle)
    except OSError as error:
        if error.errno == errno.ENOTSUP:
            return {}
        raise
    return {name: os.getxattr(handle, name) for name in names if name.startswith(_OWN_ATTRIBUTES)}


def _last_look(name: str, directory: int | None, old: _Kept | None, before: bytes) -> None:
    if _kept(name, directory) != old:
        raise Changed
    with open(os.open(name, _READ, dir_fd=directory), "rb") as stream:  # noqa: PTH123 - a handle
        if stream.read(len(before) + 1) != before:
            raise Changed


def _sync(directory: int) -> None:
    """Make the new name of the file last through a loss of power."""
    try:
        os.fsync(directory)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # file systems without such a thing
            raise OSError(error.errno, f"its directory cannot be saved: {error.strerror}") from error


_swept: set[tuple[int, int]] = set()


def _sweep(path: Path, directory: int | None) -> None:
    """Remove what killed processes left in a directory; once for each, or a directory of many files would be listed for
    every one of them."""
    target = path if directory is None else directory
    found = os.stat(target)  # noqa: PTH116
    if (found.st_dev, found.st_ino) in _swept:
        return
    _swept.add((found.st_dev, found.st_ino))
    oldest = time.time() - _STALE
    with suppress(OSError), os.scandir(target) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name) and entry.stat(follow_symlinks=False).st_mtime < oldest:
                with suppress(OSError):
                    os.unlink(entry.name if directory is not None else entry.path, dir_fd=directory)
