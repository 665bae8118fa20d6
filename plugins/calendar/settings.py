"""What an institution has to fill in."""

from indgang_sdk.settings import Address, Layer, Settings, SettingsRow, setting
from indgang_sdk.texts import Text

LONGEST_NAME = 100
MOST_FEEDS = 200


class ClassFeed(SettingsRow):
    """The feed of one class."""

    class_name: str = setting(
        title=Text(da="Klasse", en="Class"), min_length=1, max_length=LONGEST_NAME
    )
    address: Address = setting(title=Text(da="Adresse", en="Address"))


class CalendarSettings(Settings):
    """Where the timetable of each class is, and perhaps a calendar for all of the institution."""

    feeds: tuple[ClassFeed, ...] = setting(
        title=Text(da="Klassernes skemaer", en="The timetables of the classes"),
        help=Text(
            da="Klassens navn, som det står i portalen, og adressen på dens kalender (iCal).",
            en="The name of the class as the portal has it, and the address of its feed (iCal).",
        ),
        layer=Layer.INSTITUTION,
        min_length=1,
        max_length=MOST_FEEDS,
    )
    events_address: Address = setting(
        title=Text(da="Fælles kalender", en="Calendar for everybody"),
        help=Text(
            da="Adressen på en kalender (iCal) for alle elever, forældre og medarbejdere.",
            en="The address of a feed (iCal) for all pupils, parents and staff.",
        ),
        layer=Layer.INSTITUTION,
        default="",
    )
