"""Blocks that show what others write or who is there: what each reader may see of it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    IntegerBlock,
    PageChooserBlock,
    StructBlock,
)

from cms.blocks.holes import HoleBlock, Parameters
from cms.blocks.options import OptionBlock, OptionsBlock
from cms.blocks.text import PREVIEW
from indgang_sdk.connectors import Category

MOST_NEWS = 12
MOST_EVENTS = 20
# By the kinds of systems that connectors name.
SYSTEMS = {
    Category.LEARNING_PLATFORM.value: _("Tasks and overview"),
    Category.TIMETABLE.value: _("Timetable"),
    Category.ABSENCE.value: _("Absence"),
    Category.LIBRARY.value: _("The library"),
    Category.LINKS.value: _("Self-service"),
}


class OfPlaceBlock(HoleBlock, StructBlock):
    """A list of what stands at a place and at those below it; `number` says how long it is."""

    title = CharBlock(max_length=200, required=False, label=_("Heading"))
    place = PageChooserBlock(
        ["cms.MunicipalityHome", "cms.InstitutionHome", "cms.GroupHome"],
        label=_("Of which place?"),
    )

    class Meta:
        template = "cms/blocks/hole.html"
        preview_template = PREVIEW

    def find_parameters(self, value: Any) -> Parameters:
        place = value["place"]
        return {
            "title": value["title"],
            "place": place.pk if place else None,
            "number": value["number"],
        }


class NewsListBlock(OfPlaceBlock):
    """The newest news of a place and of those below it."""

    number = IntegerBlock(min_value=1, max_value=MOST_NEWS, default=3, label=_("How many?"))

    class Meta:
        icon = "list-ul"
        label = _("News")
        description = _("The latest news of a place, as far as each reader may see it")

    def make_example(self) -> Parameters:
        titles = (
            gettext("We have baked rye buns"),
            gettext("Remember warm clothes"),
            gettext("A new climbing frame in the playground"),
        )
        news = [{"title": title, "url": "#"} for title in titles]
        return {"title": gettext("News"), "news": news}


class EventListBlock(OfPlaceBlock):
    """What happens next at a place and at those below it."""

    number = IntegerBlock(min_value=1, max_value=MOST_EVENTS, default=5, label=_("How many?"))

    class Meta:
        icon = "date"
        label = _("Coming up")
        description = _("The next events of a place, as far as each reader may see them")

    def make_example(self) -> Parameters:
        days = {
            gettext("Lucia procession"): date(2026, 12, 11),
            gettext("End of term before Christmas"): date(2026, 12, 18),
        }
        events = [{"title": title, "url": "#", "first_day": day} for title, day in days.items()]
        return {"title": gettext("Coming up"), "events": events}


class ContactBlock(HoleBlock, StructBlock):
    """Staff of the page's institution, as the roster has them today and as each reader may see."""

    title = CharBlock(max_length=200, required=False, label=_("Heading"))
    who = OptionsBlock(
        choices=[
            ("leader", _("The leaders")),
            ("administrative", _("The office")),
            ("group", _("The teachers and pedagogues of the class or room")),
            ("pedagogical", _("All teachers and pedagogues")),
        ],
        label=_("Who?"),
    )

    class Meta:
        icon = "group"
        label = _("Contact")
        template = "cms/blocks/hole.html"
        description = _("Names and contact details of staff, always as they are today")
        preview_template = PREVIEW

    def find_parameters(self, value: Any) -> Parameters:
        return {"title": value["title"], "who": list(value["who"])}

    def make_example(self) -> Parameters:
        people = [
            {"name": "Ida Eksempel", "title": gettext("Secretary"), "phone": "00 00 98 10"},
            {"name": "Bent Jensen", "title": gettext("Head teacher"), "email": "bent@example.dk"},
        ]
        return {"title": gettext("Contact"), "people": people}


class TileBlock(HoleBlock, StructBlock):
    """The boxes of one kind of connected systems: each reader sees what is theirs there."""

    system = OptionBlock(
        choices=list(SYSTEMS.items()),
        label=_("What does the box show?"),
    )

    class Meta:
        icon = "grip"
        label = _("Box of another system")
        template = "cms/blocks/hole.html"
        description = _("Something that another system of the municipality shows")
        help_text = _("It comes from the systems that are connected as this kind of system.")
        preview_template = PREVIEW

    def find_parameters(self, value: Any) -> Parameters:
        return {"system": value["system"]}

    def make_example(self) -> Parameters:
        return {"title": _("Tasks and overview")}
