"""Knows how a file of a run is replaced: whole, inside of its project, and only where nobody has written since."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from backend_lint import atomic

if TYPE_CHECKING:
    from backend_lint.session import Session


class Refusal(Exception):  # noqa: N818 - it names what became of the file, as the message does
    """A file that is left as it is; the text says why."""


class Differs(Refusal):
    """A file that does not hold what was checked."""


def rewrite(session: Session, path: str, before: bytes, after: bytes) -> None:
    """Put `after` in the place of a file that holds `before`; a reader sees one or the other. `path` is as findings
    name it; a link to another file of the project stays a link.

    Raises Refusal when that file must not be written, and OSError when it cannot be."""
    real, inside = _target(session, path)
    found = real.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise Refusal("it is not a regular file")
    if found.st_nlink > 1:
        raise Refusal("the file has another name (a hard link), which would keep the old content")
    if not (found.st_mode & 0o222 and os.access(real, os.W_OK)):
        raise Refusal("the file is read-only")
    try:
        atomic.replace(real, after, before=before, inside=inside)
    except atomic.Changed:
        raise Differs("the file differs from what was checked; run again") from None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):  # what was resolved above is a link now
            raise Refusal("its path leads elsewhere than when it was checked; run again") from error
        raise


def _target(session: Session, path: str) -> tuple[Path, Path]:
    """The file itself, without links, and the directory that bounds what is written. Raises Refusal when a link leads
    out of it."""
    absolute = Path(os.path.abspath(path))
    root = Path(session.settings(str(absolute.parent)).root)
    # A file that belongs to no project may be written where its path says, and nowhere else.
    owned = absolute.is_relative_to(root) and root != Path(root.anchor)
    inside = Path(os.path.realpath(root if owned else absolute.parent))
    real = Path(os.path.realpath(absolute))
    if not real.is_relative_to(inside):
        raise Refusal("it is a link to a file outside of the project")
    return real, inside
