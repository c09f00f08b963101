import os

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend_lint.paths import relative, within

PATHS = st.lists(st.sampled_from(["a", "bc", ".", "..", ".d", "e.py", "", "a b"]), max_size=5).map("/".join)


@given(PATHS, PATHS)
@example("a/bc", "a/b")
@example("a/e.py", "")
@example("a/", "a")
def test_a_path_from_a_directory_is_what_python_makes_of_it(path: str, directory: str) -> None:
    for top in ("/", "/r/", "/r"):
        assert relative(top + path, top + directory) == os.path.relpath(top + path, top + directory)


@pytest.mark.parametrize(
    ("path", "directory", "expected"), [("/a/b", "/a", True), ("/ab", "/a", False), ("/", "/", True)]
)
def test_within(path: str, directory: str, expected: bool) -> None:
    assert within(path, directory) is expected
