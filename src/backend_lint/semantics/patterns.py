"""Knows which lines are gitignore patterns, by which settings and ignore files name paths, and what they say of a path."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable, Iterable
from functools import cache
from itertools import zip_longest

from pathspec import GitIgnoreSpec, RegexPattern

from backend_lint.paths import relative, within
from backend_lint.semantics.regexes import regex

_GROUP = regex(r"\(\?P<\w+>")
#: How pathspec begins the regular expression of a pattern that names something at any depth, and writes `*` and an inner `/**`.
_ANYWHERE, _STAR, _BETWEEN = "^(?:.+/)?", "[^/]*", "(?:/.+)?"
#: One of a few letters, which is no slash in git: pathspec lets `[!a]` be one. Neither what is escaped nor `?` is.
_BRACKET = regex(r"\\.|\[\^/\]|(\[\^?\]?[^\]]*\])", re.S)
#: Longest pattern, in characters: no path is longer.
MAX_LENGTH = 4_096
#: Longest ignore file, in lines and characters: 5,000 patterns are compiled in half a second.
MAX_LINES, MAX_CHARACTERS = 5_000, 200_000
#: Whether a name in an absolute directory, or the directory, is matched; the last argument tells that the name is a
#: directory's.
Matching = Callable[[str, str, bool], bool]


def is_pattern(text: str) -> bool:
    """Whether this is a pattern, or a line that stands for none, such as a comment."""
    try:
        specification([text])
    except (ValueError, re.error):
        return False
    return len(text) <= MAX_LENGTH


def specification(lines: Iterable[str]) -> GitIgnoreSpec:
    """Patterns that are matched in time linear in the number of their stars. pathspec alone tries every way to divide a name
    among them: `*a*a*a*a*a*b` takes hours for a name of 200 letters. Raises ValueError and re.error for what is no pattern."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # `[[` may come to mean something else in the `re` that it is translated for
        spec = GitIgnoreSpec.from_lines(lines)
        for pattern in spec.patterns:
            if isinstance(pattern, RegexPattern) and pattern.regex is not None:
                pattern.regex = re.compile(_committed(pattern.regex.pattern))
    return spec


def _committed(written: str) -> str:
    """A pattern's regular expression in which each star but the last of a name, and each `**` but the last, takes the first
    place where what stands behind it fits, and never another one: that leaves most to the others. The last has to end where
    the name or the path does."""
    first, *parts = written.split(_STAR)
    for part, after in zip_longest(parts, parts[1:]):
        is_last = after is None or "/" in part.replace("[^/]", "")
        first += f"{_STAR}{part}" if is_last else f"(?>{_STAR}?{part})"
    first, *parts = first.split(_BETWEEN)
    if parts and first.startswith(_ANYWHERE):
        first = f"^(?>(?:.+?/)??{first.removeprefix(_ANYWHERE)}(?=/))"
    for part, after in zip_longest(parts, parts[1:]):
        first += f"{_BETWEEN}{part}" if after is None else f"(?>(?:/.+?)??{part}(?=/))"
    return _BRACKET.sub(lambda found: f"(?!/){found[1]}" if found[1] else found[0], first)


def ignore_file(text: str) -> GitIgnoreSpec:
    """The patterns of an ignore file. As git does, passes over lines that are none. Raises ValueError for a file that is too
    large."""
    lines = text.splitlines()
    if len(lines) > MAX_LINES or len(text) > MAX_CHARACTERS:
        raise ValueError("the ignore file is too large")
    return specification(line for line in lines if is_pattern(line))


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
    say = Patterns(specification(patterns), root).say
    return lambda directory, name, is_directory: bool(say(directory, name, is_directory))


def _names(written: str) -> bool:
    """Whether a pattern's regular expression is for one name, wherever it stands. The slash is what may follow it."""
    return (
        written.startswith(_ANYWHERE)
        and written.replace("[^/]", "").replace("(?!/)", "").count("/") == _ANYWHERE.count("/") + 1
    )


def _any(regexes: Iterable[str]) -> re.Pattern[str]:
    """One regular expression for all; without any one that never matches. Groups lose their names, which are the same."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as above
        return re.compile("|".join(f"(?:{_GROUP.sub('(?:', each)})" for each in regexes) or r"(?!)")
