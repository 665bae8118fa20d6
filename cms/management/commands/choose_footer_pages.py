"""`manage.py choose_footer_pages`: which pages stand at the foot for a municipality."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import FooterPages
from cms.queries import published_page_of
from core.access.viewer import Viewer
from core.numbers import read_id
from core.people.models import Municipality

FIELDS = ("accessibility", "privacy", "cookies")


class Command(BaseCommand):
    """Sets a municipality's accessibility statement, privacy page and cookies page."""

    help = "Chooses the three pages that the law wants at the foot of every page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("municipality", help="the municipality's code, such as 998")
        for field in FIELDS:
            parser.add_argument(
                f"--{field}",
                type=read_number,
                required=True,
                metavar="PAGE",
                help="the page's number",
            )

    def handle(self, *args: Any, **options: Any) -> None:
        code = options["municipality"]
        municipality = Municipality.objects.filter(code=code).first()
        if municipality is None:
            raise CommandError(_("There is no municipality %(code)s.") % {"code": code[:20]})
        stranger = Viewer(person_id=None, now=timezone.now())
        pages = {
            field: published_page_of(municipality, options[field], stranger) for field in FIELDS
        }
        for field, page in pages.items():
            if page is None:
                says = _("--%(field)s: page %(page)s is no page of this municipality for everyone.")
                raise CommandError(says % {"field": field, "page": options[field]})
        FooterPages.objects.update_or_create(municipality=municipality, defaults=pages)
        self.stdout.write(_("The footer of %(name)s is chosen.") % {"name": municipality.name})


def read_number(text: str) -> int:
    """A page's number, as the editor's addresses have it; raises `ArgumentTypeError`."""
    if (number := read_id(text)) is not None:
        return number
    says = _("“%(text)s” is no page's number. It stands in the address when the page is edited.")
    raise ArgumentTypeError(says % {"text": text[:20]})
