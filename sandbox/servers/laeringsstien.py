"""Læringsstien, the learning platform of Lindesø: week plans with items, tasks and focus points."""

from datetime import date, datetime, time
from typing import Any

from sandbox.servers.open_json import Asked, Json, Platform
from sandbox.servers.people import Place, Somebody
from sandbox.servers.school_week import DENMARK, SchoolWeek, at

# Of each class or level: weekday, kind, subject, title and text of what stands in the plan.
Row = tuple[int, str, str, str, str]
_MONDAY, _TUESDAY, _WEDNESDAY, _THURSDAY, _FRIDAY = range(5)

OF_CLASSES: dict[tuple[str, str], tuple[Row, ...]] = {
    ("998101", "3.B"): (
        (_MONDAY, "comment", "Dansk", "Vi skriver instruktioner",
         "<p>Vi begynder med noget, alle kan: <em>Sådan smører du en madpakke</em>.</p>"),
        (_WEDNESDAY, "task", "Matematik", "Gangetabellerne 3, 4 og 6",
         "<p>Øv dem højt derhjemme i fem minutter:</p><ul><li>3-tabellen</li>"
         "<li>4-tabellen</li><li>6-tabellen</li></ul>"),
        (_FRIDAY, "comment", "Natur/teknologi", "Hvad kan flyde?",
         "<p>Tag en lille ting med, som I tror kan flyde.</p>"),
    ),
    ("998101", "7.A"): (
        (_TUESDAY, "comment", "Engelsk", "My favourite place", "<p>Vi skriver en side hver.</p>"),
        (_WEDNESDAY, "task", "Fysik/kemi", "Syrer og baser", "<p>Læs side 40-44.</p>"),
        (_FRIDAY, "assignment", "Billedkunst", "Billedanalyse: Et maleri fra Skagen",
         "<p>Brug de fem spørgsmål fra timen.</p>"),
    ),
}  # fmt: skip
_YOUNG: tuple[Row, ...] = (
    (_MONDAY, "comment", "Dansk", "Ugens bogstav og ugens historie", "<p>Vi læser sammen.</p>"),
    (_THURSDAY, "task", "Matematik", "Tæl tingene i køkkenet", "<p>Tegn, hvad I finder.</p>"),
)
_MIDDLE: tuple[Row, ...] = (
    (_MONDAY, "comment", "Dansk", "Vi læser en gyserroman", "<p>Kapitel 1 og 2 i klassen.</p>"),
    (_WEDNESDAY, "task", "Matematik", "Vinkler i skolegården", "<p>Husk vinkelmåler.</p>"),
)
_OLD: tuple[Row, ...] = (
    (_TUESDAY, "comment", "Samfundsfag", "Sådan bliver en lov til", "<p>Vi ser på et forslag.</p>"),
    (_THURSDAY, "task", "Matematik", "Procent i hverdagen", "<p>Opgave 12-18.</p>"),
)
OF_LEVELS = {str(level): rows for levels, rows in (
    (range(4), _YOUNG), (range(4, 7), _MIDDLE), (range(7, 10), _OLD),
) for level in levels}  # fmt: skip

# Of the cast: weekday when it is due, kind, subject, title, and whether it is done.
OF_PUPILS: dict[str, tuple[tuple[int, str, str, str, bool], ...]] = {
    "bo000001": ((_THURSDAY, "homework", "Dansk", "Læs kapitel 4 og 5 i klassens bog", False),),
    "emil0001": (
        (_FRIDAY, "assignment", "Billedkunst", "Billedanalyse: Et maleri fra Skagen", True),
    ),
}
_OF_OTHERS = ((_THURSDAY, "homework", "Dansk", "Læs 20 minutter hver dag", False),)
FOCUS = {"bo000001": "Jeg vil læse højt for en voksen tre gange om ugen"}


