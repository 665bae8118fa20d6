"""`manage.py rebuild_index`: all that can be found, read anew, and indexed anew beside the old."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core.index_sources.registry import list_index_sources
from search.engines.chosen import list_engines
from search.indexing.lexicons import renew_lexicon
from search.indexing.rebuilding import rebuild
from search.operations import read_all_anew

EVERY = 2_000


class Command(BaseCommand):
    """Reads all that the portal's sources offer, and builds each engine's index anew."""

    help = (
        "Read everything that can be found anew, and build the index beside the old one, which "
        "answers until the new one is whole. The index follows each change by itself; this is for "
        "after a restore or an update. A rebuild that was broken off goes on where it was."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for source in list_index_sources():
            number = read_all_anew(source)
            self.stdout.write(f"{source.name}: {number} entries.")
        renew_lexicon(now=timezone.now())
        for engine in list_engines():
            number = rebuild(engine, tell=self._tell)
            self.stdout.write(f"{engine.name}: {number} entries indexed.")

    def _tell(self, done: int, of: int) -> None:
        if done % EVERY == 0 or done == of:
            self.stdout.write(f"  {done} of {of}")
