"""The menu of a week, below the page of an institution that gives meals."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.audience.forms import AudiencePageForm
from cms.models.base import BasePage
from cms.week_menus.weeks import WORKDAYS, list_days

_DISH = 200
_NOTE = 200


def _dish(label: Any) -> Any:
    return models.CharField(label, max_length=_DISH, blank=True)


def _note() -> Any:
    return models.CharField(_("Allergies"), max_length=_NOTE, blank=True)


class WeekMenuPage(BasePage):
    """What there is to eat in a week, for parents and staff where nothing else is chosen.

    It says nothing about anybody, and stays until it is deleted.
    """

    monday = models.DateField(_("The week's Monday"), db_index=True)
    dish_1, note_1 = _dish(pgettext_lazy("day of a menu", "Monday")), _note()
    dish_2, note_2 = _dish(pgettext_lazy("day of a menu", "Tuesday")), _note()
    dish_3, note_3 = _dish(pgettext_lazy("day of a menu", "Wednesday")), _note()
    dish_4, note_4 = _dish(pgettext_lazy("day of a menu", "Thursday")), _note()
    dish_5, note_5 = _dish(pgettext_lazy("day of a menu", "Friday")), _note()

    base_form_class = AudiencePageForm
    audience_missing_message = _("Choose who can see the menu before you publish it.")
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("monday"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel(f"dish_{number}"), FieldPanel(f"note_{number}")])
                for number in range(1, WORKDAYS + 1)
            ],
            heading=_("Menu of the week"),
        ),
        *BasePage.audience_panels,
    ]
    parent_page_types = ["cms.InstitutionHome"]
    subpage_types: list[str] = []
    template = "themes/week_menu.html"

    class Meta:
        verbose_name = _("menu of the week")
        verbose_name_plural = _("menus of the week")

    @property
    def dishes(self) -> list[tuple[date, str, str]]:
        """The days on which there is something to eat, each with its dish and its allergy note."""
        days = enumerate(list_days(self.monday), 1)
        found = [
            (day, getattr(self, f"dish_{number}"), getattr(self, f"note_{number}"))
            for number, day in days
        ]
        return [row for row in found if row[1]]

    def clean(self) -> None:
        super().clean()
        if self.monday and self.monday.weekday():
            message = _("Choose the Monday of the week.")
            raise ValidationError({"monday": ValidationError(message, code="no_monday")})
