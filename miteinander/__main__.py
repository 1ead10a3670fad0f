"""The `miteinander` command: Django's management commands under the project's own name."""

import os
import sys


def main() -> None:
    """Run the management command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miteinander.config.settings")
    from django.core.management import execute_from_command_line

    name, *rest = sys.argv[1:] or ["help"]
    # Commands are typed with hyphens and stand in modules, whose names have underscores.
    name = name if name.startswith("-") else name.replace("-", "_")
    execute_from_command_line(["miteinander", name, *rest])


if __name__ == "__main__":
    main()
