"""The quick way to ask gitignore patterns about the paths of a search says what pathspec says of each path."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from backend_lint.semantics.patterns import Patterns, matching, specification

NAMES = ("a", "b", "a.py", "b.py", ".x", "a\n")
LINES = (
    *("a", "a/", "!a", "!a/", "/a", "a/b", "!a/b", "**/a/b", "a/**", "a/**/b", "**", "**/", "*", "*/", "/*"),
    *("*.py", "!*.py", "b.*", "/b.py", "[ab].py", "[!a]", "[!a/]", "a?py", ".*", "#a", "", "(?P<x>", r"\?P<x>"),
)
DIRECTORIES = ["".join(parts) for depth in range(3) for parts in itertools.product(("a/", "b/", "a\n/"), repeat=depth)]


#: A busy machine takes its time.
patiently = settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patiently
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


#: Of these any number may stand in a pattern; `[`, `!` and the like make it another kind.
PIECES = ("*", "*", "a", "b", "/", "/**/", "?", "ab", "**/", "/**", ".", "[ab]", "\\*")
LETTERS = ("a", "b", "/", "ab", "aab", ".", "*")


@patiently
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12), st.lists(st.sampled_from(LETTERS), max_size=12))
def test_stars_that_are_decided_for_good_match_the_same(pieces: list[str], letters: list[str]) -> None:
    path = re.sub("/+", "/", "".join(letters)).strip("/")
    lines = ["".join(pieces), "!" + "".join(reversed(pieces))]
    said = [GitIgnoreSpec.from_lines(lines).check_file(path).include, specification(lines).check_file(path).include]
    assert said[0] == said[1]


@pytest.mark.parametrize(("pattern", "path"), [("a[!b]c", "a/c"), ("a[+-z]c", "a/c"), ("*[^b]*c", "a/b/c")])
def test_brackets_hold_no_slash_as_in_git(pattern: str, path: str) -> None:
    assert specification([f"/{pattern}"]).match_file(path) is False
    assert specification([f"/{pattern}"]).match_file(path.replace("/", "x")) is True


COSTLY = {
    "stars in a name": ("*a" * 60 + "b", "a" * 250),
    "stars that stand side by side": ("*" * 2_000 + "b", "a" * 250),
    "stars and any letters": ("?*" * 60 + "b", "a" * 250),
    "stars and all letters but one": ("*[!b]" * 60 + "b", "a" * 250),
    "stars in many names": ("*a*a*a*b/" * 60 + "c", "/".join(["aaaaaaa"] * 500)),
    "directories at any depth": ("**/a/" * 60 + "b", "/".join(["a"] * 2_000)),
    "inner directories at any depth": ("a/**/*a*/" * 60 + "b", "/".join(["aaa"] * 1_000)),
    "any directory at any depth": ("**/*/" * 60 + "b", "/".join(["a"] * 2_000)),
}


@pytest.mark.parametrize(("pattern", "path"), COSTLY.values(), ids=COSTLY)
def test_no_pattern_takes_long(pattern: str, path: str) -> None:
    """With pathspec alone most of these would not end in this century."""
    for root in ("/r", "/"):
        assert matching((pattern, f"!{pattern}"), root)(f"/r/{path}", path.rpartition("/")[2], False) is False
    assert specification([pattern]).match_file(path) is False
