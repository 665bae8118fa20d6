"""A cluster for the tests that search by Elasticsearch."""

import secrets
from collections.abc import Iterator
from typing import Any

import pytest

from core.config.environment import ElasticsearchSettings
from search.engines.chosen import list_engines


@pytest.fixture
def search_cluster(elasticsearch: Any, settings: Any) -> Iterator[ElasticsearchSettings]:
    """The portal searches by a real Elasticsearch, with indexes of the test's own."""
    settings.ELASTICSEARCH = ElasticsearchSettings(
        addresses=tuple(elasticsearch.addresses),
        index=f"indgang-{secrets.token_hex(4)}",
        shards=2,
        replicas=0,
    )
    yield settings.ELASTICSEARCH
    list_engines()[0].clear()
