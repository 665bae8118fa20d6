"""Which sources offer entries."""

from core.index_sources.entries import EntrySource

_sources: dict[str, EntrySource] = {}


def register_index_source(source: EntrySource) -> None:
    """Lets what a source offers be found; called when its app is ready.

    Raises `ValueError` when another source has the name.
    """
    known = _sources.get(source.name)
    if known is not None and known != source:
        raise ValueError(f"two sources of entries are named {source.name}")
    _sources[source.name] = source


def find_index_source(name: str) -> EntrySource:
    """The source with a name; raises `KeyError` when there is none."""
    return _sources[name]


def list_index_sources() -> list[EntrySource]:
    """All registered sources, by name."""
    return [_sources[name] for name in sorted(_sources)]
