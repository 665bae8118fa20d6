"""Made-up feeds of two classes of a school, and its calendar for everybody."""

from indgang_sdk.testing.example import Example, Recorded
from indgang_sdk.testing.people import ANNA, BO, DORTE
from plugins.calendar.settings import CalendarSettings, ClassFeed

BASE = "https://timeplan.example/feeds"
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Timeplan//Skema//DA
{events}END:VCALENDAR
"""
WEEKLY = """BEGIN:VEVENT
UID:{uid}@timeplan.example
DTSTAMP:20260801T060000Z
DTSTART;TZID=Europe/Copenhagen:{day}T{start}00
DTEND;TZID=Europe/Copenhagen:{day}T{end}00
RRULE:FREQ=WEEKLY;UNTIL=20270625T220000Z
SUMMARY:{subject}
LOCATION:{room}
CONTACT:ALY
END:VEVENT
"""
SUBSTITUTE = """BEGIN:VEVENT
UID:maths@timeplan.example
DTSTAMP:20261122T060000Z
RECURRENCE-ID;TZID=Europe/Copenhagen:20261124T121000
DTSTART;TZID=Europe/Copenhagen:20261124T121000
DTEND;TZID=Europe/Copenhagen:20261124T133000
SUMMARY:Matematik
LOCATION:14
CONTACT:VIK
CATEGORIES:Vikar
SEQUENCE:1
END:VEVENT
"""
WHOLE_DAY = """BEGIN:VEVENT
UID:culture@timeplan.example
DTSTAMP:20261101T060000Z
DTSTART;VALUE=DATE:20261125
DTEND;VALUE=DATE:20261126
SUMMARY:Kulturdag
LOCATION:Aulaen
DESCRIPTION:Hele skolen går i kirke klokken ti
END:VEVENT
"""


def write_feed(*events: str) -> str:
    return CALENDAR.format(events="".join(events)).replace("\n", "\r\n")


def write_lesson(uid: str, day: str, times: tuple[str, str], subject: str, room: str) -> str:
    start, end = times
    return WEEKLY.format(uid=uid, day=day, start=start, end=end, subject=subject, room=room)


FEED_3B = write_feed(
    write_lesson("danish", "20260810", ("0800", "0930"), "Dansk", "14"),
    write_lesson("swimming", "20260811", ("0815", "0945"), "Svømning", "Svømmehallen"),
    write_lesson("maths", "20260811", ("1210", "1330"), "Matematik", "14"),
    SUBSTITUTE,
)
FEED_7A = write_feed(
    write_lesson("english", "20260810", ("0800", "0930"), "Engelsk", "21"),
    write_lesson("physics", "20260811", ("1210", "1500"), "Fysik/kemi", "31"),
)

EXAMPLE = Example(
    settings=CalendarSettings(
        feeds=(
            ClassFeed(class_name="3.B", address=f"{BASE}/3b.ics"),
            ClassFeed(class_name="7.A", address=f"{BASE}/7a.ics"),
        ),
        events_address=f"{BASE}/skolen.ics",
    ),
    people=(DORTE, BO, ANNA),
    answers=(
        Recorded(address=f"{BASE}/3b.ics", body=FEED_3B),
        Recorded(address=f"{BASE}/7a.ics", body=FEED_7A),
        Recorded(address=f"{BASE}/skolen.ics", body=write_feed(WHOLE_DAY)),
    ),
)