class Laeringsstien(Platform):
    """Week plans, tasks and focus points for the schools of Lindesø."""

    name, title, municipalities = "laeringsstien", "Læringsstien", ("998",)

    def list_overview(self, asked: Asked) -> list[Json]:
        parts = [part for child in asked.children for part in self._list_child_overview(child)]
        teacher = self.people.find(asked.viewer)
        if "staff" in asked.roles and teacher is not None:
            parts += [_make_class_part(place) for place in teacher.classes]
        return parts

    def _list_child_overview(self, child: Somebody) -> list[Json]:
        focus = FOCUS.get(child.unilogin)
        if not focus:
            return []
        link = {"target": "focus", "child": child.unilogin}
        return [
            {
                "kind": "card",
                "title": "Fokuspunkt",
                "text": focus,
                "child": child.unilogin,
                "link": link,
            }
        ]

    def list_tasks(self, asked: Asked) -> list[Json]:
        return [_make_task_part(task) for task in self._list_tasks(asked, asked.week.monday)]

    def make_week(self, asked: Asked, monday: date) -> Json:
        items = [item for child in asked.children for item in self._list_items(child, monday)]
        return {"items": items, "tasks": self._list_tasks(asked, monday)}

    def list_events(self, week: SchoolWeek) -> list[Json]:
        friday, thursday = week.find_day(_FRIDAY), week.find_day(_THURSDAY, weeks=1)
        return [
            _make_event("e1", "Vi viser vores instruktioner", friday, ("998101", "3.B")),
            _make_event("e2", "Opsamling på emnet om vand", thursday, ("998101", "3.B")),
            _make_event("e3", "Læsemakkere besøger 0.A", week.find_day(_WEDNESDAY, weeks=1),
                        ("998101", "3.B"), ("998101", "0.A")),
            _make_event("e4", "Fernisering: Skagens malere", friday, ("998101", "7.A")),
        ]  # fmt: skip

    def list_entries(self, week: SchoolWeek) -> list[Json]:
        dated = datetime.combine(date(week.school_year, 8, 10), time(9), tzinfo=DENMARK)
        return [
            {**row, "dated_at": dated.isoformat(), "link": {"target": f"guides/{row['key']}"}}
            for row in _GUIDES
        ]

    def _list_items(self, child: Somebody, monday: date) -> list[Json]:
        return [
            {
                "child": child.unilogin,
                "day": date.fromordinal(monday.toordinal() + weekday).isoformat(),
                "kind": kind,
                "subject": subject,
                "title": title,
                "html": html,
                "group": place.group,
                "author": "Anna Lysholt" if (place.institution, place.group) == _ANNAS else "",
                "link": {"target": f"plans/{place.group}", "child": child.unilogin},
            }
            for place in child.places
            for weekday, kind, subject, title, html in find_plan(place)
        ]

    def _list_tasks(self, asked: Asked, monday: date) -> list[Json]:
        # What is over is done, and what is far ahead has not been set.
        weeks = asked.week.count_weeks_to(monday)
        if weeks > 1:
            return []
        return [
            {
                "child": child.unilogin,
                "title": title,
                "due": date.fromordinal(monday.toordinal() + weekday).isoformat(),
                "is_done": done or weeks < 0,
                "kind": kind,
                "subject": subject,
                "group": child.places[0].group,
                "link": {"target": f"tasks/{number}", "child": child.unilogin},
            }
            for child in asked.children
            if child.places[0].level.isdecimal()
            for number, (weekday, kind, subject, title, done) in enumerate(
                OF_PUPILS.get(child.unilogin, _OF_OTHERS), 1
            )
        ]


_ANNAS = ("998101", "3.B")
_SCHOOLS = ("998101", "998102")


def find_plan(place: Place) -> tuple[Row, ...]:
    """The plan of a class; none for rooms of daycare."""
    return OF_CLASSES.get((place.institution, place.group), OF_LEVELS.get(place.level, ()))


def _make_task_part(task: Json) -> Json:
    return {
        "kind": "item",
        "title": task["title"],
        "detail": task["subject"],
        "when": task["due"],
        "mark": "done" if task["is_done"] else "not_done",
        "child": task["child"],
        "link": task["link"],
    }


def _make_class_part(place: Place) -> Json:
    title = f"punkter i ugeplanen for {place.group}"
    return {
        "kind": "number",
        "value": len(find_plan(place)),
        "title": title,
        "detail": "i denne uge",
        "link": {"target": f"plans/{place.group}"},
    }


def _make_event(key: str, title: str, day: date, *places: tuple[str, str]) -> Json:
    return {
        "key": key,
        "title": title,
        "starts_at": at(day, 10, 15).isoformat(),
        "ends_at": at(day, 11, 0).isoformat(),
        "place": "I klassen",
        "readers": [
            {"institution": institution, "group": group, "role": role}
            for institution, group in places
            for role in ("pupil", "guardian", "staff")
        ],
    }


def _list_readers(*roles: str) -> list[Json]:
    return [{"institution": key, "role": role} for key in _SCHOOLS for role in roles]


_GUIDES: tuple[dict[str, Any], ...] = (
    {
        "key": "home",
        "title": "Læringsstien derhjemme: Sådan følger I med",
        "text": "Her ser I ugeplan, opgaver og fokuspunkter, og I kan sætte flueben sammen.",
        "readers": _list_readers("guardian"),
    },
    {
        "key": "aloud",
        "title": "Ti gode råd, når I læser højt",
        "text": "Vælg bogen sammen, stop op ved billederne, og lad barnet gætte, hvad der sker.",
        "readers": _list_readers("guardian", "staff"),
    },
    {
        "key": "plan",
        "title": "Lav en ugeplan på fem minutter",
        "text": "Kopier sidste uge, ret det, der er nyt, og vælg, hvem der kan se planen.",
        "readers": _list_readers("staff"),
    },
)
