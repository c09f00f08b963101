"""Knows which option values each profile stands for: one written guideline each, read literally.

The guidelines contradict each other; a profile decides every contradiction the way its document does."""

from __future__ import annotations

from typing import Literal

OptionValue = bool | int | str | tuple[str, ...]
Profile = Literal["default", "doc-000", "doc-001", "doc-002", "doc-003", "doc-004", "custom"]

#: The majority of the documents, or the safer reading where they have no majority.
_DEFAULT: dict[str, OptionValue] = {
    "error-shape": "nested",
    "bcrypt-min-cost": 12,
    "service-errors": "domain",
    "layout": "off",
    "handler-logic-threshold": 4,
    "max-handler-statements": 15,
}

PROFILES: dict[Profile, dict[str, OptionValue]] = {
    "default": _DEFAULT,
    # `{error: {code, message}}`; "cost factor 12+"; AppError carries a status; "by feature, not by type".
    "doc-000": {**_DEFAULT, "service-errors": "domain-with-status", "layout": "by-feature-000"},
    # "consistent error format" without a shape; its code hashes with 10 rounds and raises HTTP errors in
    # services.
    "doc-001": {
        **_DEFAULT,
        "error-shape": "auto",
        "bcrypt-min-cost": 10,
        "service-errors": "http-allowed",
        "layout": "by-layer-001",
    },
    # Asks only for consistency.
    "doc-002": {**_DEFAULT, "error-shape": "auto"},
    # `{error: {message, code}}`; domain errors that know their status; controllers, services, repositories.
    "doc-003": {**_DEFAULT, "service-errors": "domain-with-status", "layout": "by-layer-003"},
    # `{success: false, error: {code, message, details}}`.
    "doc-004": {**_DEFAULT, "error-shape": "envelope"},
    # What the rules themselves take for granted.
    "custom": {},
}

#: What `strict` lowers besides turning on the strict rules.
STRICT: dict[str, OptionValue] = {"handler-logic-threshold": 2}
