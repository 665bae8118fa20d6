"""The demo's events: the school year's fixed days, and what happens soon."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from sandbox.content.dates import find_coming, find_easter, find_school_year
from sandbox.content.records import FAMILIES, PARENTS, PUBLIC, Audience, readers, with_staff

_MONDAY, _TUESDAY, _WEDNESDAY, _THURSDAY, _FRIDAY, _SATURDAY = range(6)
_LINDESOE, _KLITNAES = "998", "999"
_EGESOE, _STRANDLOEBER = "998101", "G99901"
_WHOLE_SCHOOL = readers(_EGESOE, *FAMILIES, "staff")
# Some of the municipality's institutions, and those who are asked about it.
_AROUND_THE_LAKE = (
    *(part for place in (_EGESOE, "998111", "G99801") for part in with_staff(place, PARENTS)),
    *readers("998001", "staff"),
)
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happens at a place; without hours it lasts all day."""

    place: str
    title: str
    first: date
    audience: Audience
    last: date | None = None
    begins: time | None = None
    ends: time | None = None
    hours_each_day: bool = False
    location: str = ""
    text: str = ""
    is_closing_day: bool = False
    # Every other week through a day, where it repeats.
    biweekly_until: date | None = None


def list_events(*, today: date) -> list[Event]:
    """All events of the school year that the day lies in."""
    year = find_school_year(today)
    monday = today - timedelta(days=today.weekday())
    trip = find_coming(_THURSDAY, after=today)
    return [
        *_list_soon(monday, trip=trip),
        *_list_holidays(year),
        *_list_autumn(year),
        *_list_spring(year),
        *_list_summer(year),
    ]


def _list_soon(monday: date, *, trip: date) -> Iterator[Event]:
    """What the news speak of, which moves with the day of loading."""
    yield Event(
        place=f"{_EGESOE}/3.B",
        title="Første svømmedag for 3. årgang",
        first=monday + 8 * _DAY,
        begins=time(8, 15),
        ends=time(9, 45),
        location="Svømmehallen",
        text="Husk badetøj og håndklæde. Vi går fra skolen klokken 8.15.",
        audience=with_staff(f"{_EGESOE}/3. årgang", FAMILIES),
    )
    yield Event(
        place=f"{_EGESOE}/3.B",
        title="3. årgang i vandet",
        first=monday + 22 * _DAY,
        begins=time(8, 15),
        ends=time(9, 45),
        location="Svømmehallen",
        audience=with_staff(f"{_EGESOE}/3. årgang", FAMILIES),
        biweekly_until=monday + 120 * _DAY,
    )
    yield Event(
        place="998102/3.B",
        title="3.B's teaterforestilling",
        first=monday + 10 * _DAY,
        begins=time(17),
        ends=time(18, 30),
        location="Aulaen",
        audience=with_staff("998102/3.B", FAMILIES),
    )
    yield Event(
        place=f"{_EGESOE}/3.B",
        title="Skole-hjem-samtaler i 3.B",
        first=monday + 15 * _DAY,
        last=monday + 16 * _DAY,
        begins=time(14),
        ends=time(18),
        hours_each_day=True,
        location="3.B's klasselokale",
        text="Der er sat 20 minutter af til hver familie. Vælg en tid senest fredag.",
        audience=with_staff(f"{_EGESOE}/3.B", PARENTS),
    )
    yield Event(
        place=_LINDESOE,
        title="Dialogmøde om trafikken ved Egesøen",
        first=monday + 17 * _DAY,
        begins=time(19),
        ends=time(20, 30),
        location="Aulaen på Egesøskolen",
        text=(
            "Kom og hør om den nye cykelsti, og sig, hvor I synes, at vejen er utryg. Mødet er for "
            "forældre og personale på Egesøskolen, i SFO Ahornen og i Børnehuset Bregnen."
        ),
        audience=_AROUND_THE_LAKE,
    )
    yield Event(
        place=_STRANDLOEBER,
        title="Strandtur for Tanglopperne",
        first=trip,
        begins=time(9),
        ends=time(14),
        text="Giv gummistøvler og skiftetøj med. Vi spiser madpakker på stranden.",
        audience=with_staff(f"{_STRANDLOEBER}/Tanglopperne", PARENTS),
    )


