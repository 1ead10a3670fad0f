"""The `miteinander` command: Django's management commands under the project's own name."""

import os
import sys


def main() -> None:
    """Run the management command named on the command line."""
    # Database and uploads hold personal data: nobody else on this machine may read them.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miteinander.config.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    try:
        settings.DATA  # noqa: B018 - reads the settings, which make the folder
    except OSError as error:
        folder = f"{error.filename} lässt sich nicht anlegen oder lesen"
        sys.exit(f"{folder}. Bitte prüfen Sie den Ordner in MITEINANDER_DATA.")

    name, *rest = sys.argv[1:] or ["help"]
    if name in ("help", "--help", "-h") and not rest:
        name = "words"
    # Commands are typed with hyphens and stand in modules, whose names have underscores.
    name = name if name.startswith("-") else name.replace("-", "_")
    execute_from_command_line(["miteinander", name, *rest])


if __name__ == "__main__":
    main()
