"""`manage.py search_doctor`: compares each index with the entries, and mends it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines.chosen import list_engines
from search.engines.contract import EngineDown
from search.indexing.rebuilding import compare, mend


class Command(BaseCommand):
    """Says how each index differs from what there is to be found."""

    help = (
        "Compare each index with the entries that it is made of. With --mend, what is missing, "
        "outdated or gone is written; without, the command ends in an error if anything is amiss."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="Write what is amiss.")

    def handle(self, *args: Any, **options: Any) -> None:
        amiss = 0
        for engine in list_engines():
            try:
                found = compare(engine)
                self.stdout.write(
                    f"{engine.name}: {found.missing} missing, {found.outdated} outdated, "
                    f"{found.gone} gone; {found.waiting} entries wait to be taken."
                )
                if found.amiss and options["mend"]:
                    self.stdout.write(f"{engine.name}: {mend(engine)} entries mended.")
                elif found.amiss > found.waiting:
                    amiss += 1
            except EngineDown as error:
                self.stdout.write(f"{engine.name}: does not answer ({error}).")
                amiss += 1
        if amiss:
            raise CommandError("An index is amiss: run it again with --mend, or rebuild_index.")
