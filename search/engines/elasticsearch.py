"""Elasticsearch 8, for portals that are larger than one machine; the only module that speaks to it.

An alias names the index that answers. Tokens are keywords: nothing is analysed there, so that any
distribution does, and all engines find alike. An entry lies with its municipality's others
(routing), and whoever searches in some municipalities asks their shards alone.
"""

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter
from typing import Any

from core.config.environment import ElasticsearchSettings
from search.engines.contract import (
    MOST_RANKED,
    Document,
    EngineDown,
    Match,
    Matches,
    Wanted,
    Write,
)
from search.engines.locks import hold_lock
from search.engines.moments import count_moment, read_count
from search.engines.titles import put_titles_first

BUILDING = "building"
# Another engine has to answer within the second that is left of people's patience.
ASKED_SECONDS = 0.7
WRITTEN_SECONDS = 30
# After a failure it is not asked for so long, so that nobody waits for it again and again.
LEFT_ALONE_SECONDS = 10
AT_ONCE = 2_000

_KEYWORD = {"type": "keyword", "doc_values": False}
_MAPPING: dict[str, Any] = {
    "dynamic": "strict",
    "_routing": {"required": True},
    "properties": {
        "entry_id": {"type": "long"},
        "version": {"type": "long"},
        "lexicon": {"type": "integer", "index": False},
        "kind": {"type": "keyword"},
        "municipality": {"type": "short"},
        "institution": {"type": "keyword"},
        "unit": {"type": "keyword", "index": False},
        "dated_at": {"type": "long"},
        "boost": {"type": "double", "index": False},
        "title": _KEYWORD,
        "words": _KEYWORD,
        "counts": {"type": "keyword", "index": False, "doc_values": False},
        # Those that are open always, and those that are from one moment until another.
        "scopes": {"type": "long", "doc_values": False},
        "windows": {
            "type": "nested",
            "properties": {
                "scope": {"type": "long"},
                "begins_at": {"type": "long"},
                "ends_at": {"type": "long"},
            },
        },
    },
}
_SHOWN = ("entry_id", "kind", "municipality", "institution", "unit", "dated_at", "boost")
_NEVER, _ALWAYS = 2**62, -(2**62)

_left_alone: dict[str, float] = {}


