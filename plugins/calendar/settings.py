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
            da="Skriv klassens navn, som det står i portalen, og adressen på klassens skema "
            "(iCal).",
            en="Write the name of the class as the portal has it, and the address of its "
            "timetable (iCal).",
        ),
        layer=Layer.INSTITUTION,
        min_length=1,
        max_length=MOST_FEEDS,
    )
    events_address: Address = setting(
        title=Text(da="Fælles kalender", en="Shared calendar"),
        help=Text(
            da="Skriv adressen på en kalender (iCal) for alle elever, forældre og medarbejdere.",
            en="Write the address of a calendar (iCal) for all pupils, parents and staff.",
        ),
        layer=Layer.INSTITUTION,
        default="",
    )
