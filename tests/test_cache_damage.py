"""Whatever is done to the cache, or to what it depends on, a run reports what one without a cache reports. The long form is
`scripts/cache_damage.py`."""

from __future__ import annotations

import os

import cache_damage
import pytest


@pytest.mark.skipif(os.name == "nt", reason="pipes, modes and owners")
def test_no_damage_changes_a_report() -> None:
    """Each kind twice. The world raises when another version of the tool says the same: then nothing would be proved."""
    made, wrong = cache_damage.mutated(2 * len(cache_damage.KINDS), seed=7, more=None, at_once=3)
    assert wrong == {}
    assert made.keys() >= cache_damage.KINDS.keys() - {"owner"}
