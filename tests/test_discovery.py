"""Which files of a tree are checked, and what is said about the others."""

import os
import socket
from pathlib import Path

import pytest

from backend_lint.discovery import DEFAULT_EXCLUDES, Discovered, Filter, PathError, discover


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "repo"
    root.mkdir()
    monkeypatch.chdir(root)
    return root


def put(root: Path, *names: str, text: str = "x = 1\n") -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def find(
    *paths: str, exclude: tuple[str, ...] = DEFAULT_EXCLUDES, gitignore: bool = True, force: bool = False
) -> Discovered:
    here = os.getcwd()
    return discover(paths, lambda directory: Filter(here, exclude, gitignore, force))


def names(found: Discovered) -> list[str]:
    return [source.path for source in found.sources]


def reasons(found: Discovered) -> dict[str, str]:
    return {skip.path: skip.reason for skip in found.skipped}


def test_python_files_in_sorted_order_each_once(tree: Path) -> None:
    put(tree, "b.py", "a/z.py", "a/b/c.py", "a/B.py", "a.py", "notes.txt", "a/x.pyi", "a/w.pyw")
    assert names(find(".")) == ["a/B.py", "a/b/c.py", "a/z.py", "a.py", "b.py"]
    assert names(find("a", "b.py", ".", str(tree / "b.py"))) == names(find("."))


def test_a_path_is_shown_the_same_however_it_is_named(tree: Path) -> None:
    put(tree, "a/x.py")
    assert names(find("a")) == names(find(str(tree))) == names(find("../repo/a/x.py")) == ["a/x.py"]


def test_a_search_from_above_shows_paths_from_here_where_it_can(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tree, "a/b/x.py", "a/y.py", "z.py")
    monkeypatch.chdir(tree / "a")
    assert names(find("..")) == [f"{tree}/z.py", "b/x.py", "y.py"]


def test_default_excludes_hold_no_source_of_the_project(tree: Path) -> None:
    put(
        tree,
        "venv/a.py",
        ".venv/lib/a.py",
        "x/node_modules/a.py",
        "build/a.py",
        "ok/a.py",
        "site-packages/a.py",
    )
    found = find(".")
    assert names(found) == ["ok/a.py"]
    told = ("build", "site-packages", "venv", "x/node_modules")
    assert reasons(found) == dict.fromkeys(told, "excluded")  # nobody misses what is in .venv


def test_what_is_named_is_checked_unless_forced(tree: Path) -> None:
    put(tree, "build/gen/a.py", "build/venv/b.py")
    assert names(find("build")) == ["build/gen/a.py"]
    assert names(find("build/gen/a.py")) == ["build/gen/a.py"]
    assert names(find("build/gen", "build/gen/a.py", force=True)) == []


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (("*_pb2.py",), ["a.py", "pkg/a.py", "pkg/gen/a.py"]),
        (("/a.py",), ["pkg/a.py", "pkg/gen/a.py", "pkg/x_pb2.py"]),
        (("pkg/gen/",), ["a.py", "pkg/a.py", "pkg/x_pb2.py"]),
        (("pkg/*", "!pkg/a.py"), ["a.py", "pkg/a.py"]),
    ],
)
def test_exclude_patterns(tree: Path, patterns: tuple[str, ...], expected: list[str]) -> None:
    put(tree, "a.py", "pkg/a.py", "pkg/gen/a.py", "pkg/x_pb2.py")
    assert names(find(".", exclude=patterns)) == sorted(expected)


def test_gitignore_files_nest_and_the_deepest_decides(tree: Path) -> None:
    put(tree, "a.py", "gen/a.py", "pkg/a.py", "pkg/keep.py", "pkg/sub/a.py", "pkg/local.py", "info.py")
    (tree / ".gitignore").write_text("gen/\nkeep.py\n")
    (tree / "pkg" / ".gitignore").write_text("!keep.py\n/local.py\n")
    (tree / ".git" / "info").mkdir(parents=True)
    (tree / ".git" / "info" / "exclude").write_text("info.py\n")
    found = find(".")
    assert names(found) == ["a.py", "pkg/a.py", "pkg/keep.py", "pkg/sub/a.py"]
    assert reasons(found)["gen"] == "ignored by git"
    assert "gen/a.py" in names(find(".", gitignore=False))


