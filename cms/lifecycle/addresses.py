"""Old addresses: kept when a page is moved or renamed, and led to the new ones."""

from django.db import transaction

from cms.models import BasePage, OldAddress
from cms.queries import named_to
from core.access.viewer import Viewer

# A page that was moved may lie below one that was moved later.
MOST_STEPS = 6


@transaction.atomic
def keep_address(page: BasePage, *, before: str, after: str) -> None:
    """Keeps the address that a page had, unless it is back where it was."""
    if before == after:
        return
    OldAddress.objects.filter(url_path=after).delete()
    OldAddress.objects.update_or_create(url_path=before, defaults={"page_id": page.pk})


def find_new_address(url_path: str, viewer: Viewer) -> str | None:
    """The stored path at which the page of an old address stands now, if the viewer may know of it.

    Of a page that the viewer does not see nothing is said, as of one that never was.
    """
    wanted = url_path
    for _step in range(MOST_STEPS):
        moved = _follow(wanted)
        if moved is None or moved == wanted:
            return None
        wanted = moved
        if named_to(viewer, BasePage.objects.filter(url_path=wanted)).exists():
            return wanted
    return None


def _follow(url_path: str) -> str | None:
    """The path after the nearest move of the page, or of one above it."""
    steps = url_path.strip("/").split("/")
    paths = ["/" + "/".join(steps[:end]) + "/" for end in range(1, len(steps) + 1)]
    rows = OldAddress.objects.filter(url_path__in=paths).values_list("url_path", "page__url_path")
    found = max(rows, key=lambda row: len(row[0]), default=None)
    return found[1] + url_path[len(found[0]) :] if found else None