class ElasticsearchEngine:
    """The index in a cluster, under an alias."""

    name = "elasticsearch"
    reads_openings = False

    def __init__(self, settings: ElasticsearchSettings, *, suffix: str = "") -> None:
        self.settings = settings
        self.alias = f"{settings.index}-{suffix}" if suffix else settings.index
        self.is_building = bool(suffix)

    @cached_property
    def _client(self) -> Any:
        from elasticsearch import Elasticsearch  # noqa: PLC0415 - only who has it imports it

        options: dict[str, Any] = {}
        if self.settings.user:
            options["basic_auth"] = (self.settings.user, self.settings.password)
        if self.settings.certificate_file:
            options["ca_certs"] = str(self.settings.certificate_file)
        return Elasticsearch(
            list(self.settings.addresses), retry_on_timeout=False, max_retries=1, **options
        )

    # --- asking

    def find(self, wanted: Wanted) -> Matches:
        """The entries that are wanted, in two requests, or three where they are many."""
        if time.monotonic() < _left_alone.get(self.alias, 0.0):
            raise EngineDown("left alone")
        with self._asking(seconds=ASKED_SECONDS) as client:
            rows = self._find(client, wanted, most=wanted.most + 1)
            rows = put_titles_first(
                rows,
                lambda: self._find(client, wanted, most=MOST_RANKED, only_titles=True),
                name=attrgetter("entry_id"),
            )
            ranked = [row.entry_id for row in rows[:MOST_RANKED]]
            return Matches(found=rows, counts=self._read_counts(client, ranked) if ranked else {})

    def _find(
        self, client: Any, wanted: Wanted, *, most: int, only_titles: bool = False
    ) -> list[Match]:
        from search.engines.elasticsearch_queries import write_query  # noqa: PLC0415 - as above

        answer = client.search(
            index=self.alias,
            query=write_query(wanted, only_titles=only_titles).to_dict(),
            size=most,
            sort=[{"dated_at": "desc"}, {"entry_id": "desc"}],
            source=False,
            docvalue_fields=list(_SHOWN),
            track_total_hits=False,
            allow_partial_search_results=False,
            **_route(wanted.municipalities),
        )
        return [_read_match(hit["fields"]) for hit in answer["hits"]["hits"]]

    def _read_counts(self, client: Any, entry_ids: Sequence[int]) -> dict[int, str]:
        answer = client.search(
            index=self.alias,
            query={"constant_score": {"filter": {"terms": {"entry_id": list(entry_ids)}}}},
            size=len(entry_ids),
            source=["counts"],
            docvalue_fields=["entry_id"],
            track_total_hits=False,
            allow_partial_search_results=False,
        )
        return {
            hit["fields"]["entry_id"][0]: hit["_source"]["counts"] for hit in answer["hits"]["hits"]
        }

    # --- writing

    @contextmanager
    def writing(self) -> Iterator[Write]:
        """One writer at a time, so that nothing older is written over something newer."""
        with hold_lock(self.alias):
            with self._asking(seconds=WRITTEN_SECONDS) as client:
                if not client.indices.exists_alias(name=self.alias):
                    self._create(client)
            # What goes wrong with the caller's own reading is not the cluster's fault.
            yield self._write

    def _write(self, documents: Sequence[Document], gone: Collection[int]) -> None:
        with self._asking(seconds=WRITTEN_SECONDS) as client:
            self._send(client, documents, gone)

    def _send(self, client: Any, documents: Sequence[Document], gone: Collection[int]) -> None:
        from elasticsearch.helpers import BulkIndexError, bulk  # noqa: PLC0415 - as above

        held = self._find_routings(client, [*gone, *(one.entry_id for one in documents)])
        stays = {one.entry_id for one in documents if held.get(one.entry_id) == _route_of(one)}
        actions: list[dict[str, Any]] = [
            *(
                {"_op_type": "delete", "_id": str(entry_id), "routing": routing}
                for entry_id, routing in held.items()
                if entry_id not in stays
            ),
            *(
                {"_id": str(one.entry_id), "routing": _route_of(one), "_source": _write_source(one)}
                for one in documents
            ),
        ]
        if not actions:
            return
        try:
            # What is taken is found, before it waits no more; of an index in the making, later.
            bulk(client, actions, index=self.alias, refresh=not self.is_building)
        except BulkIndexError as error:
            raise EngineDown(f"{len(error.errors)} entries were not taken") from error

    def _find_routings(self, client: Any, entry_ids: Sequence[int]) -> dict[int, str]:
        """Where the entries that it holds lie: one that has moved is in another shard.

        Of an index in the making, as it was when it was last compared.
        """
        if not entry_ids:
            return {}
        answer = client.search(
            index=self.alias,
            query={"constant_score": {"filter": {"terms": {"entry_id": list(entry_ids)}}}},
            size=len(entry_ids),
            source=False,
            docvalue_fields=["entry_id"],
            allow_partial_search_results=False,
        )
        return {
            hit["fields"]["entry_id"][0]: hit.get("_routing", "") for hit in answer["hits"]["hits"]
        }

    def iterate_versions(self, *, after: int = 0) -> Iterator[tuple[int, int, int]]:
        with self._asking(seconds=WRITTEN_SECONDS) as client:
            client.indices.refresh(index=self.alias)
            while True:
                answer = client.search(
                    index=self.alias,
                    query={"match_all": {}},
                    size=AT_ONCE,
                    sort=[{"entry_id": "asc"}],
                    search_after=[after],
                    source=False,
                    docvalue_fields=["entry_id", "version", "lexicon"],
                    allow_partial_search_results=False,
                )
                hits = answer["hits"]["hits"]
                for hit in hits:
                    fields = hit["fields"]
                    after = fields["entry_id"][0]
                    yield after, fields["version"][0], fields["lexicon"][0]
                if len(hits) < AT_ONCE:
                    return

    # --- the index that answers

    def is_built(self) -> bool:
        try:
            with self._asking(seconds=ASKED_SECONDS) as client:
                return bool(client.indices.exists_alias(name=self.alias))
        except EngineDown:
            # It may be there: nothing is built while nobody can tell.
            return True

    def begin_rebuilding(self) -> "ElasticsearchEngine":
        building = ElasticsearchEngine(self.settings, suffix=BUILDING)
        with building.writing():
            # The index is made for whoever writes first.
            pass
        return building

    def switch_to_rebuilt(self) -> None:
        building = ElasticsearchEngine(self.settings, suffix=BUILDING)
        with self._asking(seconds=WRITTEN_SECONDS) as client:
            client.indices.refresh(index=building.alias)
            built = list(client.indices.get_alias(name=building.alias))
            before = (
                list(client.indices.get_alias(name=self.alias))
                if client.indices.exists_alias(name=self.alias)
                else []
            )
            client.indices.update_aliases(
                actions=[
                    *({"remove": {"index": one, "alias": building.alias}} for one in built),
                    *({"add": {"index": one, "alias": self.alias}} for one in built),
                    # In the same step, so that no search finds none or both.
                    *({"remove_index": {"index": one}} for one in before),
                ]
            )

    def clear(self) -> None:
        """Deletes the index."""
        with self._asking(seconds=WRITTEN_SECONDS) as client:
            for index in client.indices.get(index=f"{self.settings.index}-*"):
                client.indices.delete(index=index)

    def _create(self, client: Any) -> None:
        moment = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
        # A template, so that every index of ours is like the others, whoever makes it.
        client.indices.put_index_template(
            name=self.settings.index,
            index_patterns=[f"{self.settings.index}-words-*"],
            template={
                "mappings": _MAPPING,
                "settings": {
                    "number_of_shards": self.settings.shards,
                    "number_of_replicas": self.settings.replicas,
                },
            },
        )
        client.indices.create(
            index=f"{self.settings.index}-words-{moment}", aliases={self.alias: {}}
        )

    @contextmanager
    def _asking(self, *, seconds: float) -> Iterator[Any]:
        """The client; whatever goes wrong with it is one error, and then it is left alone."""
        from elastic_transport import TransportError  # noqa: PLC0415 - as above
        from elasticsearch import ApiError  # noqa: PLC0415 - as above

        try:
            yield self._client.options(request_timeout=seconds)
        except (TransportError, ApiError, KeyError, TypeError, IndexError) as error:
            _left_alone[self.alias] = time.monotonic() + LEFT_ALONE_SECONDS
            raise EngineDown(type(error).__name__) from error


