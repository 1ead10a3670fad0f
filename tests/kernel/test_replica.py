"""Where queries go; the replica itself is tried in tests/operation/test_cluster.py."""

from miteinander.kernel import replica
from miteinander.kernel.models import Municipality


def test_without_a_replica_everything_goes_to_the_primary(town):
    with replica.reading(town.slug, replica.revision(town.slug)) as uses:
        assert uses is False
        assert replica.alias() == "default"
        assert replica.Router().db_for_read(Municipality) == "default"


def test_the_revision_tells_a_town_from_another_of_the_same_name(town):
    assert replica.revision(town.slug) == (town.pk, town.revision)
    assert replica.revision("gibt-es-nicht") is None


def test_writes_and_migrations_never_go_to_the_replica():
    router = replica.Router()
    assert router.db_for_write(Municipality) == "default"
    assert router.allow_migrate("default", "kernel")
    assert router.allow_migrate("owner", "kernel")
    assert not router.allow_migrate("replica", "kernel")
