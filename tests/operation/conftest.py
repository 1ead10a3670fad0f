"""A filled installation, its keys and its backup: made once for all tests of a file."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.operation import installation
from tests.operation.installation import Installation

CANARIES = ("Kanarienvogel", "Zeisiggesang")


@dataclass
class Backup:
    """Where an installation's backup and private key lie."""

    source: Installation
    file: Path
    key: Path


@pytest.fixture(scope="module")
def backup(tmp_path_factory) -> Backup:
    """An installation with content, and a backup of it."""
    folder = tmp_path_factory.mktemp("backup")
    source = installation.migrated(folder)
    source.fill(*CANARIES)
    source.run("backup-keys", "new", "--out", folder / "private")
    source.run("backup", "--out", folder / "one.backup")
    return Backup(source, folder / "one.backup", folder / "private")


@pytest.fixture(scope="module")
def other(tmp_path_factory) -> Installation:
    """An installation with other content; tests work on a copy of it."""
    made = installation.migrated(tmp_path_factory.mktemp("other"))
    made.fill("Eigenes")
    return made
