"""Knows which lines are gitignore patterns, by which settings and ignore files name paths."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable

from pathspec import GitIgnoreSpec


def is_pattern(text: str) -> bool:
    """Whether this is a pattern, or a line that stands for none, such as a comment."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # `[[` may come to mean something else in the `re` that it is translated for
        try:
            GitIgnoreSpec.from_lines([text])
        except (ValueError, re.error):
            return False
    return True


def ignore_file(lines: Iterable[str]) -> GitIgnoreSpec:
    """The patterns of an ignore file. As git does, passes over lines that are none."""
    return GitIgnoreSpec.from_lines(line for line in lines if is_pattern(line))
