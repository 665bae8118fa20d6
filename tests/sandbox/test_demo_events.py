"""The demo's year: every event of the story is there on its day, and other years have theirs."""

from datetime import date, time

import pytest

from sandbox.content.events import list_events
from sandbox.content.records import PUBLIC

TODAY = date(2026, 11, 23)
# E01 to E31 of the story: where, when, and whether everybody sees it.
YEAR = [
    ("998", "Første skoledag efter sommerferien", "2026-08-10", "", "", True),
    ("998101/3.B", "Forældremøde i 3.B", "2026-09-02", "", "17-19", False),
    ("998101", "Skolefotografen kommer", "2026-09-24", "", "", False),
    ("998101", "Motionsdag: Vi løber rundt om søen", "2026-10-09", "", "", False),
    ("998", "Efterårsferie", "2026-10-12", "2026-10-16", "", True),
    ("999", "Efterårsferie", "2026-10-12", "2026-10-16", "", True),
    ("998101", "Møde i skolebestyrelsen", "2026-10-27", "", "17-19", True),
    ("998", "Indskrivning til 0. klasse", "2026-11-16", "2026-12-04", "", True),
    ("G99901", "Strandtur for Tanglopperne", "2026-11-26", "", "9-14", False),
    ("998101/3.B", "Første svømmedag for 3. årgang", "2026-12-01", "", "8.15-9.45", False),
    ("998102/3.B", "3.B's teaterforestilling", "2026-12-03", "", "17-18.30", False),
    ("998101/3.B", "Skole-hjem-samtaler i 3.B", "2026-12-08", "2026-12-09", "14-18", False),
    ("998", "Dialogmøde om trafikken ved Egesøen", "2026-12-10", "", "19-20.30", False),
    ("G99901", "Luciaoptog og julehygge", "2026-12-11", "", "15-16.30", False),
    ("998101/3.B", "3. årgang i vandet", "2026-12-15", "", "8.15-9.45", False),
    ("998101", "Juleafslutning i hallen", "2026-12-18", "", "8-12", False),
    ("998", "Juleferie", "2026-12-21", "2027-01-01", "", True),
    ("999", "Juleferie", "2026-12-21", "2027-01-01", "", True),
    ("998101", "Møde i skolebestyrelsen", "2027-01-12", "", "17-19", True),
    ("999", "Kursus i sprogvurdering", "2027-01-20", "2027-01-21", "", False),
    ("998101", "National trivselsmåling", "2027-01-25", "2027-03-05", "", False),
    ("998101", "Fastelavn: Udklædning og tøndeslagning i indskolingen", "2027-02-05", "", "10-12",
     False),
    ("998", "Vinterferie i Lindesø", "2027-02-15", "2027-02-19", "", True),
    ("999", "Vinterferie i Klitnæs", "2027-02-22", "2027-02-26", "", True),
    ("998", "De kommende skolebørn begynder i SFO", "2027-03-01", "", "", True),
    ("998", "Påskeferie", "2027-03-22", "2027-03-29", "", True),
    ("999", "Påskeferie", "2027-03-22", "2027-03-29", "", True),
    ("G99901", "Arbejdslørdag på legepladsen", "2027-04-24", "", "10-14", False),
    ("998101", "Skriftlige prøver for 9. årgang", "2027-05-03", "2027-05-11", "", False),
    ("998101", "Cyklistprøve for 6. årgang", "2027-05-05", "", "9-12", False),
    ("999", "Lukkedag i dagtilbud efter Kristi himmelfartsdag", "2027-05-07", "", "", True),
    ("998101", "Lejrskole på Bornholm for 7.A og 7.B", "2027-05-10", "2027-05-14", "", False),
    ("G99901", "Sommerfest i Strandløberen", "2027-06-11", "", "15-17", False),
    ("998101", "Emneuge: Vand", "2027-06-21", "2027-06-24", "", False),
    ("998", "Sidste skoledag før sommerferien", "2027-06-25", "", "", True),
    ("999", "Sommerlukket i dagtilbud", "2027-07-19", "2027-07-30", "", True),
]  # fmt: skip


def write_clock(clock: time | None) -> str:
    if clock is None:
        return ""
    return f"{clock.hour}.{clock.minute:02}" if clock.minute else str(clock.hour)


def describe(event):
    hours = "-".join(filter(None, [write_clock(event.begins), write_clock(event.ends)]))
    last = event.last.isoformat() if event.last else ""
    is_public = event.audience == PUBLIC
    return event.place, event.title, event.first.isoformat(), last, hours, is_public


def test_the_story_has_its_whole_year():
    found = [describe(event) for event in list_events(today=TODAY)]
    assert sorted(found) == sorted(YEAR)


@pytest.mark.parametrize("year", range(2024, 2040))
def test_events_of_any_year_are_in_order_and_of_that_school_year(year):
    for event in list_events(today=date(year, 8, 1)):
        assert event.last is None or event.last > event.first
        assert date(year, 7, 25) < event.first < date(year + 1, 8, 1)
