"""A keyring of the test's own."""

from pathlib import Path

import pytest

from miteinander.kernel.encryption import vault


@pytest.fixture
def ring_file(db, settings, tmp_path: Path) -> Path:
    """The file of a new keyring, which the test may change."""
    settings.KEYS = tmp_path / "keys.json"
    vault.keyring()
    return settings.KEYS
