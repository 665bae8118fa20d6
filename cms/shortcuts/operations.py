"""Writing a published place's shortcuts into rows."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from cms.models import BasePage, Shortcut
from core.access.keys import Holder, make_key


def write_shortcuts(page: BasePage) -> None:
    """Puts the shortcuts of a place as it is published in the place of those before."""
    place = page.home_place()
    shortcuts = getattr(page, "shortcuts", None)
    if place is None or shortcuts is None:
        return
    with transaction.atomic():
        Shortcut.objects.filter(page_id=page.pk).delete()
        Shortcut.objects.bulk_create(
            row
            for position, block in enumerate(shortcuts if page.live else ())
            for row in _make_rows(block.value, page=page, unit=place.unit, position=position)
        )


def _make_rows(value: Any, *, page: BasePage, unit: str, position: int) -> Iterator[Shortcut]:
    target = value["page"]
    if target is None and not value["address"]:
        # The page that it led to is gone.
        return
    for key in [make_key(unit, Holder(holder)) for holder in value["who"]] or [""]:
        yield Shortcut(
            page_id=page.pk,
            position=position,
            title=value["title"],
            target_id=target.pk if target is not None else None,
            address="" if target is not None else value["address"],
            icon=value["icon"] or "",
            key=key,
        )
