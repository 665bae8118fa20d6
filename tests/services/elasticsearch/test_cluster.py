"""What the tests of searching lean on: a real Elasticsearch, whose nodes can be lost."""

import secrets
import ssl
import urllib.request
from collections.abc import Callable, Iterator
from http.client import HTTPException
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from tests.services.elasticsearch.access import Access
from tests.services.elasticsearch.cluster import Cluster, start_cluster
from tests.services.web import Answer, ask, fetch

pytestmark = pytest.mark.services

DOCUMENTS = 200
SEARCHES = 200
LOST_AT = 40
# Long enough for any answer of so small an index, and short beside a node that is silent.
PATIENCE_SECONDS = 3


@pytest.fixture(scope="module")
def three_nodes(elasticsearch_home: Path) -> Iterator[Cluster]:
    """One cluster for all tests that lose a node; each of them brings it back."""
    cluster = start_cluster(elasticsearch_home, nodes=3)
    yield cluster
    cluster.stop()


@pytest.fixture
def index(three_nodes: Cluster) -> Iterator[str]:
    """An index with a second copy of each of its 200 documents, on another node."""
    yield (name := fill_index(three_nodes, replicas=1))
    assert three_nodes.ask(name, method="DELETE").status == 200


def fill_index(cluster: Cluster, *, replicas: int = 0) -> str:
    name = f"pages-{secrets.token_hex(4)}"
    settings = {
        "number_of_shards": 3,
        "number_of_replicas": replicas,
        # A copy that is lost is made anew at once, not after a minute.
        "index.unassigned.node_left.delayed_timeout": "0s",
    }
    assert cluster.ask(name, method="PUT", sent={"settings": settings}).status == 200
    lines: list[Any] = []
    for number in range(DOCUMENTS):
        lines += [{"index": {"_id": str(number)}}, {"title": f"side {number}", "place": number % 4}]
    told = cluster.ask(f"{name}/_bulk?refresh=true", method="POST", sent=lines).json
    assert not told["errors"]
    cluster.wait_until_green()
    return name


def count_found(answer: Answer) -> int:
    """How many documents a search found in all shards; raises where one did not answer."""
    told = answer.json
    assert answer.status == 200, answer.text
    assert told["_shards"]["failed"] == 0, answer.text
    assert not told["timed_out"]
    return told["hits"]["total"]["value"]


def search(cluster: Cluster, index: str, nodes: Iterator[int]) -> Answer:
    """Asks one node after the other, as a client does, until one answers."""
    for _attempt in cluster.nodes:
        try:
            answer = cluster.ask(
                f"{index}/_search?q=title:side",
                node=next(nodes),
                within_seconds=PATIENCE_SECONDS,
            )
        except (OSError, HTTPException):
            continue
        if answer.status < 500:
            return answer
    raise AssertionError("no node answers")


def test_document_is_found_by_its_words_and_place(elasticsearch: Cluster) -> None:
    index = fill_index(elasticsearch)
    query = {
        "query": {
            "bool": {"must": {"match": {"title": "SIDE 17"}}, "filter": {"term": {"place": 1}}}
        },
        "highlight": {"fields": {"title": {}}},
    }
    told = elasticsearch.ask(f"{index}/_search", method="POST", sent=query).json

    best = told["hits"]["hits"][0]
    assert best["_id"] == "17"
    assert best["highlight"]["title"] == ["<em>side</em> <em>17</em>"]
    assert told["hits"]["total"]["value"] == DOCUMENTS // 4


def test_index_that_is_not_there_is_an_error(elasticsearch: Cluster) -> None:
    index = fill_index(elasticsearch)
    assert count_found(elasticsearch.ask(f"{index}/_search")) == DOCUMENTS

    assert elasticsearch.ask(index, method="DELETE").status == 200
    missing = elasticsearch.ask(f"{index}/_search")
    assert missing.status == 404
    assert missing.json["error"]["type"] == "index_not_found_exception"


def test_secured_one_lets_in_by_password_and_certificate_only(
    start_elasticsearch_cluster: Callable[..., Cluster],
) -> None:
    cluster = start_elasticsearch_cluster(secured=True)
    access, address = cluster.access, f"{cluster.addresses[0]}/_cluster/health"
    assert access
    stranger = Access(certificate_file=access.certificate_file)

    def ask_as(headers: dict[str, str]) -> int:
        request = urllib.request.Request(address, headers=headers)  # noqa: S310 - Elasticsearch's own
        return ask(request, access.give_handler()).status

    assert ask_as({}) == 401
    assert ask_as(stranger.give_header()) == 401
    assert ask_as(access.give_header()) == 200
    with pytest.raises(URLError) as refused:
        fetch(address)
    assert isinstance(refused.value.reason, ssl.SSLCertVerificationError)


def test_no_search_fails_and_nothing_is_lost_with_the_master(
    three_nodes: Cluster, index: str
) -> None:
    nodes, lost = cycle(range(3)), three_nodes.find_master()
    found = []
    for number in range(SEARCHES):
        if number == LOST_AT:
            three_nodes.kill(lost)
        found.append(count_found(search(three_nodes, index, nodes)))
    assert found == [DOCUMENTS] * SEARCHES
    with pytest.raises(URLError):
        three_nodes.ask("_cluster/health", node=lost)

    three_nodes.wait_until_green()
    assert three_nodes.find_master() != lost
    assert count_found(search(three_nodes, index, nodes)) == DOCUMENTS

    three_nodes.restart(lost)
    three_nodes.wait_until_green()
    back = three_nodes.ask(f"{index}/_search?q=title:side", node=lost)
    assert count_found(back) == DOCUMENTS


def test_silent_node_is_left_out_and_comes_back(three_nodes: Cluster, index: str) -> None:
    silent = (three_nodes.find_master() + 1) % 3
    three_nodes.pause(silent)
    with pytest.raises(TimeoutError):
        three_nodes.ask("_cluster/health", node=silent, within_seconds=0.5)

    three_nodes.wait_until_green()
    found = count_found(search(three_nodes, index, cycle([silent, 0, 1, 2])))
    assert found == DOCUMENTS

    three_nodes.resume(silent)
    three_nodes.wait_until_green()
    back = three_nodes.ask(f"{index}/_search?q=title:side", node=silent)
    assert count_found(back) == DOCUMENTS
