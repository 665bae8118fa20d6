"""The registry of sources of entries."""

import pytest

from core.index_sources import registry
from core.index_sources.entries import EntrySource


def make_source(name="weather"):
    return EntrySource(name=name, list_keys=list, read_entries=lambda keys: [])


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    monkeypatch.setattr(registry, "_sources", {})


def test_a_source_is_found_by_its_name():
    source, other = make_source(), make_source("absence")
    for item in (source, other):
        registry.register_index_source(item)
    assert registry.find_index_source("weather") == source
    assert registry.list_index_sources() == [other, source]


def test_a_second_source_of_a_name_is_refused():
    registry.register_index_source(make_source())
    with pytest.raises(ValueError, match="two sources of entries are named weather"):
        registry.register_index_source(make_source())


def test_pages_and_connected_systems_are_sources(monkeypatch):
    monkeypatch.undo()
    assert [source.name for source in registry.list_index_sources()] == ["cms", "connectors"]
