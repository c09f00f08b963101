"""The file of a baseline and what it holds: strict to read, countable, and mended by git alone."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from backend_lint.baseline import Baseline, BaselineError, Entry, Ledger, entries_of, read, write
from backend_lint.baseline.changes import joined
from backend_lint.baseline.file import MAX_BYTES
from backend_lint.model import Finding, Place

HEAD = '{\n"version": 1,\n"fingerprints": "v1",\n"findings": [\n\n'
TAIL = "\nnull\n]\n}\n"
LINE = '{"path": "a.py", "code": "BKD101", "scope": "f", "fingerprint": "00000000000000aa", "count": 2},\n'


def entry(path: str, number: int = 1, **more: object) -> Entry:
    fields: dict[str, object] = {"code": "BKD101", "scope": "f", "fingerprint": f"{number:016x}", **more}
    return Entry(path, **fields)  # type: ignore[arg-type]


def put(directory: Path, text: str) -> str:
    file = directory / ".backend-lint-baseline.json"
    file.write_text(text)
    return str(file)


def stored(directory: Path, *entries: Entry) -> Baseline:
    path = str(directory / ".backend-lint-baseline.json")
    write(path, entries)
    return read(path)


def test_one_sorted_line_for_each_entry(tmp_path: Path) -> None:
    path = str(tmp_path / "b.json")
    write(path, [entry("b.py", 2, reason="old"), entry("b.py", 1, count=3), entry("a.py", 3)], ["strict"])
    text = Path(path).read_bytes().decode()
    assert text == (
        '{\n"version": 1,\n"fingerprints": "v1",\n"made_with": ["strict"],\n"findings": [\n'
        '\n{"path": "a.py", "code": "BKD101", "scope": "f", "fingerprint": "0000000000000003", "count": 1},\n'
        '\n{"path": "b.py", "code": "BKD101", "scope": "f", "fingerprint": "0000000000000001", "count": 3},\n'
        '{"path": "b.py", "code": "BKD101", "scope": "f", "fingerprint": "0000000000000002", "count": 1, '
        '"reason": "old"},\n\nnull\n]\n}\n'
    )
    baseline = read(path)
    assert baseline.made_with == ("strict",)
    assert [text.splitlines()[line - 1][:length] for line, length in baseline.lines] == [
        line.removesuffix(",") for line in text.splitlines() if line.startswith('{"path')
    ]
    write(path, baseline.entries, baseline.made_with)
    assert Path(path).read_bytes().decode() == text


def test_a_file_that_was_formatted_differently_is_read(tmp_path: Path) -> None:
    text = (HEAD + LINE + TAIL).replace("{", "{\n    ").replace(", ", ",\r\n    ").replace("\nnull", "null")
    baseline = read(put(tmp_path, f"\ufeff{text}"))
    assert baseline.entries == (entry("a.py", 0xAA, count=2),)
    assert text.splitlines()[baseline.lines[0][0] - 1].strip() == "{"


WRONG = {
    "conflict": (
        HEAD + "<<<<<<< HEAD\n" + LINE + "=======\n>>>>>>> b\n" + TAIL,
        ":6: a merge conflict; keep the lines",
    ),
    "not JSON": (HEAD + LINE.replace(",\n", "\n") + LINE + TAIL, ":7: not valid JSON"),
    "cut off": (HEAD + LINE, ":6: not valid JSON: input data was truncated"),
    "empty": ("", ":1: not valid JSON"),
    "another document": ("[]", "not a baseline: expected `object`, got `array`"),
    "no version": ('{"findings": []}', "not a baseline: object missing required field `version`"),
    "newer format": (
        HEAD.replace("1", "2") + TAIL,
        "a baseline of format 2, of which this backend-lint knows 1; install",
    ),
    "other fingerprints": (
        HEAD.replace('"v1"', '"v9"') + TAIL,
        "of version v9, and this backend-lint makes v1; write it",
    ),
    "unknown key": (HEAD.replace('"findings"', '"x": 1, "findings"') + TAIL, "unknown field `x`"),
    "unknown field": (HEAD + LINE.replace('"scope"', '"line"') + TAIL, ":6: object contains unknown field `line`"),
    "zero": (HEAD + LINE.replace("2}", "0}") + TAIL, ":6: expected `int` >= 1: `count`"),
    "number": (HEAD + LINE.replace('"f"', "7") + TAIL, ":6: expected `str`, got `int`: `scope`"),
    "no fingerprint": (HEAD + LINE.replace('"fingerprint": "00000000000000aa", ', "") + TAIL, ":6: `fingerprint` is"),
    "numbered fingerprint": (HEAD + LINE.replace('aa"', 'aa:1"') + TAIL, ":6: expected `str` matching"),
    "own code": (HEAD + LINE.replace("BKD101", "BKD000") + TAIL, ":6: BKD000 cannot stand in a baseline"),
    "not UTF-8": (HEAD.encode() + LINE.encode().replace(b"a.py", b"\xff.py") + TAIL.encode(), ":6: not valid UTF-8"),
    "deep": ('{"x": ' + "[" * 200_000, "nested too deeply"),
    "pickle": (b"\x80\x04\x95\x10\x00\x00\x00cos\nsystem\n(S'touch owned'\ntR.", ":1: not valid"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said(text: str | bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BaselineError) as raised:
        read(str(path))
    assert str(raised.value).startswith(f"{path}:") and said in str(raised.value)
    assert "\n" not in str(raised.value) and not (tmp_path / "owned").exists()


def test_a_line_that_stands_twice_counts_once(tmp_path: Path) -> None:
    """What both sides of a merge added, or counted differently, holds no more than one of them did."""
    path = put(tmp_path, HEAD + LINE + LINE.replace("2}", '3, "reason": "r"}') + LINE + TAIL)
    assert read(path).entries == (entry("a.py", 0xAA, count=3, reason="r"),)


def test_links_are_neither_read_nor_written(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text(HEAD + TAIL)
    link = tmp_path / "link"
    link.symlink_to(target)
    with pytest.raises(BaselineError, match="symbolic link"):
        read(str(link))
    with pytest.raises(BaselineError, match="not a regular file"):
        write(str(link), [entry("a.py")])
    assert target.read_text() == HEAD + TAIL


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(BaselineError, match="over the limit"):
        read(str(path))


def test_nothing_is_left_behind_when_writing_fails(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="cannot be written: No such file or directory"):
        write(str(tmp_path / "gone" / "b.json"), [])
    assert list(tmp_path.iterdir()) == []


def test_hostile_names_stay_on_their_line(tmp_path: Path) -> None:
    names = ["\u202egp.py", "a\nb.py", '"}\x1b[31m.py', os.fsdecode(b"\xff.py"), "ключ.py", "\U000e0001.py"]
    baseline = stored(tmp_path, *entries_of((name, finding()) for name in names))
    text = Path(baseline.path).read_text()
    assert len(text.splitlines()) == len(HEAD.splitlines() + TAIL.splitlines()) + 2 * len(names) - 1
    assert all(char.isprintable() or char == "\n" for char in text) and "ключ.py" in text
    ledger = Ledger(baseline)
    assert all(ledger.take(name, "00000000000000aa") for name in names)
    assert ledger.left() == {}


def finding(path: str = "a.py", fingerprint: str = "00000000000000aa:1") -> Finding:
    return Finding(path, Place(9, 8, 7, 6), "BKD101", "n", "tells `secret`", scope="f", fingerprint=fingerprint)


def test_entries_tell_neither_message_nor_place(tmp_path: Path) -> None:
    [made] = entries_of([("a.py", finding()), ("a.py", finding(fingerprint="00000000000000aa:2"))], "why")
    assert made == entry("a.py", 0xAA, count=2, reason="why")


def test_equal_entries_are_added_up() -> None:
    assert joined([entry("a.py"), entry("b.py"), entry("a.py", reason="r")]) == (
        entry("a.py", count=2, reason="r"),
        entry("b.py"),
    )


def test_an_entry_holds_as_many_as_it_counts(tmp_path: Path) -> None:
    ledger = Ledger(stored(tmp_path, entry("a.py", count=2)))
    (tmp_path / "a.py").touch()
    taken = [ledger.take("a.py", f"{1:016x}") is not None for _ in range(3)]
    assert taken == [True, True, False]
    assert ledger.take("a.py", f"{2:016x}") is None


def test_entries_follow_a_renamed_file_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "stays.py").touch()
    ledger = Ledger(stored(tmp_path, entry("stays.py"), entry("old.py", 2)))
    assert ledger.take("copy.py", f"{1:016x}") is None
    assert ledger.take("new.py", f"{2:016x}") == entry("old.py", 2)
    assert ledger.take("newer.py", f"{2:016x}") is None
    assert ledger.left() == {entry("stays.py"): 1}
    assert ledger.moved == {(entry("old.py", 2), "new.py"): 1}


BASE = [entry("app/b.py"), entry("app/b.py", 9), entry("app/m.py"), entry("app/t.py", 5)]
MERGES: dict[str, tuple[list[Entry], list[Entry]]] = {
    "two other files": ([entry("app/a.py")], [entry("app/z.py")]),
    "between the same files, one new": ([entry("app/b.py", 10)], [entry("app/k.py")]),
    "end of a file, start of the next": ([entry("app/b.py", 10)], [entry("app/m.py", 0)]),
    "one file, different places": ([entry("app/b.py", 0)], [entry("app/b.py", 10)]),
    "the same finding": ([entry("app/k.py", 3)], [entry("app/k.py", 3)]),
    "the ends of the list": ([entry("a.py")], [entry("z.py"), entry("z.py", 2)]),
}
IN_ONE_PLACE = {
    "one new file each, side by side": ([entry("app/c.py")], [entry("app/d.py")]),
    "other counts of one": ([entry("app/b.py", count=1)], [entry("app/b.py", count=2)]),
}


def merged(directory: Path, ours: list[Entry], theirs: list[Entry], base: list[Entry]) -> tuple[bool, str]:
    """Whether git merges two branches that each add to a baseline, and the file that it leaves."""
    file = str(directory / ".backend-lint-baseline.json")

    def git(*args: str) -> int:
        config = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=base")
        return subprocess.run(["git", *config, *args], cwd=directory, capture_output=True).returncode

    git("init")
    write(file, joined(base))
    git("add", "-A")
    git("commit", "-m", "base")
    for name, more in (("ours", ours), ("theirs", theirs)):
        git("checkout", "-b", name, "base")
        write(file, joined([*base, *more]))
        git("commit", "-am", name)
    return git("merge", "ours") == 0, file


@pytest.mark.parametrize(("ours", "theirs"), MERGES.values(), ids=MERGES)
def test_git_merges_what_two_branches_add(ours: list[Entry], theirs: list[Entry], tmp_path: Path) -> None:
    clean, file = merged(tmp_path, ours, theirs, BASE)
    assert clean
    assert {each.key for each in read(file).entries} == {each.key for each in (*BASE, *ours, *theirs)}


@pytest.mark.parametrize(("ours", "theirs"), IN_ONE_PLACE.values(), ids=IN_ONE_PLACE)
def test_git_merges_one_place_with_the_union_driver(ours: list[Entry], theirs: list[Entry], tmp_path: Path) -> None:
    """What docs/baseline.md recommends; without it these are conflicts."""
    (tmp_path / "plain").mkdir()
    assert not merged(tmp_path / "plain", ours, theirs, BASE)[0]
    (tmp_path / ".gitattributes").write_text(".backend-lint-baseline.json merge=union\n")
    clean, file = merged(tmp_path, ours, theirs, BASE)
    assert clean
    after = {each.key: each.count for each in read(file).entries}
    assert after == {
        key: max(each.count for side in (ours, theirs) for each in joined([*BASE, *side]) if each.key == key)
        for key in after
    }
    assert {each.key for each in (*BASE, *ours, *theirs)} == set(after)


def test_git_says_what_two_branches_removed(tmp_path: Path) -> None:
    """An entry that one branch pruned and the other did not touch is gone."""
    clean, file = merged(tmp_path, [entry("a.py")], [], BASE)
    assert clean and len(read(file).entries) == len(BASE) + 1