def _route(municipalities: Collection[int] | None) -> dict[str, str]:
    return {"routing": ",".join(map(str, sorted(municipalities)))} if municipalities else {}


def _route_of(document: Document) -> str:
    return str(document.municipality)


def _write_source(document: Document) -> dict[str, Any]:
    always = [one for one in document.openings if one.begins_at is None and one.ends_at is None]
    return {
        "entry_id": document.entry_id,
        "version": document.version,
        "lexicon": document.lexicon,
        "kind": document.kind,
        "municipality": document.municipality,
        "institution": document.institution,
        "unit": document.unit,
        "dated_at": count_moment(document.dated_at),
        "boost": document.boost,
        "title": list(document.title),
        "words": list(document.words),
        "counts": document.counts,
        "scopes": [one.scope for one in always],
        "windows": [
            {
                "scope": one.scope,
                "begins_at": count_moment(one.begins_at) if one.begins_at else _ALWAYS,
                "ends_at": count_moment(one.ends_at) if one.ends_at else _NEVER,
            }
            for one in document.openings
            if one not in always
        ],
    }


def _read_match(fields: Mapping[str, Any]) -> Match:
    return Match(
        entry_id=fields["entry_id"][0],
        kind=fields["kind"][0],
        municipality=fields["municipality"][0],
        institution=fields["institution"][0],
        unit=fields["unit"][0],
        dated_at=read_count(fields["dated_at"][0]),
        boost=fields["boost"][0],
    )
