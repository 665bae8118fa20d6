"""What there is to eat in the demo's daycare institution: last week, this week and the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, kw_only=True)
class Dish:
    """What there is on one day, and what to know about it."""

    text: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class WeekMenu:
    """A week's dishes from Monday to Friday, so many weeks from that of loading."""

    place: str
    weeks: int
    dishes: tuple[Dish, Dish, Dish, Dish, Dish]
    author: str = ""


@dataclass(frozen=True, kw_only=True)
class DatedMenu:
    """A menu with the Monday of its week."""

    menu: WeekMenu
    monday: date


_STRANDLOEBER = "G99901"

MENUS = (
    WeekMenu(
        place=_STRANDLOEBER,
        weeks=-1,
        dishes=(
            Dish(text="Grøntsagssuppe med perlebyg og rugbrød", note="Gluten, selleri"),
            Dish(text="Ovnbagt sej med kartofler og persillesovs", note="Fisk, mælk"),
            Dish(text="Kikærtegryde med ris", note="Ingen af de almindelige allergener"),
            Dish(text="Rugbrød med leverpostej, makrel og gulerod", note="Gluten, fisk"),
            Dish(text="Havregrød med æble, børnenes valg", note="Gluten, mælk"),
        ),
        author="kirsten",
    ),
    WeekMenu(
        place=_STRANDLOEBER,
        weeks=0,
        dishes=(
            Dish(text="Tomatsuppe med pastaskruer og boller", note="Gluten"),
            Dish(text="Kylling i karry med ris og ananas", note="Mælk; uden karry på ønske"),
            Dish(text="Fiskefilet med kogte kartofler og ærter", note="Fisk, gluten"),
            Dish(text="Rugbrød med æg, tun og tomat", note="Gluten, æg, fisk"),
            Dish(text="Lasagne med spinat og linser", note="Gluten, mælk"),
        ),
        author="kirsten",
    ),
    WeekMenu(
        place=_STRANDLOEBER,
        weeks=1,
        dishes=(
            Dish(text="Linsesuppe med groft brød", note="Gluten"),
            Dish(text="Fiskefrikadeller, kartofler og råkost", note="Fisk, æg, gluten"),
            Dish(text="Pasta med kødsovs eller linser", note="Gluten; okse, ikke svin"),
            Dish(text="Rugbrød med pålæg, grønt og æg", note="Gluten, æg"),
            Dish(text="Pandekager med spinat, børnenes valg", note="Gluten, æg, mælk"),
        ),
        author="kirsten",
    ),
)


def list_menus(*, today: date) -> Iterator[DatedMenu]:
    """All menus with their weeks, the oldest first."""
    monday = today - timedelta(days=today.weekday())
    for menu in sorted(MENUS, key=lambda item: item.weeks):
        yield DatedMenu(menu=menu, monday=monday + timedelta(weeks=menu.weeks))
