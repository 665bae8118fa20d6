"""What `manage.py doctor` asks of the content: the pages that the law wants at the foot."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from cms.models import FooterPages
from cms.queries import visible_to
from core.access.viewer import Viewer
from core.people.models import Municipality
from core.tasks.doctoring import Finding, register_check

FIELDS = ("accessibility", "privacy", "cookies")


def check_footer_pages(now: datetime) -> Iterator[Finding]:
    """Every municipality has the three pages, and everybody on the internet can read them."""
    stranger = Viewer(person_id=None, now=now)
    rows = {row.municipality_id: row for row in FooterPages.objects.all()}
    wanted = [getattr(row, f"{field}_id") for row in rows.values() for field in FIELDS]
    public = set(visible_to(stranger).filter(pk__in=wanted).values_list("pk", flat=True))
    for municipality in Municipality.objects.order_by("code"):
        row = rows.get(municipality.pk)
        shown = [getattr(row, f"{field}_id") in public for field in FIELDS] if row else []
        yield Finding(
            ok=bool(shown) and all(shown),
            says=_("%(municipality)s: accessibility statement, privacy and cookies")
            % {"municipality": municipality},
            remedy=_("Publish the three pages for everyone, and choose them as footer pages."),
        )


register_check("footer", check_footer_pages)
