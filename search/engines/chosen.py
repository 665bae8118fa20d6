"""Which engines this installation has: one to ask, and what it falls back to."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from core.config.environment import ElasticsearchSettings
from search.engines.contract import Engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.postgresql import PostgresqlEngine
from search.engines.sqlite import SqliteEngine


def list_engines() -> list[Engine]:
    """The engines in the order in which they are asked: the next where one does not answer."""
    own: Engine
    if connection.vendor == "postgresql":
        own = PostgresqlEngine()
    else:
        own = _open_sqlite(settings.SEARCH_DIR)
    cluster = settings.ELASTICSEARCH
    return [own] if cluster is None else [_open_elasticsearch(cluster), own]


def find_engine(name: str) -> Engine:
    """The engine of a name; raises `LookupError` where this installation has none."""
    for engine in list_engines():
        if engine.name == name:
            return engine
    raise LookupError(name)


@cache
def _open_sqlite(folder: Path) -> SqliteEngine:
    # One for the process: each of its threads keeps a connection open.
    return SqliteEngine(folder)


@cache
def _open_elasticsearch(cluster: ElasticsearchSettings) -> ElasticsearchEngine:
    # One for the process, as its client keeps connections open.
    return ElasticsearchEngine(cluster)
