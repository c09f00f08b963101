"""How files of a run are written: what they keep, which are refused, and that nothing outside of the project changes."""

from __future__ import annotations

import errno
import os
import stat
import struct
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from backend_lint import atomic
from backend_lint.session import Session
from backend_lint.session.rewriting import Refusal, rewrite

OLD, NEW = b"x = 1\n", b"x = 2\n"
NOBODY = 65534
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="modes, owners and links of POSIX")
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
with_attributes = pytest.mark.skipif(not hasattr(os, "listxattr"), reason="Python knows no attributes of files here")
pytestmark = on_posix


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    (root / "backend-lint.toml").touch()
    (root / "app.py").write_bytes(OLD)
    monkeypatch.chdir(root)
    return root


def write(path: str = "app.py") -> None:
    rewrite(Session(), path, OLD, NEW)


def tree(top: Path) -> dict[str, bytes]:
    """The content of all regular files below a directory, by path."""
    return {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*") if path.is_file()}


def refused(project: Path, path: str = "app.py") -> str:
    """Why the file is left alone; nothing in or around the project changes."""
    before = tree(project.parent)
    with pytest.raises(Refusal) as caught:
        write(path)
    assert tree(project.parent) == before
    return str(caught.value)


# -- what is kept -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [0o755, 0o600, 0o644, 0o4755, 0o2775], ids=oct)
def test_the_mode_is_kept(project: Path, mode: int) -> None:
    Path("app.py").chmod(mode)
    write()
    assert (stat.S_IMODE(Path("app.py").stat().st_mode), tree(project)["app.py"]) == (mode, NEW)


@as_root
def test_the_owner_and_the_group_are_kept(project: Path) -> None:
    os.chown("app.py", NOBODY, 4242)
    Path("app.py").chmod(0o6755)
    write()
    found = Path("app.py").stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (NOBODY, 4242, 0o6755)


@as_root
def test_the_group_of_a_setgid_directory_is_not_forced_on_old_files(project: Path) -> None:
    os.chown(project, 0, 4242)
    project.chmod(0o2775)
    write()
    Path("new.py").touch()
    assert (Path("app.py").stat().st_gid, Path("new.py").stat().st_gid) == (0, 4242)


@contextmanager
def as_nobody() -> Iterator[None]:
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


@as_root
@pytest.mark.parametrize(("owner", "group"), [(4242, NOBODY), (NOBODY, 4242)], ids=["owner", "group"])
def test_an_owner_that_cannot_be_kept_is_an_error(owner: int, group: int) -> None:
    with TemporaryDirectory() as directory:  # those of pytest are closed to other users
        shared = Path(directory)
        shared.chmod(0o777)
        file = shared / "app.py"
        file.write_bytes(OLD)
        os.chown(file, owner, group)
        file.chmod(0o666)
        with as_nobody(), pytest.raises(PermissionError, match="cannot keep its owner"):
            atomic.replace(file, NEW, before=OLD)
        assert tree(shared) == {"app.py": OLD}
        os.chown(file, NOBODY, NOBODY)
        with as_nobody():
            atomic.replace(file, NEW, before=OLD)
        assert (tree(shared), file.stat().st_uid) == ({"app.py": NEW}, NOBODY)


def set_attribute(path: Path, name: str, value: bytes) -> None:
    try:
        os.setxattr(path, name, value)
    except OSError as error:
        pytest.skip(f"the file system does not take {name}: {error.strerror}")


@with_attributes
def test_attributes_are_kept(project: Path) -> None:
    set_attribute(project / "app.py", "user.origin", b"\0made by hand")
    write()
    assert os.getxattr("app.py", "user.origin") == b"\0made by hand"


def access_list(*users: tuple[int, int], mask: int = 0o6) -> bytes:
    """An access control list as Linux keeps it (linux/posix_acl_xattr.h): rights by user, besides those of the mode."""
    nobody = 0xFFFFFFFF
    named = [(2, rights, user) for user, rights in users]
    entries = [(1, 6, nobody), *named, (4, 4, nobody), (16, mask, nobody), (32, 0, nobody)]
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


@with_attributes
def test_the_access_control_list_is_kept(project: Path) -> None:
    given = access_list((4242, 6), (4243, 4))
    set_attribute(project / "app.py", "system.posix_acl_access", given)
    mode = Path("app.py").stat().st_mode
    write()
    assert (os.getxattr("app.py", "system.posix_acl_access"), Path("app.py").stat().st_mode) == (given, mode)


@with_attributes
def test_what_the_directory_gives_to_new_files_is_not_given_to_old_ones(project: Path) -> None:
    set_attribute(project, "system.posix_acl_default", access_list((4242, 6)))
    Path("app.py").chmod(0o664)
    write()
    Path("new.py").touch()
    assert "system.posix_acl_access" in os.listxattr("new.py")
    assert (os.listxattr("app.py"), stat.S_IMODE(Path("app.py").stat().st_mode)) == ([], 0o664)


@with_attributes
def test_attributes_that_cannot_be_kept_are_an_error(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_attribute(project / "app.py", "user.origin", b"x")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "setxattr", full)
    with pytest.raises(OSError, match="No space left"):
        write()
    assert tree(project) == {"app.py": OLD, "backend-lint.toml": b""}


def test_nobody_else_reads_what_is_being_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes: list[int] = []
    Path("app.py").chmod(0o644)
    meanwhile(monkeypatch, "chmod", lambda: modes.extend(path.stat().st_mode & 0o777 for path in project.glob(".*")))
    monkeypatch.setattr(os, "supports_fd", {os.chmod})
    write()
    assert (modes, Path("app.py").stat().st_mode & 0o777) == ([0o600], 0o644)


# -- which files are refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [0o444, 0o555], ids=oct)
def test_read_only_files_are_refused(project: Path, mode: int) -> None:
    Path("app.py").chmod(mode)
    assert refused(project) == "the file is read-only"
    assert stat.S_IMODE(Path("app.py").stat().st_mode) == mode


def test_a_file_with_another_name_is_refused(project: Path) -> None:
    os.link("app.py", "../other.py")
    assert "hard link" in refused(project)


def other_bytes(project: Path) -> None:
    Path("app.py").write_bytes(b"y = 1\n")


def longer(project: Path) -> None:
    Path("app.py").write_bytes(OLD + b"y = 1\n")


def emptied(project: Path) -> None:
    Path("app.py").write_bytes(b"")


def fifo(project: Path) -> None:
    Path("app.py").unlink()
    os.mkfifo("app.py")


def directory(project: Path) -> None:
    Path("app.py").unlink()
    Path("app.py").mkdir()


CHANGED: dict[Callable[[Path], None], str] = {
    other_bytes: "differs from what was checked",
    longer: "differs from what was checked",
    emptied: "differs from what was checked",
    fifo: "not a regular file",
    directory: "not a regular file",
}


@pytest.mark.parametrize("change", CHANGED, ids=lambda each: each.__name__)
def test_what_has_changed_since_it_was_read_is_refused(project: Path, change: Callable[[Path], None]) -> None:
    change(project)
    assert CHANGED[change] in refused(project)


def test_what_is_gone_stays_gone(project: Path) -> None:
    Path("app.py").unlink()
    with pytest.raises(FileNotFoundError):
        write()
    assert tree(project) == {"backend-lint.toml": b""}


# -- links ------------------------------------------------------------------------------------------------------


@pytest.fixture
def outside(project: Path) -> Path:
    """A directory beside the project with a file that holds the same."""
    directory = project.parent / "outside"
    directory.mkdir()
    (directory / "app.py").write_bytes(OLD)
    return directory


def test_a_link_inside_of_the_project_stays_a_link(project: Path) -> None:
    Path("link.py").symlink_to("app.py")
    write("link.py")
    assert Path("link.py").is_symlink()
    assert tree(project)["app.py"] == NEW


@pytest.mark.parametrize("target", ["{}/app.py", "../outside/app.py"])
def test_a_link_out_of_the_project_is_refused(project: Path, outside: Path, target: str) -> None:
    Path("link.py").symlink_to(target.format(outside))
    assert refused(project, "link.py") == "it is a link to a file outside of the project"


@pytest.mark.parametrize("path", ["linked/app.py", "sub/../linked/app.py", "{}/linked/app.py"])
def test_a_link_to_a_directory_outside_is_refused(project: Path, outside: Path, path: str) -> None:
    Path("linked").symlink_to(outside)
    assert "outside of the project" in refused(project, path.format(project))


def test_a_link_on_itself_is_refused(project: Path) -> None:
    Path("link.py").symlink_to("link.py")
    assert "not a regular file" in refused(project, "link.py")


def test_a_file_that_was_named_outside_of_the_project_is_written_where_it_is(project: Path, outside: Path) -> None:
    write("../outside/app.py")
    assert tree(outside) == {"app.py": NEW}


def test_without_a_project_a_link_does_not_lead_away(project: Path, outside: Path) -> None:
    """The root of such files is the top of the file system, and everything is inside of that."""
    home = project.parent / "home"
    home.mkdir()
    (home / "link.py").symlink_to(outside / "app.py")
    assert Session().settings(str(home)).root == "/"
    assert "outside of the project" in refused(project, "../home/link.py")


def test_a_project_reached_through_a_link_is_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.parent / "shortcut").symlink_to(project)
    rewrite(Session(), str(project.parent / "shortcut" / "app.py"), OLD, NEW)
    assert tree(project)["app.py"] == NEW


