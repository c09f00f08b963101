"""The store of the cache can only speed up: whatever happens to its files, it gives back what was put or nothing."""

from __future__ import annotations

import errno
import os
import random
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from backend_lint import cache
from backend_lint.cache import Shelf, digests, directory, sealed, shelf
from backend_lint.cli import cli
from backend_lint.engines.semgrep.locate import managed_program

ENGINE = b"engine"
VALUES = {cache.digest_of(b"%d" % number): b"" if number % 3 else b"finding %d" % number for number in range(40)}
posix = pytest.mark.skipif(os.name == "nt", reason="modes, owners and FIFOs")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def opened(place: Path, root: str = "/project") -> Shelf:
    return Shelf.open(place, root, ENGINE)


def filled(place: Path, values: dict[bytes, bytes] = VALUES, root: str = "/project") -> Path:
    """A saved shelf, and its file."""
    full = opened(place, root)
    for key, value in values.items():
        full.put(key, value)
    full.save()
    assert full.trouble is None
    return place / "results" / full._name


def known(place: Path, keys: dict[bytes, bytes] = VALUES, root: str = "/project") -> dict[bytes, bytes]:
    """What a new run knows of these keys."""
    again = opened(place, root)
    return {key: value for key in keys if (value := again.get(key)) is not None}


def files(place: Path) -> set[str]:
    return {path.relative_to(place).as_posix() for path in place.rglob("*") if not path.is_dir()}


# What is kept


def test_what_was_put_is_there_for_the_next_run(place: Path) -> None:
    pack = filled(place)
    assert known(place) == VALUES
    assert opened(place).get(b"another") is None
    assert files(place) == {f"results/{pack.name}", "results/CACHEDIR.TAG", "results/.gitignore"}
    assert (place / "results/.gitignore").read_text().splitlines()[-1] == "*"
    assert (place / "results/CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")


def test_projects_and_engines_have_shelves_of_their_own(place: Path) -> None:
    filled(place)
    assert known(place, root="/other") == {}
    assert Shelf.open(place, "/project", b"other").get(next(iter(VALUES))) is None
    name = os.fsdecode(b"/\xff")  # a path that is no text
    filled(place, root=name)
    assert known(place, root=name) == VALUES


@posix
def test_nobody_else_can_read_it(place: Path) -> None:
    pack = filled(place)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (place, pack.parent, pack)] == [0o700, 0o700, 0o600]


def test_a_run_without_anything_to_keep_makes_nothing(place: Path) -> None:
    idle = opened(place)
    assert idle.get(b"key") is None
    idle.save()
    assert (idle.trouble, place.exists()) == (None, False)


def test_a_run_without_anything_new_writes_nothing(place: Path) -> None:
    pack = filled(place)
    before = pack.stat().st_ino
    warm = opened(place)
    assert [warm.get(key) for key in VALUES] == [*VALUES.values()]
    warm.save()
    assert pack.stat().st_ino == before
    warm.put(b"k", b"v")
    warm.save()
    after = pack.stat().st_ino
    warm.save()
    assert pack.stat().st_ino == after != before


def test_what_another_run_saved_meanwhile_stays(place: Path) -> None:
    first, second = opened(place), opened(place)
    first.put(b"1", b"one")
    second.put(b"2", b"two")
    first.save()
    second.save()
    assert known(place, {b"1": b"", b"2": b""}) == {b"1": b"one", b"2": b"two"}


def test_what_a_user_has_in_the_directory_is_not_hidden(place: Path) -> None:
    (place / "results").mkdir(0o755, parents=True)
    (place / "results" / "mine.csv").touch()
    pack = filled(place)
    assert files(place) == {"results/mine.csv", f"results/{pack.name}"}


# Days


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    return lambda day: monkeypatch.setattr(shelf, "_today", lambda: day)


def test_what_nobody_asks_for_goes_after_thirty_days(place: Path, on_day: Callable[[int], None]) -> None:
    on_day(1000)
    filled(place, {b"used": b"1", b"unused": b"2"})
    on_day(1010)
    used = opened(place)
    used.get(b"used")
    used.save()
    on_day(1029)
    filled(place, {b"new": b"3"})
    assert set(known(place, {b"used": b"", b"unused": b"", b"new": b""})) == {b"used", b"unused", b"new"}
    on_day(1030)
    filled(place, {b"newer": b"4"})
    assert set(known(place, {b"used": b"", b"unused": b"", b"new": b"", b"newer": b""})) == {b"used", b"new", b"newer"}