def _list_holidays(year: int) -> Iterator[Event]:
    """The days on which schools have no lessons, and daycare is closed."""
    christmas = date.fromisocalendar(*date(year, 12, 23).isocalendar()[:2], 1)
    easter = find_easter(year + 1)
    ascension = easter + 39 * _DAY
    for place in (_LINDESOE, _KLITNAES):
        autumn = date.fromisocalendar(year, 42, 1)
        yield _free(place, "Efterårsferie", autumn, autumn + 4 * _DAY)
        yield _free(place, "Juleferie", christmas, christmas + 11 * _DAY)
        yield _free(place, "Påskeferie", easter - 6 * _DAY, easter + _DAY)
    for place, week, name in ((_LINDESOE, 7, "Lindesø"), (_KLITNAES, 8, "Klitnæs")):
        winter = date.fromisocalendar(year + 1, week, 1)
        yield _free(place, f"Vinterferie i {name}", winter, winter + 4 * _DAY)
    yield Event(
        place=_KLITNAES,
        title="Lukkedag i dagtilbud efter Kristi himmelfartsdag",
        first=ascension + _DAY,
        audience=PUBLIC,
        is_closing_day=True,
    )
    summer = date.fromisocalendar(year + 1, 29, 1)
    yield Event(
        place=_KLITNAES,
        title="Sommerlukket i dagtilbud",
        first=summer,
        last=summer + 11 * _DAY,
        audience=PUBLIC,
        is_closing_day=True,
    )


def _free(place: str, title: str, first: date, last: date) -> Event:
    return Event(place=place, title=title, first=first, last=last, audience=PUBLIC)


def _list_autumn(year: int) -> Iterator[Event]:
    yield Event(
        place=_LINDESOE,
        title="Første skoledag efter sommerferien",
        first=date.fromisocalendar(year, 33, 1),
        audience=PUBLIC,
    )
    yield Event(
        place=f"{_EGESOE}/3.B",
        title="Forældremøde i 3.B",
        first=find_coming(_WEDNESDAY, after=date(year, 8, 31)),
        begins=time(17),
        ends=time(19),
        location="3.B's klasselokale",
        audience=with_staff(f"{_EGESOE}/3.B", PARENTS),
    )
    photographer = find_coming(_THURSDAY, after=date(year, 9, 20))
    yield Event(
        place=_EGESOE, title="Skolefotografen kommer", first=photographer, audience=_WHOLE_SCHOOL
    )
    yield Event(
        place=_EGESOE,
        title="Motionsdag: Vi løber rundt om søen",
        first=date.fromisocalendar(year, 41, 5),
        audience=_WHOLE_SCHOOL,
    )
    yield _board_meeting(find_coming(_TUESDAY, after=date(year, 10, 24)))
    yield Event(
        place=_LINDESOE,
        title="Indskrivning til 0. klasse",
        first=date.fromisocalendar(year, 47, 1),
        last=date.fromisocalendar(year, 49, 5),
        audience=PUBLIC,
    )
    lucia = find_coming(_FRIDAY, after=date(year, 12, 6))
    yield Event(
        place=_STRANDLOEBER,
        title="Luciaoptog og julehygge",
        first=lucia,
        begins=time(15),
        ends=time(16, 30),
        location="Fællesrummet",
        audience=with_staff(_STRANDLOEBER, PARENTS),
    )
    last_day = date.fromisocalendar(*date(year, 12, 23).isocalendar()[:2], 1) - 3 * _DAY
    yield Event(
        place=_EGESOE,
        title="Juleafslutning i hallen",
        first=last_day,
        begins=time(8),
        ends=time(12),
        location="Hallen",
        audience=_WHOLE_SCHOOL,
    )


