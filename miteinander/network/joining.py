"""What other rooms do themselves when two institutions become one.

Network must not import the rooms above it, so it looks for their `actions/joining.py` and calls
`join(keep=..., gone=..., by=...)` before it moves what is left.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


@cache
def joiners() -> tuple[Callable[..., None], ...]:
    """The rooms' functions, in the order of the storeys."""
    found: list[Callable[..., None]] = []
    for config in apps.get_app_configs():
        name = f"{config.name}.actions"
        shelf = find_spec(name) if config.name.startswith("miteinander.") else None
        if shelf and shelf.submodule_search_locations and find_spec(f"{name}.joining"):
            found.append(import_module(f"{name}.joining").join)
    return tuple(found)
