"""`manage.py data_sheet`: what is kept about people, why, for how long and who sees it."""

import csv
import io
import json
from argparse import ArgumentParser
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from core.privacy.data_sheet import as_rows, headings, make_lines


class Command(BaseCommand):
    """Prints the declarations in Danish or English, as text, CSV or JSON."""

    help = "Prints every personal field for the data processing agreement and art. 30."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "csv", "json"], default="text")
        parser.add_argument("--language", choices=list(dict(settings.LANGUAGES)), default="da")

    def handle(self, *args: Any, language: str, **options: Any) -> None:
        write = {"text": write_text, "csv": write_csv, "json": write_json}[options["format"]]
        with translation.override(language):
            self.stdout.write(write())


def write_text() -> str:
    """Table by table, a paragraph for each field."""
    words = headings()
    named = list(words)[list(words).index("about") :]
    parts = [_("Personal data in Indgang"), "=" * len(_("Personal data in Indgang")), ""]
    for title, lines in groupby(make_lines(), key=lambda line: line.table):
        parts += [title, "-" * len(title), ""]
        for line in lines:
            parts.append(f"{line.field} ({line.column})")
            parts += [f"  {words[name]}: {getattr(line, name)}" for name in named]
            parts.append("")
    return "\n".join(parts)


def write_csv() -> str:
    """With semicolons, as Danish spreadsheets read it."""
    written = io.StringIO()
    writer = csv.DictWriter(written, list(headings().values()), delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(as_rows())
    return written.getvalue().rstrip("\n")


def write_json() -> str:
    """A list of objects with the headings as keys."""
    return json.dumps(list(as_rows()), ensure_ascii=False, indent=2)
