"""`manage.py compile_catalogues`: the translations in the form Django reads."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Does what `compilemessages` does, without the gettext programs."""

    help = "Compile the translations (locale/**/*.po), without the gettext programs."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = [path for folder in settings.LOCALE_PATHS for path in Path(folder).rglob("*.po")]
        for path in sorted(found):
            count = compile_catalogue(path=path)
            if options["verbosity"]:
                self.stdout.write(f"{count} texts of {path.parents[2].name}/{path.stem}")


def compile_catalogue(*, path: Path) -> int:
    """Writes the `.mo` beside a `.po` and answers how many texts it holds.

    Fuzzy and untranslated texts are left out, so that English shows instead. Raises
    `CommandError` with file and line when the catalogue cannot be read.
    """
    try:
        catalogue = polib.pofile(str(path), encoding="utf-8", check_for_duplicates=True)
    except (OSError, ValueError) as error:
        raise CommandError(f"{path.name} cannot be read: {error}") from error
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    return len(catalogue.translated_entries())
