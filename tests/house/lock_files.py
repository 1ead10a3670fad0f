"""Lock files name the public registries only: an index set on one machine must not leak in."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOSTS = {"pypi.org", "files.pythonhosted.org"}


def foreign_hosts() -> list[str]:
    """Every host in uv.lock that is not PyPI's, and every address in a package-lock.json."""
    addresses = re.findall(r'(?:url|registry) = "https?://([^/"]+)', (ROOT / "uv.lock").read_text())
    foreign = {host for host in addresses if host not in HOSTS}
    # omit-lockfile-registry-resolved leaves integrity hashes only.
    for lock in ("package-lock.json", "tests/oidc/package-lock.json"):
        foreign.update(re.findall(r'"resolved": "([^"]+)"', (ROOT / lock).read_text()))
    foreign.update(re.findall(r"file://\S+", (ROOT / "uv.lock").read_text()))
    return sorted(foreign)


if __name__ == "__main__":
    found = foreign_hosts()
    print("\n".join(found) or "Only public registries")
    sys.exit(bool(found))
