"""The two commands: `python3 start.py demo` and `python3 start.py test`.

Needs nothing but Python 3.11: it takes uv from PATH or puts it into `.tools`, lets uv build the
environment from the lock file, builds the front-end assets once, and runs the command there.
Any other word goes to the `miteinander` command.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TOOLS = ROOT / ".tools"
COMMANDS = {"test": ["-m", "pytest", "-n", "auto"], "bench": ["-m", "benchmarks"]}


def uv() -> str:
    """The path of a uv program: the one on PATH, or one installed below `.tools`."""
    found = shutil.which("uv")
    if found:
        return found
    program = TOOLS / ("Scripts" if os.name == "nt" else "bin") / "uv"
    if not program.exists():
        venv.create(TOOLS, with_pip=True, clear=True)
        pip = [str(program.with_name("python")), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "uv"], check=True)
    return str(program)


def main(words: list[str]) -> None:
    """Replace this process with the command, so that signals reach it directly."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python reads this line too
        sys.exit("Miteinander braucht Python 3.11 oder neuer: https://www.python.org/downloads/")
    name, *rest = words or ["--help"]
    environment = os.environ | {"UV_PROJECT_ENVIRONMENT": str(ROOT / ".venv")}
    environment.setdefault("MITEINANDER_DATA", str(ROOT / "var"))
    sync = [uv(), "sync", "--frozen", "--quiet", "--project", str(ROOT)]
    subprocess.run(sync, env=environment, check=True)
    python = str(ROOT / ".venv" / ("Scripts" if os.name == "nt" else "bin") / "python")
    subprocess.run([python, str(ROOT / "assets" / "build.py")], env=environment, check=True)
    if name in COMMANDS:
        os.chdir(ROOT)
    command = [python, *(COMMANDS.get(name) or ["-m", "miteinander", name]), *rest]
    os.execve(python, command, environment)


if __name__ == "__main__":
    main(sys.argv[1:])
