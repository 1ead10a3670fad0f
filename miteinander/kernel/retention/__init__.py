"""What is kept, why and how long; deleting it in time; and what is stored about a person.

`policy` has the words in which rooms declare it (their shelf `retention.py`), `shapes` what several
of them say alike, `discovery` finds these shelves, `checks` refuses to start with a table that
nobody declared. `due` finds what is to go, `erasing` makes it go, `persons` does so for a person
who asks, `register` writes down what went, so that it stays away after a restore.
"""

from pathlib import Path

from miteinander.kernel.retention.shelf import POLICY

__all__ = ["POLICY", "reapply"]


def reapply(path: Path | str) -> int:
    """Erase again what the register at `path` names; gives how many records went.

    For after a restore from a backup that is older than the register (`retention erasures`).
    Raises `register.BrokenRegister` for a file that is none; then nothing was changed.
    """
    # Imported here: apps load this package before their models.
    from miteinander.kernel.retention import register

    return register.reapply(Path(path))