def _list_spring(year: int) -> Iterator[Event]:
    spring = year + 1
    yield _board_meeting(date.fromisocalendar(spring, 2, 2))
    course = date.fromisocalendar(spring, 3, 3)
    yield Event(
        place=_KLITNAES,
        title="Kursus i sprogvurdering",
        first=course,
        last=course + _DAY,
        audience=readers(f"{_KLITNAES}.daycare", "staff"),
    )
    yield Event(
        place=_EGESOE,
        title="National trivselsmåling",
        first=date.fromisocalendar(spring, 4, 1),
        last=date.fromisocalendar(spring, 9, 5),
        audience=_WHOLE_SCHOOL,
    )
    yield Event(
        place=_LINDESOE,
        title="De kommende skolebørn begynder i SFO",
        first=find_coming(_MONDAY, after=date(spring, 2, 28)),
        audience=PUBLIC,
    )
    easter = find_easter(spring)
    shrovetide = date.fromisocalendar(*(easter - 51 * _DAY).isocalendar()[:2], 5)
    yield Event(
        place=_EGESOE,
        title="Fastelavn: Udklædning og tøndeslagning i indskolingen",
        first=shrovetide,
        begins=time(10),
        ends=time(12),
        audience=_WHOLE_SCHOOL,
    )


def _list_summer(year: int) -> Iterator[Event]:
    spring = year + 1
    easter = find_easter(spring)
    yield Event(
        place=_STRANDLOEBER,
        title="Arbejdslørdag på legepladsen",
        first=find_coming(_SATURDAY, after=date(spring, 4, 20)),
        begins=time(10),
        ends=time(14),
        location="Legepladsen",
        audience=with_staff(_STRANDLOEBER, PARENTS),
    )
    exams = find_coming(_MONDAY, after=date(spring, 4, 30))
    yield Event(
        place=_EGESOE,
        title="Skriftlige prøver for 9. årgang",
        first=exams,
        last=exams + 8 * _DAY,
        audience=with_staff(f"{_EGESOE}/9. årgang", FAMILIES),
    )
    ascension = easter + 39 * _DAY
    yield Event(
        place=_EGESOE,
        title="Cyklistprøve for 6. årgang",
        first=ascension - _DAY,
        begins=time(9),
        ends=time(12),
        audience=with_staff(f"{_EGESOE}/6. årgang", FAMILIES),
    )
    camp = easter + 43 * _DAY
    yield Event(
        place=_EGESOE,
        title="Lejrskole på Bornholm for 7.A og 7.B",
        first=camp,
        last=camp + 4 * _DAY,
        audience=with_staff(f"{_EGESOE}/7. årgang", FAMILIES),
    )
    yield Event(
        place=_STRANDLOEBER,
        title="Sommerfest i Strandløberen",
        first=find_coming(_FRIDAY, after=date(spring, 6, 7)),
        begins=time(15),
        ends=time(17),
        location="Legepladsen",
        audience=with_staff(_STRANDLOEBER, PARENTS),
    )
    last_day = find_coming(_FRIDAY, after=date(spring, 6, 20))
    yield Event(
        place=_EGESOE,
        title="Emneuge: Vand",
        first=last_day - 4 * _DAY,
        last=last_day - _DAY,
        audience=_WHOLE_SCHOOL,
    )
    yield Event(
        place=_LINDESOE,
        title="Sidste skoledag før sommerferien",
        first=last_day,
        audience=PUBLIC,
    )


def _board_meeting(day: date) -> Event:
    return Event(
        place=_EGESOE,
        title="Møde i skolebestyrelsen",
        first=day,
        begins=time(17),
        ends=time(19),
        location="Lærerværelset",
        audience=PUBLIC,
    )
