"""Tavlen, the learning platform of Klitnæs: week letters as text, and tasks as links."""

from datetime import date, datetime, time
from typing import Any

from sandbox.servers.open_json import Asked, Json, Platform
from sandbox.servers.people import Place, Somebody
from sandbox.servers.school_week import DENMARK, SchoolWeek, at

_WEDNESDAY, _THURSDAY, _FRIDAY = 2, 3, 4
_FIFTH, _ROOM = ("999101", "5.A"), ("G99901", "Tanglopperne")

# By class or room: the letter of the running week, and those of the weeks after it.
LETTERS: dict[tuple[str, str], tuple[str, ...]] = {
    _FIFTH: (
        "<p>Kære 5.A</p><p>I denne uge bliver vi færdige med decimaltallene. I næste uge begynder "
        "vi på brøker og slutter ugen med en tur til havnen.</p>"
        "<p>Husk <strong>idrætstøj</strong> onsdag.</p>",
        "<p>Kære 5.A</p><p>Vi begynder på brøker og slutter ugen med en tur til havnen. Giv jer "
        "god tid til morgenmad fredag, for vi går kl. 9.</p>",
    ),
    _ROOM: (
        "<p>Kære Tanglopper</p><p>På torsdag går vi til stranden og leder efter rav. Derfor øver "
        "vi os hele ugen i at lyne jakken selv.</p>",
        "<p>Kære Tanglopper</p><p>Vi pynter op til jul og øver luciasangen, så I kan høre den "
        "derhjemme ved spisebordet.</p>",
    ),
}
_ANY = "<p>Kære {group}</p><p>Det er uge {number}. Vi holder fast i vores gode rutiner.</p>"
# By class: weekday when it is due, subject, title.
TASKS: dict[tuple[str, str], tuple[tuple[int, str, str], ...]] = {
    _FIFTH: (
        (_WEDNESDAY, "Matematik", "Regn side 31 færdig"),
        (_THURSDAY, "Dansk", "Skriv ti spørgsmål til en fisker"),
    ),
}
_OF_OTHERS = ((_THURSDAY, "Dansk", "Læs i din egen bog"),)


class Tavlen(Platform):
    """Letters for schools and daycare, tasks for schools."""

    name, title, municipalities = "tavlen", "Tavlen", ("999",)

    def list_overview(self, asked: Asked) -> list[Json]:
        return [
            {
                "kind": "card",
                "title": f"Ugebrev til {place.group}",
                "text": "Ugens brev ligger klar.",
                "child": child.unilogin,
                "link": {"target": f"letters/{place.group}", "child": child.unilogin},
            }
            for child in asked.children
            for place in child.places
        ]

    def list_tasks(self, asked: Asked) -> list[Json]:
        return [
            {
                "kind": "item",
                "title": task["title"],
                "detail": task["subject"],
                "when": task["due"],
                "child": task["child"],
                "link": task["link"],
            }
            for task in _list_tasks(asked, asked.week.monday)
        ]

    def make_week(self, asked: Asked, monday: date) -> Json:
        letters = [
            _make_letter(child, place, asked.week, monday)
            for child in asked.children
            for place in child.places
        ]
        return {"letters": letters, "tasks": _list_tasks(asked, monday)}

    def list_events(self, week: SchoolWeek) -> list[Json]:
        harbour, beach = week.find_day(_FRIDAY, weeks=1), week.find_day(_THURSDAY)
        return [
            _make_event("t1", "Tur til havnen", (at(harbour, 9), at(harbour, 12)), _FIFTH),
            _make_event("t2", "Strandtur: Husk turrygsæk", (at(beach, 9), at(beach, 14)), _ROOM),
        ]

    def list_entries(self, week: SchoolWeek) -> list[Json]:
        dated = datetime.combine(date(week.school_year, 8, 10), time(9), tzinfo=DENMARK)
        return [
            {**row, "dated_at": dated.isoformat(), "link": {"target": f"guides/{row['key']}"}}
            for row in _GUIDES
        ]


def _make_letter(child: Somebody, place: Place, week: SchoolWeek, monday: date) -> Json:
    number = monday.isocalendar().week
    weeks = week.count_weeks_to(monday)
    written = LETTERS.get((place.institution, place.group), ())
    known = 0 <= weeks < len(written)
    return {
        "child": child.unilogin,
        "group": place.group,
        "title": f"Ugebrev, uge {number}",
        "html": written[weeks] if known else _ANY.format(group=place.group, number=number),
        "link": {"target": f"letters/{place.group}", "child": child.unilogin},
    }


def _list_tasks(asked: Asked, monday: date) -> list[Json]:
    weeks = asked.week.count_weeks_to(monday)
    if weeks > 1:
        return []
    return [
        {
            "child": child.unilogin,
            "title": title,
            "due": date.fromordinal(monday.toordinal() + weekday).isoformat(),
            "is_done": weeks < 0,
            "subject": subject,
            "group": place.group,
            "link": {"target": f"tasks/{place.group}/{number}", "child": child.unilogin},
        }
        for child in asked.children
        for place in child.places
        if place.level.isdecimal()
        for number, (weekday, subject, title) in enumerate(
            TASKS.get((place.institution, place.group), _OF_OTHERS), 1
        )
    ]


def _make_event(
    key: str, title: str, times: tuple[datetime, datetime], place: tuple[str, str]
) -> Json:
    starts, ends = times
    return {
        "key": key,
        "title": title,
        "starts_at": starts.isoformat(),
        "ends_at": ends.isoformat(),
        "readers": [
            {"institution": place[0], "group": place[1], "role": role}
            for role in ("pupil", "guardian", "staff")
        ],
    }


def _list_readers(*roles: str) -> list[Json]:
    keys = ("999101", "999102", "G99901", "G99902")
    return [{"institution": key, "role": role} for key in keys for role in roles]


_GUIDES: tuple[dict[str, Any], ...] = (
    {
        "key": "letters",
        "title": "Tavlen: Sådan læser I ugebrevet",
        "text": "Brevet kommer fredag eftermiddag, og I kan få det læst op på fire sprog.",
        "readers": _list_readers("guardian"),
    },
    {
        "key": "writing",
        "title": "Tavlen: Skriv et ugebrev, som alle forstår",
        "text": "Korte sætninger, én ting ad gangen, og det, børnene skal huske, til sidst.",
        "readers": _list_readers("staff"),
    },
)
