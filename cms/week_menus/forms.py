"""The short form of a menu: the week, and for each day a dish and what to know about allergies."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from cms.week_menus.weeks import WORKDAYS, list_days
from cms.writing.fields import refuse_half_characters
from themes.templatetags.themes_dates import short_date, week_number

LONGEST = 200
DAYS = range(1, WORKDAYS + 1)


class WeekMenuForm(forms.Form):
    """A menu as it is written; `weeks` are the Mondays of those that may be chosen."""

    monday = forms.TypedChoiceField(label=_("Week"), coerce=date.fromisoformat)

    def __init__(self, *args: Any, weeks: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["monday"].choices = [  # type: ignore[attr-defined]
            (week.isoformat(), name_week(week)) for week in weeks
        ]
        for number in DAYS:
            self.fields[f"dish_{number}"] = forms.CharField(
                label=_WEEKDAYS[number - 1], max_length=LONGEST, required=False
            )
            self.fields[f"note_{number}"] = forms.CharField(
                label=_("Allergies"), max_length=LONGEST, required=False
            )

    @property
    def days(self) -> list[tuple[Any, Any]]:
        """The two fields of each day."""
        return [(self[f"dish_{number}"], self[f"note_{number}"]) for number in DAYS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in [field for field in cleaned if field != "monday"]:
            try:
                cleaned[name] = refuse_half_characters(" ".join(cleaned[name].split()))
            except ValidationError as error:
                self.add_error(name, error)
        if not self.errors and not any(cleaned[f"dish_{number}"] for number in DAYS):
            self.add_error("dish_1", ValidationError(_("Write what there is on one day at least.")))
        return cleaned


_WEEKDAYS = (
    pgettext_lazy("day of a menu", "Monday"),
    pgettext_lazy("day of a menu", "Tuesday"),
    pgettext_lazy("day of a menu", "Wednesday"),
    pgettext_lazy("day of a menu", "Thursday"),
    pgettext_lazy("day of a menu", "Friday"),
)


def name_week(monday: date) -> str:
    """»Uge 49, 30.11.2026 – 4.12.2026«."""
    first, last = list_days(monday)[0], monday + timedelta(days=WORKDAYS - 1)
    return pgettext("week", "%(week)s, %(first)s – %(last)s") % {
        "week": capfirst(week_number(monday)),
        "first": short_date(first),
        "last": short_date(last),
    }
