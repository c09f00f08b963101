"""A run that finds what an earlier one kept says what it would say without: the cache can only speed up."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_pool import FAULT, SOURCE, Tree, error_body, mixed, use

from backend_lint import catalog
from backend_lint.cache import digest_of
from backend_lint.cli import cli
from backend_lint.engines import native
from backend_lint.flake8 import Plugin
from backend_lint.lsp import wire as lsp_wire
from backend_lint.lsp import worker as lsp_worker
from backend_lint.session import Options, Outcome, Session, results
from backend_lint.session.results import Results

posix = pytest.mark.skipif(os.name == "nt", reason="links, modes and FIFOs")
SECRETS = ("plum-Otter-9052-gravel", "walnut-6093", "s3cr3t-Heron", "dusk-Finch-11", "hunter2-moss")
READS = "import os\ndef key():\n    return os.environ['KEY']\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, in which the test stands."""
    made = tmp_path / "project"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were analysed in this process, and "." for rules about the project."""
    seen: list[str] = []
    check, link = native.Engine.check, native.Engine.check_project

    def checked(engine: native.Engine, path: str, *more: object) -> object:
        seen.append(path)
        return check(engine, path, *more)

    def linked(engine: native.Engine, *more: object) -> object:
        seen.append(".")
        return link(engine, *more)

    monkeypatch.setattr(native.Engine, "check", checked)
    monkeypatch.setattr(native.Engine, "check_project", linked)
    return seen


def said(*args: str) -> tuple[int, str, str]:
    """Status and both streams of a run."""
    result = CliRunner().invoke(cli, list(args))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def fresh(*args: str) -> tuple[int, str, str]:
    return said(*args, "--no-cache")


def findings(outcome: Outcome) -> list[tuple[str, str, str, str]]:
    return [(each.path, each.code, each.message, each.severity) for each in outcome.findings]


def found(cache: Path | None = None, **options: object) -> list[tuple[str, str, str, str]]:
    """What a run finds, with a cache there or without one."""
    directory = str(cache) if cache is not None else None
    return findings(Session(Options(cache_dir=directory, **options)).run(["."]))  # type: ignore[arg-type]


def kept(cache: Path) -> dict[str, bytes]:
    """The files of a cache, without what says that it is one."""
    return {path.name: path.read_bytes() for path in cache.rglob("results/*") if path.suffix in {".pack", ".blob"}}


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


# Warm is cold


@pytest.mark.parametrize(
    "args",
    [
        ("-f", "json"),
        ("-f", "full"),
        ("-f", "sarif"),
        ("-f", "json", "-v", "--strict"),
        ("-f", "json", "--strict", "--min-confidence", "low", "--select", "ALL"),
        ("-f", "json", "--min-severity", "error"),
        ("-f", "grouped", "--statistics", "--no-baseline"),
        ("--diff", "--unsafe-fixes"),
        ("-f", "concise", "-j4"),
    ],
    ids=" ".join,
)
def test_a_warm_run_says_what_a_cold_one_says(root: Path, analysed: list[str], args: tuple[str, ...]) -> None:
    mixed(root)
    CliRunner(env={"BACKEND_LINT_CACHE_DIR": str(root.parent)}).invoke(
        cli, ["baseline", "create", "one", "--allow-incomplete"]
    )
    assert (root / "one" / ".backend-lint-baseline.json").exists()
    write(root, secrets=f'SECRET_KEY = "{SECRETS[0]}"\n', empty="", many="import bcrypt\n" + "bcrypt.gensalt(4)\n" * 40)
    expected = fresh(*args)
    assert said(*args) == expected
    analysed.clear()
    assert said(*args) == expected
    # What was not analysed is tried again; the fixed text of a file is a text of its own.
    assert {Path(path).name for path in analysed if "--diff" not in args} <= {"broken.py"}


@pytest.mark.parametrize("flag", ["--fix", "--fix-only"])
def test_a_warm_fix_writes_what_a_cold_one_writes(root: Path, flag: str) -> None:
    write(
        root, app=FAULT, key=f'import os\n\nSECRET_KEY = "{SECRETS[0]}"\n', other="import bcrypt\nbcrypt.gensalt(5)\n"
    )
    copy = root.parent / "copy" / "project"
    shutil.copytree(root, copy)
    for _ in range(2):
        said("-f", "json", "--unsafe-fixes")
    warm = said(flag, "--unsafe-fixes", "-f", "json")
    texts = {path.name: path.read_bytes() for path in root.iterdir()}
    again = said("-f", "json")
    os.chdir(copy)
    assert fresh(flag, "--unsafe-fixes", "-f", "json") == warm
    assert {path.name: path.read_bytes() for path in copy.iterdir()} == texts
    assert fresh("-f", "json") == again
    assert b"gensalt(12)" in texts["app.py"]


def test_only_what_changed_is_analysed(root: Path, analysed: list[str], cache: Path) -> None:
    write(root, one=FAULT, two=FAULT, core__config="KEY = 1\n", reader=READS)
    before = found(cache)
    assert sorted(analysed) == [".", "core/config.py", "one.py", "reader.py", "two.py"]
    analysed.clear()
    assert (found(cache), analysed) == (before, [])
    write(root, two=FAULT.replace("4", "5"))
    assert (found(cache) != before, analysed) == (True, ["two.py"])


# What decides about results


def edit(root: Path) -> None:
    """With size and date as they were."""
    path = root / "app.py"
    before = path.stat()
    path.write_text(FAULT.replace("4", "9"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def swap(root: Path) -> None:
    (root / "app.py").rename(root / "third.py")
    (root / "clean.py").rename(root / "app.py")


def settings(text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / "backend-lint.toml").write_text(text)

    return change


CHANGES: dict[str, Callable[[Path], None]] = {
    "bytes": edit,
    "names": swap,
    "gone": lambda root: (root / "app.py").unlink(),
    "a path that has a role": lambda root: (root / "app.py").rename(root / "tests" / "app.py"),
    "a path that has lost its role": lambda root: (root / "tests").rename(root / "lib"),
    "an option": settings("bcrypt-min-cost = 4\n"),
    "an option of a rule": settings("[rules.BKD401]\nbcrypt-min-cost = 4\n"),
    "a selection": settings('select = ["BKD305"]\n'),
    "ignored in files": settings('[per-file-ignores]\n"app.py" = ["BKD401"]\n'),
    "roles": settings('[roles]\ntest = ["*.py"]\n'),
    "examples": settings("include-examples = true\n"),
    "strict": settings("strict = true\n"),
    "severities": settings('min-severity = "error"\n'),
    "the facts of another file": lambda root: write(root, core__config="KEY = 1\n"),
    "the shape that most files have": lambda root: write(
        root, **{f"f{n}": error_body({"message": "No"}) for n in range(4)}
    ),
    "a comment": lambda root: write(root, app=FAULT.rstrip() + "  # backend-lint: ignore[BKD401] no password\n"),
    "a file that cannot be read": lambda root: write(root, app="def f(:\n"),
    "a configuration below": lambda root: write(root, lib__app=FAULT),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_decides_about_results(root: Path, cache: Path, change: str) -> None:
    settings('error-shape = "auto"\n')(root)
    write(
        root, app=FAULT, clean="x = 1\n", reader=READS, tests__salt=FAULT, examples__salt=FAULT,
        implicit="import bcrypt\nbcrypt.gensalt()\n", nested=error_body({"error": {"code": "A", "message": "b"}}),
        other=error_body({"error": {"code": "A", "message": "b"}}), flat=error_body({"message": "b"}),
    )  # fmt: skip
    before = found(cache)
    assert found(cache) == before == found()
    CHANGES[change](root)
    assert found(cache) == found()
    assert found(cache) != before
    assert found(cache) == found()


def test_other_flags(root: Path, cache: Path) -> None:
    write(root, app=FAULT, implicit="import bcrypt\nbcrypt.gensalt()\n", reader=READS, examples__salt=FAULT)
    flags: list[dict[str, object]] = [
        *({}, {"strict": True}, {"select": ("BKD305",)}, {"ignore": ("BKD401",)}, {"include_examples": True}),
        *({"min_confidence": "low"}, {"min_severity": "error"}, {"isolated": True}, {"extend_select": ("BKD405",)}),
    ]
    expected = [found(**each) for each in flags]
    assert len({tuple(each) for each in expected}) > 5
    for _ in range(2):
        assert [found(cache, **each) for each in flags] == expected


def test_the_same_bytes_under_another_path(root: Path, cache: Path) -> None:
    """In a test the finding is not made."""
    write(root, app=f'SECRET_KEY = "{SECRETS[0]}"\n')
    assert len(found(cache)) == 1
    (root / "tests").mkdir()
    (root / "app.py").rename(root / "tests" / "test_app.py")
    assert found(cache) == []
    (root / "tests" / "test_app.py").rename(root / "app.py")
    assert len(found(cache)) == 1


def test_other_code_of_a_rule(root: Path, cache: Path, analysed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, app=FAULT)
    before = found(cache)
    analysed.clear()
    monkeypatch.setattr(results, "tool_digest", lambda: digest_of(b"another version"))
    assert (found(cache), analysed) == (before, ["app.py", "."])
    monkeypatch.undo()


@pytest.mark.parametrize("days", [-4000, -1, 1, 6, 29, 31, 4000])
def test_a_clock_that_is_set(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    write(root, app=FAULT, other="x = 1\n")
    before, now = found(cache), time.time
    monkeypatch.setattr(time, "time", lambda: now() + days * 86_400)
    assert found(cache) == before
    monkeypatch.setattr(time, "time", now)
    assert found(cache) == before


# What is not kept


def test_a_file_that_was_lost_is_tried_again(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = Tree(tmp_path)
    monkeypatch.chdir(tree.root)
    names = tree.write(4, bad="KILL", late="HANG")
    with monkeypatch.context() as patch:
        use(tree, patch, deadline=2.0)
        first = found(cache, jobs=2)
        assert [(path, code) for path, code, *_ in first] == [
            ("bad.py", "BKD000"), ("late.py", "BKD000"), *((name, "BKD401") for name in names)
        ]  # fmt: skip
    assert [(path, code) for path, code, *_ in found(cache)] == [
        (name, "BKD401") for name in ("bad.py", "late.py", *names)
    ]


def test_what_is_no_python_is_known_the_next_time(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, app=FAULT, bad="def f(:\n")
    first = found(cache)
    assert ("bad.py", "BKD000") in {each[:2] for each in first}
    monkeypatch.setattr(native.Engine, "check", None)
    assert found(cache) == first


@pytest.mark.parametrize(
    ("name", "code"), [("_check", "BKD000"), ("_run", "BKD000"), ("finding", "BKD099"), ("project_finding", "BKD099")]
)
@pytest.mark.parametrize("error", [MemoryError, RecursionError, ValueError])
def test_what_failed_is_tried_again(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str, error: type[Exception]
) -> None:
    """It may have lacked memory or stack, which is no matter of the file's bytes."""
    settings('error-shape = "auto"\n')(root)
    body = error_body({"error": {"code": "A", "message": "b"}})
    write(root, app=FAULT, one=body, two=body, flat=error_body({"message": "b"}))
    expected = found()

    def fail(*_: object) -> None:
        raise error("too little")

    with monkeypatch.context() as patch:
        patch.setattr(native if hasattr(native, name) else native.Engine, name, fail)
        assert code in {each[1] for each in found(cache)}
    assert found(cache) == expected


