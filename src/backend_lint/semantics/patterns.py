"""Knows which lines are gitignore patterns, by which settings and ignore files name paths, and what they say of a path."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable, Iterable
from functools import cache

from pathspec import GitIgnoreSpec

from backend_lint.paths import relative, within
from backend_lint.semantics.regexes import regex

#: How pathspec begins the regular expression of a pattern that names something at any depth.
_ANYWHERE = "^(?:.+/)?"
_GROUP = regex(r"\(\?P<\w+>")
#: Whether a name in an absolute directory, or the directory, is matched; the last argument tells that the name is a
#: directory's.
Matching = Callable[[str, str, bool], bool]


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


class Patterns:
    """Patterns relative to the absolute directory `root`, asked about one path after the other of a search that goes down
    from directory to directory. Outside of `root` only patterns for a name apply, so a path is then reduced to its
    last part."""

    def __init__(self, spec: GitIgnoreSpec, root: str) -> None:
        self._spec = spec
        self._root = root
        # Nearly all paths match nothing, and two regular expressions for all patterns together find that out 20 times as
        # fast as pathspec does, which asks each one: whether one of those for a name matches the name, or another the path.
        written = [pattern.regex.pattern for pattern in spec.patterns if pattern.include is not None and pattern.regex]
        self._of_names = _any(each.removeprefix(_ANYWHERE) for each in written if _names(each))
        self._of_paths = _any(each for each in written if not _names(each))
        #: By directory how its entries are named from the root, None where patterns say something about the directory.
        self._plain: dict[str, str | None] = {}

    def say(self, directory: str, name: str, is_directory: bool) -> bool | None:
        """What is said about `name` in an absolute directory: True: ignored; False: a `!` pattern wants it; None:
        nothing."""
        before = self._before(directory)
        last = f"{name}/" if is_directory else name
        if before is None:
            return self._said(f"{relative(directory, self._root)}/{last}")
        said = self._of_names.match(last) or self._of_paths.search(before + last)
        return self._said(before + last) if said else None

    def _before(self, directory: str) -> str | None:
        if directory not in self._plain:
            if directory == self._root or not within(directory, self._root):
                self._plain[directory] = ""
            else:
                parent, name = os.path.split(directory)
                # A search has been in the directory above; where it begins further down the path is asked as a whole.
                path = f"{relative(directory, self._root)}/"
                said = self.say(parent, name, True) if parent in self._plain else self._said(path)
                self._plain[directory] = path if said is None else None
        return self._plain[directory]

    def _said(self, path: str) -> bool | None:
        return self._spec.check_file(path).include


@cache
def matching(patterns: tuple[str, ...], root: str) -> Matching:
    """What settings match by patterns relative to the absolute directory `root`; see `Patterns`.

    A list that begins with `!` patterns only stands for "everything but these"."""
    if patterns and all(pattern.startswith("!") for pattern in patterns):
        wanted = matching(tuple(pattern[1:] for pattern in patterns), root)
        return lambda directory, name, is_directory: not wanted(directory, name, is_directory)
    say = Patterns(GitIgnoreSpec.from_lines(patterns), root).say
    return lambda directory, name, is_directory: bool(say(directory, name, is_directory))


def _names(written: str) -> bool:
    """Whether a pattern's regular expression is for one name, wherever it stands. The slash is what may follow it."""
    return written.startswith(_ANYWHERE) and written.replace("[^/]", "").count("/") == _ANYWHERE.count("/") + 1


def _any(regexes: Iterable[str]) -> re.Pattern[str]:
    """One regular expression for all; without any one that never matches. Groups lose their names, which are the same."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as above
        return re.compile("|".join(f"(?:{_GROUP.sub('(?:', each)})" for each in regexes) or r"(?!)")
