"""CPU per request of the public overview, server side, two workers."""

from django.db import connection

from benchmarks import server, towns
from benchmarks.figures import Figure, at_most

UNCHANGED_MS, REBUILT_MS, TENFOLD = 1.5, 20, 1.5


def figures() -> list[Figure]:
    """Unchanged (304 and from the store) and rebuilt, at 144 and at 1,440 measures."""
    towns.migrate()
    towns.town("klein", 144)
    towns.town("gross", 1440)
    with server.running() as running:
        unchanged = _unchanged(running, "/klein/konzept/")
        stored = running.cpu_per_call(lambda: _get(running, "/klein/konzept/"), 600)
        small = _rebuilt(running, "klein")
        large = _rebuilt(running, "gross")
        listed = _rebuilt(running, "klein", "konzept/massnahmen/")
    return [
        at_most("overview unchanged (304)", unchanged, "ms CPU", UNCHANGED_MS),
        at_most("overview from the store", stored, "ms CPU", UNCHANGED_MS),
        at_most("overview rebuilt, 144 measures", small, "ms CPU", REBUILT_MS),
        at_most("overview rebuilt, 1,440 to 144", large / small, "ratio", TENFOLD),
        Figure("list of measures rebuilt, 144", round(listed, 2), "ms CPU"),
    ]


def _get(running: server.Server, address: str, **headers: str) -> dict[str, str]:
    status, found, _ = running.get(address, Accept_Encoding="gzip", **headers)
    if status not in (200, 304):
        raise RuntimeError(f"{address}: {status}")
    return found


def _unchanged(running: server.Server, address: str) -> float:
    etag = _get(running, address)["etag"]
    return running.cpu_per_call(lambda: _get(running, address, If_None_Match=etag), 600)


def _rebuilt(running: server.Server, slug: str, page: str = "konzept/") -> float:
    """Each request finds a new revision, so that its page is built anew."""

    def change_and_get() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE kernel_municipality SET revision = revision + 1 WHERE slug = %s", [slug]
            )
        _get(running, f"/{slug}/{page}")

    return running.cpu_per_call(change_and_get, 150)
