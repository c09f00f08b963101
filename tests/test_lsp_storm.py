"""A storm of edits over hostile texts: the server answers everything, does not end, and shows in the end what it would have shown at
once."""

from __future__ import annotations

import asyncio
from pathlib import Path

from edit_storm import ASKING, storm, texts

EDITS = 240


def test_an_edit_storm(tmp_path: Path) -> None:
    assert len(texts()) > 50
    came = asyncio.run(storm(tmp_path, EDITS, seed=7))
    assert (came.status, came.faults, came.different) == (0, [], [])
    assert len(came.hovers) + len(came.actions) == EDITS // ASKING
    assert came.shown
