from django.apps import AppConfig
from django.db.models.signals import post_delete

from core.index_sources.changes import entries_changed, entries_moved, entries_written


class SearchConfig(AppConfig):
    """One question over what all sources offer."""

    name = "search"
    label = "search"

    def ready(self) -> None:
        """The index follows what sources tell, and what takes an entry away."""
        from search import operations  # noqa: PLC0415 - models are ready only now

        post_delete.connect(operations.tell_of_forgotten, sender="search.Entry")
        entries_changed.connect(operations.refresh_entries)
        entries_written.connect(operations.take_entries)
        entries_moved.connect(operations.move_entries)