def test_no_secret_is_kept(root: Path, cache: Path) -> None:
    one, two, three, four, five = SECRETS
    write(
        root,
        keys=f'import jwt\n\nSECRET_KEY = "{one}"\nDATABASES = {{"default": {{"PASSWORD": "{two}"}}}}\n'
        f'def issue(claims):\n    return jwt.encode(claims, "{three}", algorithm="HS256")\n',
        lookup=f'import os\n\nJWT_SECRET = os.getenv("JWT_SECRET", "{four}")\n',
        reader=f'import os\n\ndef f(password="{five}"):\n    return os.getenv("API_KEY", "{five}")\n',
        errors=error_body({"message": five, "password": five}),
    )
    runs = [("-f", "full"), ("--diff", "--unsafe-fixes"), ("--strict", "--select", "ALL"), ("--fix", "--unsafe-fixes")]
    for args in runs:
        assert said(*args)[0] in (0, 1)
    files = kept(cache)
    assert any(name.endswith(".pack") for name in files)
    assert b"BKD301" in b"".join(files.values())
    assert [(name, secret) for name, data in files.items() for secret in SECRETS if secret.encode() in data] == []


def test_only_runs_keep_results(root: Path, cache: Path) -> None:
    write(root, app=FAULT)
    before = sorted(cache.rglob("*"))
    lines = FAULT.splitlines(keepends=True)
    assert [text[:6] for _, _, text, _ in Plugin(compile("", "app.py", "exec", 0x400), "app.py", lines).run()] == [
        "BKD401"
    ]
    checked = lsp_worker.Worker().answer(
        lsp_wire.Check(lsp_wire.Scope(str(root), Options(), 0), str(root / "app.py"), FAULT.encode())
    )
    assert isinstance(checked, lsp_wire.Checked) and [each.code for each in checked.findings] == ["BKD401"]
    for args in (["--no-cache"], ["--version"], ["rules"], ["--show-settings", "--no-cache"], ["--show-files"]):
        said(*args)
    assert sorted(cache.rglob("*")) == before


