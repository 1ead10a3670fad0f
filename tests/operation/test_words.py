"""What somebody reads who asks the command for help."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("words", [[], ["help"], ["--help"]])
def test_help_lists_the_own_commands_as_they_are_typed(tmp_path, words):
    command = [sys.executable, "-m", "miteinander", *words]
    environment = {"MITEINANDER_DATA": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    for name in ("setup", "import-concept", "import-municipalities", "serve", "backup", "demo"):
        assert f"\n  {name} " in done.stdout
    assert "createsuperuser" not in done.stdout
    assert "\n  words " not in done.stdout
