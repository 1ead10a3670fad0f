"""Every route of the whole site with an address; one that nobody filled fails."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver, reverse

from tests.house import doors
from tests.house.doors import FullTown

# The parts of addresses outside of the towns: name of the part -> what fills it.
FILLED: dict[str, Any] = {"key": "abc-123", "uidb36": "1", "provider_id": "x"}
FILLED |= {"slug": "teststadt", "token": "x"}


@dataclass(frozen=True)
class Route:
    """A pattern as it is written, its name with namespaces, and an address."""

    pattern: str
    name: str
    address: str


def patterns(resolver: Any = None, before: str = "", spaces: str = "") -> Iterator[tuple[str, Any]]:
    """(the whole pattern, name with namespaces) of every route of the resolver."""
    for one in (resolver or get_resolver()).url_patterns:
        written = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            inside = f"{spaces}{one.namespace}:" if one.namespace else spaces
            yield from patterns(one, written, inside)
        else:
            assert one.name, f"{written} needs a name"
            yield written, (f"{spaces}{one.name}", one)


def routes(full: FullTown) -> list[Route]:
    """Every route, filled with the keys of a full town."""
    known = {
        f"{space}:{name}": address
        for space in ("workspace", "public")
        for name, address in doors.addresses(space, full)
    }
    measure = {"town": full.municipality.slug, "pk": full.things["measure"].pk}
    found = []
    for written, (name, pattern) in patterns():
        parts = set(pattern.pattern.regex.groupindex) | ({"town"} if "town>" in written else set())
        values = {part: {**FILLED, **measure}[part] for part in parts} if name not in known else {}
        address = known.get(name) or reverse(name, kwargs=values)
        found.append(Route(written, name, address))
    return found