DAYS = {
    "the same day": (1000, False),
    "a week": (1007, False),
    "more": (1008, True),
    "the clock went back": (900, False),
}


@pytest.mark.parametrize(("day", "written"), DAYS.values(), ids=DAYS)
def test_use_is_noted_seldom(place: Path, on_day: Callable[[int], None], day: int, written: bool) -> None:
    on_day(1000)
    pack = filled(place)
    before = pack.stat().st_ino
    on_day(day)
    for _ in range(2):  # the second run of a day never writes
        warm = opened(place)
        warm.get(next(iter(VALUES)))
        warm.save()
        assert (pack.stat().st_ino != before) is written
        before, written = pack.stat().st_ino, False
    assert known(place) == VALUES


def test_days_of_a_clock_that_was_wrong_pass(place: Path, on_day: Callable[[int], None]) -> None:
    on_day(90_000)
    filled(place)
    on_day(1000)
    filled(place, {b"new": b"1"})
    on_day(1030)
    filled(place, {b"newer": b"2"})
    assert known(place) == {}


LIMITS = {"entries": ("MOST_ENTRIES", 3), "bytes": ("MOST_BYTES", 3 * 34)}


@pytest.mark.parametrize(("name", "limit"), LIMITS.values(), ids=LIMITS)
def test_of_too_much_the_oldest_goes(
    place: Path, on_day: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, name: str, limit: int
) -> None:
    for day in range(5):
        on_day(1000 + day)
        filled(place, {b"%d" % day: b"10 bytes.."})
    monkeypatch.setattr(shelf, name, limit)
    filled(place, {b"new": b"10 bytes.."})
    assert set(known(place, {b"%d" % day: b"" for day in range(5)} | {b"new": b""})) == {b"3", b"4", b"new"}


def test_old_files_go(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = filled(place).parent
    old = {f"{'0' * 32}.pack": 31, f"{'1' * 32}.blob": 31, f".{'2' * 32}.tmp": 1, "mine.pack": 31}
    new = {f"{'3' * 32}.pack": 29, f".{'4' * 32}.tmp": 0}
    for name, days in (old | new).items():
        (results / name).touch()
        os.utime(results / name, (0, shelf.time.time() - days * 86_400))
    filled(place, {b"new": b""})
    assert {path.name for path in results.iterdir()} & (old | new).keys() == {"mine.pack", *new}
    monkeypatch.setattr(sealed, "KEPT_FILES", 1)
    newest = filled(place, root="/other")
    assert {path.name for path in results.glob("*.*")} >= {newest.name, "mine.pack"}
    assert len([path for path in results.glob("*.pack") if len(path.name) == 37]) == 1


# Damage


def mutated(data: bytes, other: bytes, rng: random.Random) -> bytes:
    at, length = rng.randrange(len(data)), rng.randrange(1, 9)
    body = sealed._START
    return rng.choice(
        [
            lambda: data[:at],
            lambda: data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :],
            lambda: data[:at] + rng.randbytes(length) + data[at:],
            lambda: data[:at] + data[at + length :],
            lambda: data + rng.randbytes(length),
            lambda: data[:at] + other[at:],
            lambda: other,
            lambda: b"",
            lambda: rng.randbytes(len(data)),
            lambda: data[:body] + b"\xdf\xff\xff\xff\xff" + data[body:],
            lambda: data[:at] + b"\xc6\xff\xff\xff\xff" + data[at:],
            lambda: data[:at] + bytes(4096) + data[at + 4096 :],
        ]
    )()


def test_a_damaged_pack_never_gives_another_value(place: Path) -> None:
    pack = filled(place)
    other = filled(place, dict.fromkeys(VALUES, b"wrong"), root="/other").read_bytes()
    whole, rng = pack.read_bytes(), random.Random(6)
    for number in range(1000):
        data = mutated(whole, other, rng)
        pack.write_bytes(data)
        assert known(place) == (VALUES if data == whole else {}), number
    filled(place)  # and the next run mends it
    assert known(place) == VALUES


