"""A filled installation, its keys and its backup: made once for all tests of a file.

The proxy before a web server is made once for all files.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.operation import installation
from tests.operation.installation import Installation
from tests.operation.proxy import Proxy, started

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


@pytest.fixture(scope="package")
def proxy(tmp_path_factory) -> Iterator[Proxy]:
    """nginx as deploy/ has it, before a web server with a town of the name Stadt."""
    with started(tmp_path_factory.mktemp("proxy")) as found:
        yield found
