"""A cluster as it is run: nodes die, hang, lose an index, and ask for a password."""

import secrets
import time
from datetime import UTC, datetime

import pytest
from django.test import Client

from core.access.operations import find_shared_scope
from core.access.viewer import Viewer
from core.config.environment import ElasticsearchSettings
from core.index_sources.entries import Opening, ScopedEntry
from indgang_sdk.search import EntryKind
from search.engines import elasticsearch as module
from search.engines.chosen import list_engines
from search.engines.contract import EngineDown
from search.indexing.handing import hand_changes_on
from search.indexing.rebuilding import compare, rebuild
from search.models import Change
from search.operations import store_entries
from search.queries import find_entries

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOBODY = Viewer(person_id=None, now=NOW)
ENTRIES = 60
# A follower that is silent holds a cluster up for ten seconds and more.
HANGS_SECONDS = 6

pytestmark = [pytest.mark.services, pytest.mark.django_db]


@pytest.fixture
def cluster(start_elasticsearch_cluster, settings, indexed_at_once, monkeypatch):
    """Three nodes that a test may lose, with an index of each entry twice."""
    cluster = start_elasticsearch_cluster(nodes=3)
    settings.ELASTICSEARCH = make_settings(cluster, replicas=1)
    # A node that is back is asked at once.
    monkeypatch.setattr(module, "LEFT_ALONE_SECONDS", 0)
    for engine in list_engines():
        with engine.writing():
            pass
    indexed_at_once.is_on, indexed_at_once.has_written = False, True
    offer(range(ENTRIES))
    hand_changes_on()
    cluster.wait_until_green()
    return cluster


def make_settings(cluster, **named):
    index = f"indgang-{secrets.token_hex(4)}"
    return ElasticsearchSettings(addresses=tuple(cluster.addresses), index=index, shards=2, **named)


def offer(numbers):
    opening = Opening(scope=find_shared_scope(("public",)).pk)
    store_entries(
        "cms",
        [
            ScopedEntry(
                key=str(number), kind=EntryKind.NEWS, title=f"Lus nummer {number}", url="/x/",
                dated_at=NOW, openings=(opening,),
            )
            for number in numbers
        ],
    )  # fmt: skip


def test_a_node_that_dies_loses_no_search_and_no_entry(cluster):
    for number in range(40):
        if number == 10:
            cluster.kill(cluster.find_master())
        if number % 4 == 0:
            offer([ENTRIES + number])
            hand_changes_on()
        found = find_entries("lus", NOBODY)
        # By the cluster or by the database: never nothing, and never less.
        assert found.total >= ENTRIES
    deadline = time.monotonic() + 60
    while Change.objects.exists() and time.monotonic() < deadline:
        hand_changes_on()
    assert not Change.objects.exists()
    assert find_entries("lus", NOBODY).total == ENTRIES + 10
    assert compare(list_engines()[0]).amiss == 0


def test_a_cluster_that_hangs_is_left_and_taken_up_again(cluster):
    assert not find_entries("lus", NOBODY).is_fallback
    for node in range(3):
        cluster.pause(node)
    begun = time.monotonic()
    found = find_entries("lus", NOBODY)
    assert (found.total, found.is_fallback) == (ENTRIES, True)
    assert time.monotonic() - begun < HANGS_SECONDS
    assert "kører på sin reserve" in Client().get("/soeg/", {"q": "lus"}).text
    for node in range(3):
        cluster.resume(node)
    cluster.wait_until_green()
    offer([ENTRIES])
    hand_changes_on()
    found = find_entries("lus", NOBODY)
    assert (found.total, found.is_fallback) == (ENTRIES + 1, False)


def test_a_lost_index_is_built_again_from_the_entries(search_cluster):
    offer(range(3))
    assert find_entries("lus", NOBODY).total == 3
    engine = list_engines()[0]
    engine.clear()
    found = find_entries("lus", NOBODY)
    assert (found.total, found.is_fallback) == (3, True)
    assert not engine.is_built()
    module._left_alone.clear()
    assert rebuild(engine) == 3
    found = find_entries("lus", NOBODY)
    assert (found.total, found.is_fallback) == (3, False)


def test_a_cluster_with_tls_and_a_password(start_elasticsearch_cluster):
    secured = start_elasticsearch_cluster(secured=True)
    access = secured.access
    signed_in = module.ElasticsearchEngine(
        make_settings(
            secured, user=access.user, password=access.password,
            certificate_file=access.certificate_file,
        )
    )  # fmt: skip
    with signed_in.writing():
        pass
    assert signed_in.is_built()
    # The control: with another password it is refused, and says no more than that.
    refused = module.ElasticsearchEngine(
        make_settings(
            secured, user=access.user, password="another", certificate_file=access.certificate_file
        )
    )
    with pytest.raises(EngineDown) as raised, refused.writing():
        pass
    assert "another" not in str(raised.value)