def test_where_results_are_kept(root: Path, cache: Path, analysed: list[str]) -> None:
    write(root, app=FAULT)
    other = root.parent / "other"
    expected = said("-f", "json", "--cache-dir", str(other))
    assert kept(other) and not kept(cache)
    analysed.clear()
    assert (said("-f", "json", "--cache-dir", str(other)), analysed) == (expected, [])
    assert said("-f", "json", "--cache-dir", str(other), "--no-cache") == expected
    assert (not kept(cache), analysed) == (True, ["app.py", "."])
    assert [*root.iterdir()] == [root / "app.py"]


# A cache that is damaged, or cannot be used


def test_damaged_files_are_not_used(root: Path, cache: Path) -> None:
    write(root, **{f"m{number}": f"import bcrypt\nbcrypt.gensalt({number})\n" for number in range(4, 16)}, reader=READS)
    expected = found(cache, jobs=1)
    assert len(expected) == 8
    chance = random.Random(7)
    whole = kept(cache)
    assert len(whole) == 2
    for _ in range(200):
        for name, data in whole.items():
            (cache / "results" / name).write_bytes(damaged(data, chance) if chance.random() < 0.7 else data)
        assert found(cache) == expected


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Other bytes: changed, cut, longer, doubled, or none."""
    at, length = chance.randrange(len(data)), chance.randrange(1, 40)
    kinds = [
        data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :],
        data[:at] + chance.randbytes(length) + data[at + length :],
        data[:at],
        data[:at] + data[at + length :],
        data + chance.randbytes(length),
        chance.randbytes(length * 50),
        data + data,
        b"",
    ]
    return chance.choice(kinds)


def test_files_of_other_projects_are_not_used(root: Path, cache: Path) -> None:
    """They are whole, and each in the other's place."""
    write(root, app=FAULT)
    here = found(cache)
    packs = set(kept(cache))
    other = root.parent / "other"
    other.mkdir()
    write(other, app=FAULT.replace("4", "9"))
    os.chdir(other)
    there = found(cache)
    names = [name for name in kept(cache) if name.endswith(".pack")]
    mine, theirs = sorted(names, key=lambda name: name not in packs)
    before = kept(cache)
    for one, two in ((mine, theirs), (theirs, mine)):
        (cache / "results" / one).write_bytes(before[two])
    assert found(cache) == there != here
    os.chdir(root)
    assert found(cache) == here