def test_gitignore_of_the_repository_counts_below_it_and_named_paths_win(tree: Path) -> None:
    put(tree, "pkg/a.py", "pkg/hidden.py", "pkg/out/b.py")
    (tree / ".git").mkdir()
    (tree / ".gitignore").write_text("hidden.py\nout/\n")
    assert names(find("pkg")) == ["pkg/a.py"]
    assert names(find("pkg/hidden.py", "pkg/out")) == ["pkg/hidden.py", "pkg/out/b.py"]


@pytest.mark.parametrize("line", ["!", "\\", "[z-a]", "[[:alpha:]"])
def test_gitignore_lines_that_are_no_patterns_are_passed_over(tree: Path, line: str) -> None:
    put(tree, "a.py", "hidden.py")
    (tree / ".gitignore").write_text(f"{line}\nhidden.py\n")
    assert names(find(".")) == ["a.py"]


def test_links_stay_inside_and_loops_end(tree: Path) -> None:
    put(tree, "pkg/a.py")
    put(tree.parent, "victim/v.py")
    for target, link in {
        "..": "pkg/up", ".": "pkg/here", "self.py": "pkg/self.py", "a.py": "pkg/copy.py",
        "../../victim/v.py": "pkg/out.py", "../../victim": "pkg/outdir", "nowhere.py": "pkg/gone.py",
    }.items():  # fmt: skip
        (tree / link).symlink_to(target)
    found = find(".")
    assert names(found) == ["pkg/a.py"]
    assert reasons(found) == {
        "pkg/gone.py": "broken link: No such file or directory",
        "pkg/out.py": "link out of the searched directory",
        "pkg/self.py": "broken link: Too many levels of symbolic links",
    }
    assert not any(skip.failed for skip in found.skipped)


def test_a_link_to_an_excluded_file_inside_is_checked_under_its_own_name(tree: Path) -> None:
    put(tree, "build/a.py")
    (tree / "link.py").symlink_to("build/a.py")
    found = find(".")
    assert [(source.path, source.real) for source in found.sources] == [("link.py", str(tree / "build/a.py"))]


def test_special_files_are_never_opened(tree: Path) -> None:
    put(tree, "ok.py")
    os.mkfifo(tree / "pipe.py")
    (tree / "zero.py").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("sock.py")
        found = find(".")
    assert names(found) == ["ok.py"]
    assert {skip.path for skip in found.skipped} == {"pipe.py", "sock.py", "zero.py"}
    named = find("pipe.py")
    assert [(skip.path, skip.failed) for skip in named.skipped] == [("pipe.py", True)]


def test_a_directory_that_cannot_be_read_is_a_failure(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tree, "ok.py", "locked/in.py")
    scandir = os.scandir

    def refuse(path: str):
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = find(".")
    assert names(found) == ["ok.py"]
    assert [(skip.path, skip.reason, skip.failed) for skip in found.skipped] == [
        ("locked", "cannot be read: Permission denied", True)
    ]


def test_named_files_are_python_by_suffix_or_first_line(tree: Path) -> None:
    put(tree, "run", text="#!/usr/bin/env python3\n")
    put(tree, "sh", text="#!/bin/sh\n")
    put(tree, "w.pyw", "README.md")
    found = find("run", "sh", "w.pyw", "README.md")
    assert names(found) == ["run", "w.pyw"]
    assert reasons(found) == dict.fromkeys(("README.md", "sh"), "not in a language that is checked")


@pytest.mark.parametrize("path", ["none.py", "none/", "a\0b", ""])
def test_a_path_that_does_not_exist_is_named(tree: Path, path: str) -> None:
    if path:
        with pytest.raises(PathError, match=r"none|a\x00b"):
            find(path)
    else:
        assert names(find(path)) == []


def test_names_that_are_not_text(tree: Path) -> None:
    Path(os.fsdecode(b"latin\xe9.py")).write_text("x = 1\n")
    (tree / "dir.py").mkdir()
    put(tree, "dir.py/new\nline.py")
    assert names(find(".")) == ["dir.py/new\nline.py", "latin\udce9.py"]
