"""Which sources offer entries."""

from indgang_sdk.types import IndexSource

_sources: dict[str, IndexSource] = {}


def register_index_source(source: IndexSource) -> None:
    """Lets what a source offers be found; called when its app is ready.

    Raises `ValueError` when another source has the name.
    """
    known = _sources.get(source.name)
    if known is not None and known != source:
        raise ValueError(f"two sources of entries are named {source.name}")
    _sources[source.name] = source


def find_index_source(name: str) -> IndexSource:
    """The source with a name; raises `KeyError` when there is none."""
    return _sources[name]


def list_index_sources() -> list[IndexSource]:
    """All registered sources, by name."""
    return [_sources[name] for name in sorted(_sources)]