BODIES = {
    "nothing": b"",
    "another type": msgspec.msgpack.encode([1, 2]),
    "days are text": msgspec.msgpack.encode({"a": {b"k": b"v"}}),
    "values are numbers": msgspec.msgpack.encode({1: {b"k": 1}}),
    "text for bytes": msgspec.msgpack.encode({1: {"k": "v"}}),
    "more behind it": msgspec.msgpack.encode({1: {b"k": b"v"}}) + b"\x00",
    "a map of 2**32 days": b"\xdf\xff\xff\xff\xff",
    "a value of 2**32 bytes": b"\x81\x01\x81\xc4\x01k\xc6\xff\xff\xff\xff",
    "nested 100,000 deep": b"\x91" * 100_000,
    "a pickle": b"cos\nmkdir\n(S'made'\ntR.",
    "a marshalled value": b"\xe9\x01\x00\x00\x00",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_sealed_pack_of_anything_else_is_empty_and_not_run(
    place: Path, body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = filled(place)
    monkeypatch.chdir(place)
    for data in (body, sealed.seal(body, opened(place)._identity)):
        pack.write_bytes(data)
        again = opened(place)
        assert again.get(b"k") is None
        filled(place)
        assert known(place) == VALUES
    assert not (place / "made").exists()


ODD_PACKS: dict[str, Callable[[Path], object]] = {
    "link": lambda pack: pack.symlink_to(pack.with_name("elsewhere")),
    "FIFO": lambda pack: os.mkfifo(pack),
    "directory": lambda pack: pack.mkdir(),
}


@posix
@pytest.mark.parametrize("odd", ODD_PACKS)
def test_an_odd_file_is_no_pack(place: Path, odd: str) -> None:
    pack = filled(place)
    pack.rename(pack.with_name("elsewhere"))
    elsewhere = pack.with_name("elsewhere").read_bytes()
    ODD_PACKS[odd](pack)
    again = opened(place)
    assert (again.get(next(iter(VALUES))), again.trouble) == (None, None)
    again.put(b"k", b"v")
    again.save()
    if odd == "directory":
        assert again.trouble == f"{place / 'results'}: Is a directory"
    else:
        assert known(place, {b"k": b""}) == {b"k": b"v"}
    assert pack.with_name("elsewhere").read_bytes() == elsewhere
    assert not [*place.rglob("*.tmp")]


@posix
def test_a_pipe_that_holds_a_pack_is_not_read(place: Path) -> None:
    pack = filled(place)
    data = pack.read_bytes()
    pack.unlink()
    os.mkfifo(pack)
    both_ends = os.open(pack, os.O_RDWR)
    os.write(both_ends, data)
    assert known(place) == {}
    os.close(both_ends)


def test_a_pack_that_is_too_large_is_not_read(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "LARGEST", filled(place).stat().st_size)
    assert known(place) == VALUES
    monkeypatch.setattr(directory, "LARGEST", directory.LARGEST - 1)
    assert known(place) == {}


# Directories that are not ours


def link(place: Path) -> None:
    place.rename(place.with_name("elsewhere"))
    place.symlink_to(place.with_name("elsewhere"))


def a_file(place: Path) -> None:
    place.rename(place.with_name("elsewhere"))
    place.touch()


def a_fifo(place: Path) -> None:
    place.rename(place.with_name("elsewhere"))
    os.mkfifo(place)


REFUSED: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "link": (".", link, "is a symbolic link"),
    "link of results": ("results", link, "is a symbolic link"),
    "file": (".", a_file, "is no directory"),
    "FIFO": ("results", a_fifo, "is no directory"),
    "group may write": ("results", lambda path: path.chmod(0o720), "can be written by other users: remove it"),
    "all may write": ("results", lambda path: path.chmod(0o1702), "can be written by other users: remove it"),
}


@posix
@pytest.mark.parametrize(("part", "change", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_directory_that_others_may_have_filled_is_refused(
    place: Path, part: str, change: Callable[[Path], object], reason: str
) -> None:
    filled(place)
    change(place / part)
    before = files(place.parent)
    refused = opened(place)
    assert (refused.get(next(iter(VALUES))), refused.trouble) == (None, f"{place / part}: {reason}")
    refused.put(b"k", b"v")
    refused.save()
    assert cache.write_blob(place, "rules", b"1", b"data") == refused.trouble
    assert cache.read_blob(place, "rules", b"1") is None
    assert files(place.parent) == before


@posix
def test_a_directory_of_another_user_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(place)
    monkeypatch.setattr(os, "geteuid", lambda: place.stat().st_uid + 1)
    assert opened(place).trouble == f"{place / 'results'}: belongs to another user"
    assert known(place) == {}


@posix
def test_a_volume_of_a_container_serves(place: Path) -> None:
    """Others may write in the directory: what is ours in it is our own."""
    place.mkdir()
    place.chmod(0o777)
    filled(place)
    assert known(place) == VALUES


def test_a_system_without_handles_of_directories(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "_HANDLES", False)
    filled(place)
    assert known(place) == VALUES
    assert cache.write_blob(place, "rules", b"1", b"data") is None
    assert cache.clear(place).files == 2
    filled(place)
    link(place / "results")
    assert opened(place).trouble == f"{place / 'results'}: is a symbolic link"


# Writes that fail


def no_file(error: int) -> Callable[..., int]:
    real = os.open

    def failing(path: str, flags: int, *args: int, **more: int) -> int:
        if flags & os.O_CREAT:
            raise OSError(error, os.strerror(error), path)
        return real(path, flags, *args, **more)

    return failing


def no_space(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


FAILING = {
    "read-only file system": ("open", no_file(errno.EROFS), "Read-only file system"),
    "no permission": ("open", no_file(errno.EACCES), "Permission denied"),
    "full disk": ("replace", no_space, "No space left on device"),
}


@posix
@pytest.mark.parametrize(("function", "failing", "reason"), FAILING.values(), ids=FAILING)
def test_a_write_that_fails_leaves_everything(
    place: Path, monkeypatch: pytest.MonkeyPatch, function: str, failing: object, reason: str
) -> None:
    filled(place)
    before = files(place)
    full = opened(place)
    full.put(b"k", b"v")
    with monkeypatch.context() as patch:
        patch.setattr(os, function, failing)
        full.save()
        assert cache.write_blob(place, "rules", b"1", b"data") == full.trouble
    assert full.trouble == f"{place / 'results'}: {reason}"
    assert (known(place), files(place)) == (VALUES, before)


@posix
def test_a_file_that_cannot_grow_is_not_left_behind(place: Path) -> None:
    """A real short write: a process may write no file of more than 100 bytes."""
    resource = pytest.importorskip("resource")
    filled(place)
    before, limits = files(place), resource.getrlimit(resource.RLIMIT_FSIZE)
    full = opened(place)
    full.put(b"k", bytes(5000))
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        full.save()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert full.trouble == f"{place / 'results'}: File too large"
    assert (known(place), files(place)) == (VALUES, before)


def test_a_directory_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    full = opened(tmp_path / "file" / "cache")
    full.put(b"k", b"v")
    full.save()
    assert full.trouble is not None and "\n" not in full.trouble
    assert full.get(b"k") == b"v"


SAVER = """
import sys
from pathlib import Path
from backend_lint.cache import Shelf, digest_of
place, name = Path(sys.argv[1]), sys.argv[2]
sys.stdin.read()  # all begin at once
for turn in range(20):
    shelf = Shelf.open(place, "/project", b"engine")
    assert all(shelf.get(digest_of(other.encode(), b"%d" % n)) in (None, other.encode()) for other in "01234567" for n in range(20))
    shelf.put(digest_of(name.encode(), b"%d" % turn), name.encode())
    shelf.save()
    assert shelf.trouble is None, shelf.trouble
    assert Shelf.open(place, "/project", b"engine").get(digest_of(b"always")) == b"there"
"""


def test_eight_runs_at_once(place: Path) -> None:
    filled(place, {cache.digest_of(b"always"): b"there"})
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", SAVER, str(place), str(number)], stdin=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for number in range(8)
    ]
    for run in runs:
        assert run.stdin is not None
        run.stdin.close()
        run.stdin = None
    assert [(run.communicate()[1], run.returncode) for run in runs] == [(b"", 0)] * 8
    keys = {cache.digest_of(b"%d" % name, b"%d" % turn): b"%d" % name for name in range(8) for turn in range(20)}
    found = known(place, keys)
    assert found and found.items() <= keys.items()
    assert not [*place.rglob("*.tmp")]


# Blobs


def test_a_blob_is_kept_by_name_and_digest(place: Path) -> None:
    assert cache.read_blob(place, "rules", b"1") is None
    assert cache.write_blob(place, "rules", b"1", b"data") is None
    assert cache.write_blob(place, "empty", b"1", b"") is None
    assert (cache.read_blob(place, "rules", b"1"), cache.read_blob(place, "empty", b"1")) == (b"data", b"")
    assert (cache.read_blob(place, "rules", b"2"), cache.read_blob(place, "rule", b"s1")) == (None, None)


def test_a_damaged_blob_is_not_there(place: Path) -> None:
    cache.write_blob(place, "other", b"1", b"wrong" * 20)
    (other,) = (place / "results").glob("*.blob")
    cache.write_blob(place, "rules", b"1", b"right" * 20)
    (blob,) = set((place / "results").glob("*.blob")) - {other}
    whole, rng = blob.read_bytes(), random.Random(6)
    for _ in range(200):
        data = mutated(whole, other.read_bytes(), rng)
        blob.write_bytes(data)
        assert cache.read_blob(place, "rules", b"1") == (b"right" * 20 if data == whole else None)


# Digests


def test_a_digest_depends_on_every_part_and_every_cut() -> None:
    parts = [(), (b"",), (b"", b""), (b"ab",), (b"a", b"b"), (b"b", b"a"), (b"", b"ab"), (b"ab", b"")]
    assert len({cache.digest_of(*each) for each in parts}) == len(parts)
    assert {len(cache.digest_of(*each)) for each in parts} == {16}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package and two libraries, one of them without metadata."""
    for name in ("package/rules/sql/rule.py", "package/__init__.py", "site/aa/__init__.py", "site/bb.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1\n")
    (tmp_path / "site/aa-1.0.dist-info").mkdir()
    (tmp_path / "linked").mkdir()
    (tmp_path / "package/linked").symlink_to(tmp_path / "linked")
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.setattr(digests, "_PACKAGE", tmp_path / "package")
    monkeypatch.setattr(digests, "_LIBRARIES", ("aa", "bb", "not_installed"))
    return tmp_path


def same_size_and_time(path: Path) -> None:
    before = path.stat()
    path.write_text(path.read_text().replace("1", "2"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, tuple[bool, Callable[[Path], object]]] = {
    "nothing": (False, lambda root: None),
    "a rule, with its size and time kept": (True, lambda root: same_size_and_time(root / "package/rules/sql/rule.py")),
    "a module of a linked folder": (True, lambda root: (root / "linked/new.py").touch()),
    "a new module": (True, lambda root: (root / "package/new.py").touch()),
    "a module that is gone": (True, lambda root: (root / "package/rules/sql/rule.py").unlink()),
    "a module with another name": (
        True,
        lambda root: (root / "package/rules/sql/rule.py").rename(root / "package/r.py"),
    ),
    "a version": (True, lambda root: (root / "site/aa-1.0.dist-info").rename(root / "site/aa-1.1.dist-info")),
    "a library without metadata": (True, lambda root: (root / "site/bb.py").write_text("x = 10\n")),
    "another library's version": (False, lambda root: (root / "site/aardvark-1.0.dist-info").mkdir()),
    "a compiled file": (False, lambda root: (root / "package/__pycache__").mkdir()),
    "a pack": (False, lambda root: (root / "package/packs").mkdir() or (root / "package/packs/x.py").touch()),
}


@pytest.mark.parametrize(("differs", "change"), CHANGES.values(), ids=CHANGES)
def test_the_digest_of_the_tool_changes_with_what_decides(
    package: Path, differs: bool, change: Callable[[Path], object]
) -> None:
    before = cache.tool_digest()
    change(package)
    assert (cache.tool_digest() != before) is differs


def test_the_digest_of_the_tool_names_every_library_and_imports_none() -> None:
    program = (
        "import sys\nfrom backend_lint.cache import digests, tool_digest\ntool_digest()\n"
        "print([digests._version(name) for name in digests._LIBRARIES])\n"
        "print(sorted({'libcst', 'sqlglot', 'ahocorasick_rs', 'click', 'importlib.metadata', 'tempfile'} & sys.modules.keys()))"
    )
    out = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    assert all(name in out[0] for name in digests._LIBRARIES) and out[0].count(".dist-info") == len(digests._LIBRARIES)
    assert out[1] == "[]"


# Where it is, and `clean`


PLACES = {
    "the flag": ("flag", {"BACKEND_LINT_CACHE_DIR": "/variable"}, "{cwd}/flag"),
    "the variable": (None, {"BACKEND_LINT_CACHE_DIR": "variable"}, "{cwd}/variable"),
    "an empty variable": (None, {"BACKEND_LINT_CACHE_DIR": "", "XDG_CACHE_HOME": "/xdg"}, "/xdg/backend-lint"),
    "the user's": (None, {"HOME": "/home/me"}, "/home/me/.cache/backend-lint"),
    "the flag at home": ("~/x", {"HOME": "/home/me"}, "/home/me/x"),
    "a relative XDG directory is ignored": (None, {"HOME": "/me", "XDG_CACHE_HOME": "xdg"}, "/me/.cache/backend-lint"),
}


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the user's own is elsewhere")
@pytest.mark.parametrize(("flag", "variables", "expected"), PLACES.values(), ids=PLACES)
def test_where_the_cache_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flag: str | None, variables: dict[str, str], expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("BACKEND_LINT_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert str(cache.cache_directory(flag)) == expected.format(cwd=tmp_path)


def test_a_user_without_a_home_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OSError, match="no such home") as raised:
        cache.cache_directory("~nobody-of-this-name/cache")
    assert (
        cache.why(raised.value)
        == "~nobody-of-this-name/cache: there is no such home directory; set BACKEND_LINT_CACHE_DIR"
    )


@pytest.fixture
def clean(place: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("BACKEND_LINT_CACHE_DIR", str(place))
    return lambda *args: CliRunner().invoke(cli, ["clean", *args], catch_exceptions=False)


def test_clean_removes_what_is_ours_and_says_how_much(place: Path, clean: Callable[..., Result]) -> None:
    pack = filled(place)
    cache.write_blob(place, "rules", b"1", bytes(1_500_000))
    assert clean().output == "Removed 2 files (1.5 MB).\n"
    assert (files(place), pack.parent.exists()) == (set(), False)
    assert clean().output == "Nothing to remove.\n"
    filled(place)
    assert (clean("-q").output, files(place)) == ("", set())
    filled(place.with_name("other"))
    assert clean("--cache-dir", str(place.with_name("other"))).output.startswith("Removed 1 file (")


def test_clean_leaves_what_is_not_ours(place: Path, clean: Callable[..., Result]) -> None:
    results = filled(place).parent
    mine = ["notes.pack", f"{'0' * 32}.pack.bak", f"{'G' * 32}.pack", f"{'0' * 32}.txt"]
    for name in mine:
        (results / name).touch()
    (results / f"{'0' * 32}.pack").mkdir()
    (place / f"{'0' * 32}.pack").touch()
    victim = place.with_name("victim")
    victim.write_text("kept")
    (results / f"{'1' * 32}.blob").symlink_to(victim)
    assert clean().output.startswith("Removed 2 files (")
    assert victim.read_text() == "kept"
    kept = {f"results/{name}" for name in (*mine, "CACHEDIR.TAG", ".gitignore")}
    assert files(place) == {*kept, f"{'0' * 32}.pack"}
    assert (results / f"{'0' * 32}.pack").is_dir()


@posix
@pytest.mark.parametrize("part", [".", "results"])
def test_clean_follows_no_link(place: Path, clean: Callable[..., Result], part: str) -> None:
    filled(place)
    link(place / part)
    before = files(place.parent)
    result = clean()
    assert (result.exit_code, result.stderr) == (2, f"Error: {place / part}: is a symbolic link\n")
    assert files(place.parent) == before


def test_clean_removes_semgrep_on_request(place: Path, clean: Callable[..., Result]) -> None:
    program = managed_program("1.2.3")
    program.parent.mkdir(parents=True)
    program.write_bytes(bytes(2000))
    victim = place.with_name("victim")
    victim.mkdir()
    (victim / "file").touch()
    (program.parent / "link").symlink_to(victim)
    (place / "tools/semgrep-9").symlink_to(victim)
    (place / "tools/mine").mkdir()
    assert clean().output == "Nothing to remove.\n"
    assert program.exists()
    assert clean("--all").output.startswith("Removed ")
    assert sorted(path.name for path in (place / "tools").iterdir()) == ["mine", "semgrep-9"]
    assert (victim / "file").exists()