# -- races ------------------------------------------------------------------------------------------------------


def meanwhile(monkeypatch: pytest.MonkeyPatch, name: str, change: Callable[[], object]) -> None:
    """Do something else in the first call of a function of `os`, before what it does."""
    whole = getattr(os, name)

    def call(*args: object, **more: object) -> object:
        monkeypatch.setattr(os, name, whole)
        change()
        return whole(*args, **more)

    monkeypatch.setattr(os, name, call)


@pytest.mark.parametrize("call", ["urandom", "fsync"])
@pytest.mark.parametrize("change", [*CHANGED, Path.unlink], ids=lambda each: each.__name__)
def test_a_change_while_it_is_written_is_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch, call: str, change: Callable[[Path], None]
) -> None:
    expected: list[dict[str, bytes]] = []

    def apply() -> None:
        change(Path("app.py") if change is Path.unlink else project)
        expected.append({name: data for name, data in tree(project).items() if not name.startswith(".")})

    meanwhile(monkeypatch, call, apply)
    with pytest.raises((Refusal, OSError), match=r"differs|not a regular file"):
        write()
    assert [tree(project)] == expected


def test_a_replacement_with_the_same_bytes_is_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that writes as we do: what it kept of the file may differ."""
    Path("other.py").write_bytes(OLD)
    Path("other.py").chmod(0o600)
    meanwhile(monkeypatch, "fsync", lambda: Path("other.py").replace("app.py"))
    with pytest.raises(Refusal, match="differs"):
        write()
    assert (tree(project)["app.py"], Path("app.py").stat().st_mode & 0o777) == (OLD, 0o600)


def test_a_mode_set_while_it_is_written_is_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, "fsync", lambda: Path("app.py").chmod(0o600))
    with pytest.raises(Refusal, match="differs"):
        write()
    assert Path("app.py").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("call", ["access", "urandom", "fsync", "replace"])
@pytest.mark.parametrize("path", ["sub/app.py", "sub/below/app.py"])
def test_a_directory_swapped_for_a_link_leads_nowhere(
    project: Path, outside: Path, monkeypatch: pytest.MonkeyPatch, call: str, path: str
) -> None:
    for place in (outside, project / "sub"):
        (place / "below").mkdir(parents=True)
        (place / "app.py").write_bytes(OLD)
        (place / "below" / "app.py").write_bytes(OLD)

    def swap() -> None:
        os.rename("sub", "moved")  # noqa: PTH104 - `Path.rename` may be what is watched
        Path("sub").symlink_to(outside)

    before = tree(outside)
    meanwhile(monkeypatch, call, swap)
    if call == "access":
        with pytest.raises(Refusal, match="leads elsewhere"):
            write(path)
    else:  # the directory was open by then: its file is written, wherever it is now
        write(path)
    assert Path("sub").is_symlink()
    assert tree(outside) == before
    assert not [name for name in tree(project) if ".backend-lint-" in name]


# -- left-overs -------------------------------------------------------------------------------------------------


def test_left_overs_of_killed_processes_are_removed(project: Path) -> None:
    hour_ago = time.time() - 3700
    stale, young = (f".backend-lint-{digit * 16}.tmp" for digit in "ab")
    users = [".backend-lint-notes.tmp", f"x{stale}", f"{stale}.py", ".backend-lint-AAAAAAAAAAAAAAAA.tmp"]
    for name in (stale, young, *users):
        Path(name).write_bytes(b"?")
        os.utime(name, (hour_ago, hour_ago) if name != young else None)
    kept = Path(".backend-lint-cccccccccccccccc.tmp")
    kept.mkdir()
    os.utime(kept, (hour_ago, hour_ago))
    write()
    left = {path.name for path in project.iterdir()} - {"app.py", "backend-lint.toml"}
    assert left == {young, kept.name, *users}


def test_a_file_of_the_length_of_names_is_written(project: Path) -> None:
    path = Path("a" * 252 + ".py")
    path.write_bytes(OLD)
    write(str(path))
    assert tree(project)[str(path)] == NEW
