"""The quick way to ask gitignore patterns about the paths of a search says what pathspec says of each path."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from backend_lint.semantics.patterns import Patterns, matching

NAMES = ("a", "b", "a.py", "b.py", ".x", "a\n")
LINES = (
    *("a", "a/", "!a", "!a/", "/a", "a/b", "!a/b", "**/a/b", "a/**", "a/**/b", "**", "**/", "*", "*/", "/*"),
    *("*.py", "!*.py", "b.*", "/b.py", "[ab].py", "[!a]", "[!a/]", "a?py", ".*", "#a", "", "(?P<x>", r"\?P<x>"),
)
DIRECTORIES = ["".join(parts) for depth in range(3) for parts in itertools.product(("a/", "b/", "a\n/"), repeat=depth)]


@given(st.lists(st.sampled_from(LINES), max_size=5), st.randoms())
def test_a_path_below_the_root(lines: list[str], random) -> None:  # type: ignore[no-untyped-def]
    spec = GitIgnoreSpec.from_lines(lines)
    patterns = Patterns(spec, "/r")
    for below in random.sample(DIRECTORIES, len(DIRECTORIES)):  # whatever was asked before
        for name, is_directory in itertools.product(NAMES, (True, False)):
            path = f"{below}{name}{'/' if is_directory else ''}"
            directory = f"/r/{below}".rstrip("/")
            assert patterns.say(directory, name, is_directory) == spec.check_file(path).include, path


@pytest.mark.parametrize(
    ("line", "directory", "name", "expected"),
    [
        ("a.py", "/other/a", "a.py", True),
        ("a", "/other/a", "b.py", False),
        ("/a.py", "/other", "a.py", True),
        ("x/a.py", "/other/x", "a.py", False),
        ("r", "/", "r", True),
        ("!r", "/", "r", False),
        ("!r", "/", "s", True),
    ],
)
def test_outside_of_the_root_only_the_name_counts(line: str, directory: str, name: str, expected: bool) -> None:
    assert matching((line,), "/r")(directory, name, False) == expected
