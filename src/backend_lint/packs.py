"""Knows where the Semgrep packs are, and which languages each rule has one for."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

_PACKAGE = Path(__file__).resolve().parent
#: In a wheel the packs lie in the package, in a work tree beside its sources.
_PLACES = (_PACKAGE / "packs", _PACKAGE.parents[1] / "rules")


class Pack(NamedTuple):
    """The file that finds one rule's fault in one language. `rule` is the rule's name, `path` absolute."""

    language: str
    rule: str
    path: str


_LISTS = re.compile(r"^ +(?P<key>technology|assumes): \[(?P<words>[^\]]*)\]$", re.M)


def technologies(pack: Pack) -> tuple[str, ...]:
    """The libraries whose code a pack's patterns know, as words ("express", "pg"); none when it does not depend on any."""
    return _listed(pack, "technology")


def assumed(pack: Pack) -> tuple[str, ...]:
    """The options of its rule that a pack's patterns take to have their defaults, as in `Rule.options`."""
    return tuple(word.replace("-", "_") for word in _listed(pack, "assumes"))


def _listed(pack: Pack, key: str) -> tuple[str, ...]:
    found = _LISTS.finditer(Path(pack.path).read_text(encoding="utf-8"))
    return tuple(sorted({word.strip() for match in found if match["key"] == key for word in match["words"].split(",")}))


@cache
def languages() -> frozenset[str]:
    """The languages that there are packs for. Raises FileNotFoundError as `packs` does."""
    return frozenset(entry.name for entry in os.scandir(_folder()) if entry.is_dir() and not entry.name.startswith("."))


@cache
def packs() -> tuple[Pack, ...]:
    """All packs, sorted. Laid out as `<language>/<family>/<rule>.yaml`. Raises FileNotFoundError when this installation
    has none."""
    found: list[Pack] = []
    for language in os.scandir(_folder()):
        for family in os.scandir(language) if language.is_dir() else ():
            for file in os.scandir(family) if family.is_dir() else ():
                name, suffix = os.path.splitext(file.name)  # noqa: PTH122 - half of the time that a Path takes
                if suffix == ".yaml":
                    found.append(Pack(language.name, name, file.path))
    return tuple(sorted(found))


def _folder() -> Path:
    folder = next((place for place in _PLACES if place.is_dir()), None)
    if folder is None:
        raise FileNotFoundError(f"the Semgrep packs are missing from this installation: {_PLACES[0]}")
    return folder
