"""Knows how to write JSON that neither a terminal nor a CI server obeys."""

from __future__ import annotations

import json


def dumps(value: object) -> str:
    """`value` as JSON in ASCII, on one line, in which no workflow command such as `##vso[` stands: CI servers find those anywhere
    in a line that is printed, whatever stands around them."""
    return json.dumps(value).replace("##", "#\\u0023")
