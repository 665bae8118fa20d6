"""Filling a story of the day with what was written; saved and published as news is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import override

from cms.daily.audiences import narrow_to_group
from cms.models import DailyNotePage, InstitutionImage
from cms.writing.plain_text import make_html, make_summary
from core.access.audiences import Audience
from themes.templatetags.themes_dates import day_and_date


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A picture of a story, and what it shows for those who cannot see it."""

    image: InstitutionImage
    description: str
    decorative: bool


@dataclass(frozen=True, kw_only=True)
class Told:
    """A story of the day as it was filled in."""

    day: date
    text: str
    pictures: Sequence[Shown] = ()


def fill_note(page: DailyNotePage, told: Told) -> DailyNotePage:
    """Puts what was written into a page that is not saved yet."""
    page.day = told.day
    page.title = page.draft_title = name_day(told.day)
    page.summary = make_summary(told.text)
    body: list[tuple[str, Any]] = [("image", _describe(shown)) for shown in told.pictures]
    page.body = [*body, ("text", make_html(told.text))]
    return page


def name_day(day: date) -> str:
    """The title of a day's story: »Mandag den 23. november«, whoever writes it."""
    with override("da"):
        return str(capfirst(day_and_date(day)))


def give_readers(page: DailyNotePage, *, above: Audience, unit: str, institution_key: str) -> None:
    """Gives a story that has no readers yet those of its group."""
    if page.own_audience is None:
        page.own_audience = list(narrow_to_group(above, unit=unit, institution_key=institution_key))


def _describe(shown: Shown) -> InstitutionImage:
    image = shown.image
    image.contextual_alt_text = "" if shown.decorative else shown.description
    image.decorative = shown.decorative
    return image
