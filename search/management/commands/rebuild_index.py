"""`manage.py rebuild_index`: all that can be found, read anew."""

from typing import Any

from django.core.management.base import BaseCommand

from core.index_sources.registry import list_index_sources
from search.operations import rebuild_index


class Command(BaseCommand):
    """Reads all that the portal's sources offer, and forgets what they no longer do."""

    help = (
        "Read everything that can be found anew. The index follows each change by itself and is "
        "rebuilt every day; this is for after a restore or an update."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for source in list_index_sources():
            number = rebuild_index(source)
            self.stdout.write(f"{source.name}: {number} entries.")
