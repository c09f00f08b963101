"""What a user decides: read from files, checked, and turned into rules with their options bound."""

from backend_lint.settings.files import Configuration, Finder, SettingsError
from backend_lint.settings.schema import ROLES, Settings
from backend_lint.settings.selection import Layer, Selection, resolve, resolver_of_names, trust_in_fixes

__all__ = [
    "ROLES",
    "Configuration",
    "Finder",
    "Layer",
    "Selection",
    "Settings",
    "SettingsError",
    "resolve",
    "resolver_of_names",
    "trust_in_fixes",
]