@posix
@pytest.mark.parametrize(
    "kind", ["a file", "a link", "a link to nothing", "a FIFO", "read-only", "open to all", "files in it"]
)
def test_a_cache_that_cannot_be_used(root: Path, tmp_path: Path, kind: str) -> None:
    write(root, app=FAULT)
    place, elsewhere = tmp_path / "place", tmp_path / "elsewhere"
    expected = fresh("-f", "json")
    if kind == "a file":
        place.write_bytes(b"mine")
    elif kind == "a link":
        elsewhere.mkdir()
        place.symlink_to(elsewhere)
    elif kind == "a link to nothing":
        place.symlink_to(elsewhere)
    elif kind == "a FIFO":
        os.mkfifo(place)
    elif kind == "read-only":
        place.mkdir(0o500)
    elif kind == "open to all":
        (place / "results").mkdir(parents=True)
        (place / "results").chmod(0o777)
    else:
        said("-f", "json", "--cache-dir", str(place))
        for path in (place / "results").iterdir():
            path.unlink()
            os.mkfifo(path)
    for _ in range(2):
        status, out, err = said("-f", "json", "--cache-dir", str(place))
        assert (status, out) == expected[:2]
        assert err == expected[2] or (err.startswith("Results are not kept: ") and err.count("\n") == 1)
    assert not elsewhere.exists() or [*elsewhere.iterdir()] == []
    if kind == "a file":
        assert place.read_bytes() == b"mine"


