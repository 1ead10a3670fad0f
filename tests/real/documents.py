"""Real concepts lie beside the repository; they are never copied into it."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

CONCEPTS = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "concepts"


@cache
def document(name: str) -> bytes:
    """A real document; without the folder the test is skipped, but never in CI."""
    path = CONCEPTS / "raw" / name if name.endswith(".txt") else CONCEPTS / name
    if not path.exists() and not os.environ.get("CI"):
        pytest.skip("Die echten Konzepte liegen nicht neben dem Projekt (../shared/data/concepts).")
    return path.read_bytes()
