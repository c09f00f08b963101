"""Knows how many processes are worth starting."""

from __future__ import annotations

import os
import sys


def cores() -> int:
    """How many processor cores this process may use. Semgrep takes twice as long with more threads than that."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