def test_runs_at_once(root: Path, cache: Path, analysed: list[str]) -> None:
    mixed(root)
    status, expected, _ = fresh("-f", "json", "-q")
    command = [sys.executable, "-P", "-m", "backend_lint", "-f", "json", "-q", "-j1", "."]
    env = {**os.environ, "PYTHONPATH": SOURCE}
    runs = [
        subprocess.Popen(command, cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)
    ]
    for run in runs:
        out, err = run.communicate(timeout=60)
        assert (run.returncode, out.decode(), err) == (status, expected, b"")
    analysed.clear()
    assert said("-f", "json", "-q")[1] == expected
    assert {Path(path).name for path in analysed} <= {"broken.py"}
    assert list(cache.rglob("*.tmp")) == []


# What is known of rules


def test_what_is_known_of_rules(root: Path, cache: Path) -> None:
    write(root, app=FAULT)
    found(cache)
    known = Results(str(cache)).infos
    assert known == catalog.infos()
    assert Results(str(cache.parent / "none")).infos is None


@pytest.mark.parametrize("damage", ["cut", "another tool", "another name", "no rules"])
def test_rules_that_are_not_these(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    write(root, app=FAULT)
    expected = found(cache)
    [(name, data)] = [each for each in kept(cache).items() if each[0].endswith(".blob")]
    path = cache / "results" / name
    if damage == "cut":
        path.write_bytes(data[:-1])
    elif damage == "another tool":
        monkeypatch.setattr(results, "tool_digest", lambda: digest_of(b"another version"))
    elif damage == "another name":
        monkeypatch.setattr(results, "_INFOS", "others")
    else:
        results.write_blob(cache, "rules", results.tool_digest(), json.dumps({"rules": []}).encode())
    assert Results(str(cache)).infos is None
    assert found(cache) == expected
    assert Results(str(cache)).infos == catalog.infos()
