"""Knows which rules settings turn on, with which options, and which of their findings are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from backend_lint.model import Applicability, RuleInfo
from backend_lint.settings.files import SettingsError
from backend_lint.settings.profiles import OptionValue
from backend_lint.settings.schema import Settings
from backend_lint.spelling import did_you_mean

_GROUPS: dict[str, tuple[int, Callable[[RuleInfo], bool]]] = {
    "ALL": (0, lambda info: True),
    "DEFAULT": (0, lambda info: info.severity != "strict"),
    "HEADLINE": (3, lambda info: info.headline),
}
_WHOLE = 9  # how narrow a rule's own code or name is: narrower than any group or prefix


class Layer(msgspec.Struct, frozen=True):
    """One place that selects rules, such as a file or the command line; a later layer wins.

    `select` replaces what earlier layers chose, `extend` and `ignore` change it."""

    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    source: str = ""


class Selection(msgspec.Struct, frozen=True):
    """The rules that run, by code, with every option each declares; `strict` are the codes whose findings
    of severity "strict" are shown."""

    options: dict[str, dict[str, OptionValue]]
    strict: frozenset[str]


def resolve(settings: Settings, infos: Sequence[RuleInfo], layers: Iterable[Layer], source: str) -> Selection:
    """Bind settings to the rules that exist.

    Within a layer the narrower selector wins (a rule's code over `BKD10` over `BKD1` over a family over
    `ALL`), and `ignore` wins between equals. Raises SettingsError for a selector, rule or option that does
    not exist and for an option of the wrong type."""
    matches = resolver_of_names(infos)
    on = {info.code for info in infos if settings.strict or info.severity != "strict"}
    named: set[str] = set()
    for layer in layers:
        chosen = _narrowest((*(layer.select or ()), *layer.extend), matches, layer.source)
        dropped = _narrowest(layer.ignore, matches, layer.source)
        if layer.select is not None:
            on, named = set(), set()
        for code in {*chosen, *dropped}:
            if chosen.get(code, -1) > dropped.get(code, -1):
                on.add(code)
            else:
                on.discard(code)
        named |= {code for code, narrow in chosen.items() if narrow == _WHOLE}
    for selectors in settings.per_file_ignores.values():
        _narrowest(selectors, matches, source)
    options = _options(settings, infos, source)
    shown = {info.code for info in infos if settings.strict or info.severity == "strict"} | named
    return Selection({info.code: options[info.code] for info in infos if info.code in on}, frozenset(shown & on))


def trust_in_fixes(settings: Settings, infos: Sequence[RuleInfo], source: str) -> dict[str, Applicability]:
    """By code how sure the fixes of rules count, where settings say so. The narrower selector wins, and "unsafe" between
    equals. Raises SettingsError for a selector that names nothing."""
    matches = resolver_of_names(infos)
    safe = _narrowest(settings.extend_safe_fixes, matches, source)
    unsafe = _narrowest(settings.extend_unsafe_fixes, matches, source)
    return {code: "safe" if safe.get(code, -1) > unsafe.get(code, -1) else "unsafe" for code in {*safe, *unsafe}}


def resolver_of_names(infos: Sequence[RuleInfo]) -> Callable[[str, str], Mapping[str, int]]:
    """A function from a selector and the place it stands in to the codes it names, each with how narrow
    the selector is. It raises SettingsError for a selector that names nothing."""
    families = {info.family for info in infos}

    def matches(selector: str, source: str) -> Mapping[str, int]:
        if selector in _GROUPS:
            narrow, test = _GROUPS[selector]
            return {info.code: narrow for info in infos if test(info)}
        if selector in families:
            return {info.code: 1 for info in infos if info.family == selector}
        whole = [info.code for info in infos if selector in (info.code, info.name)]
        if whole:
            return {whole[0]: _WHOLE}
        # "BKD1" is as wide as a family; "BKD10" is narrower.
        begun = [info.code for info in infos if selector.startswith("BKD") and info.code.startswith(selector)]
        if begun:
            return {code: len(selector) - 3 for code in begun}
        known = [*_GROUPS, *families, *(info.code for info in infos), *(info.name for info in infos)]
        raise SettingsError(f"{source}: unknown rule or group `{selector}`{did_you_mean(selector, known)}")

    return matches


def _narrowest(
    selectors: Iterable[str], matches: Callable[[str, str], Mapping[str, int]], source: str
) -> dict[str, int]:
    found: dict[str, int] = {}
    for selector in selectors:
        for code, narrow in matches(selector, source).items():
            found[code] = max(narrow, found.get(code, -1))
    return found


def _options(settings: Settings, infos: Sequence[RuleInfo], source: str) -> dict[str, dict[str, OptionValue]]:
    shared = settings.shared_options()
    bound: dict[str, dict[str, OptionValue]] = {}
    by_key = {key: info for info in infos for key in (info.code, info.name)}
    for info in infos:
        known = {_kebab(name): name for name in info.options}
        bound[info.code] = dict(info.options)
        for name, value in shared.items():
            if name in known:
                where = f"{source}: `{name}`"
                bound[info.code][known[name]] = _typed(value, info.options[known[name]], where)
    for key, table in settings.rules.items():
        if key not in by_key:
            raise SettingsError(f"{source}: `rules.{key}`: unknown rule{did_you_mean(key, by_key)}")
        info = by_key[key]
        known = {_kebab(name): name for name in info.options}
        for name, value in table.items():
            where = f"{source}: `rules.{key}.{name}`"
            if _kebab(name) not in known:
                raise SettingsError(f"{where}: {info.name} has {_other_options(name, known)}")
            declared = known[_kebab(name)]
            bound[info.code][declared] = _typed(value, info.options[declared], where)
    return bound


def _other_options(name: str, known: Iterable[str]) -> str:
    named = did_you_mean(name, known) or f"; its options: {', '.join(sorted(known))}"
    return f"no such option{named}" if known else "no options"


def _kebab(name: str) -> str:
    return name.replace("_", "-")


def _typed(value: Any, default: OptionValue, where: str) -> OptionValue:
    """`value` if it is of the default's type (true is no number), else SettingsError."""
    try:
        kind: Any = tuple[str, ...] if isinstance(default, tuple) else type(default)
        bound: OptionValue = msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        wanted = {bool: "true or false", int: "a whole number", str: "a string", tuple: "a list of strings"}
        raise SettingsError(f"{where}: expected {wanted[type(default)]}") from error
    return bound
