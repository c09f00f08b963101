"""Knows the settings that an editor sends, and what they mean for a run."""

from __future__ import annotations

import os
from typing import Any, Literal

import msgspec

from backend_lint.model import Confidence, Severity
from backend_lint.session import Options
from backend_lint.spelling import did_you_mean

Run = Literal["onType", "onSave"]


class Preferences(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An editor's settings. They go before those of configuration files; None leaves it to these."""

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    strict: bool | None = None
    min_severity: Severity | None = None
    min_confidence: Confidence | None = None
    include_examples: bool | None = None
    configuration: str | None = None
    run: Run = "onType"

    def options(self, folder: str) -> Options:
        """For files of a folder (absolute): a configuration file may be named relative to it. What is excluded is not
        shown, as an editor opens files that nobody named."""
        file = self.configuration
        return Options(
            config=os.path.join(folder, os.path.expanduser(file)) if file else None,
            select=self.select or None,
            extend_select=self.extend_select,
            ignore=self.ignore,
            exclude=self.exclude,
            strict=self.strict,
            min_severity=self.min_severity,
            min_confidence=self.min_confidence,
            include_examples=self.include_examples,
            force_exclude=True,
        )


_FIELDS = {field.encode_name: field for field in msgspec.structs.fields(Preferences)}


def understood(sent: Any) -> tuple[Preferences, list[str]]:
    """The settings that a client sent, and what is wrong with them: what is not understood is left out.

    They may stand alone, or under "settings" or "backend-lint"."""
    for key in ("settings", "backend-lint"):
        if isinstance(sent, dict) and key in sent:
            sent = sent[key]
    if sent is None:
        return Preferences(), []
    if not isinstance(sent, dict):
        return Preferences(), ["the settings are not an object"]
    values: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in sent.items():
        field = _FIELDS.get(key)
        if field is None:
            problems.append(f"unknown setting `{key}`{did_you_mean(key, _FIELDS)}")
        elif value is not None:  # null is what editors send for "not set"
            try:
                values[field.name] = msgspec.convert(value, field.type)
            except msgspec.ValidationError as error:
                problems.append(f"setting `{key}`: {_said(error)}")
    return Preferences(**values), problems


def _said(error: msgspec.ValidationError) -> str:
    text = str(error).replace(" | null", "").replace("`", "")
    return text[:1].lower() + text[1:]
