"""When published events happen, and who sees them."""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from cms.calendar.queries import occurrences_visible_to
from cms.calendar.repeating import Repeats
from cms.models import EventPage, Occurrence
from cms.queries import visible_to

START = datetime(2026, 11, 1, tzinfo=UTC)
END = datetime(2027, 7, 1, tzinfo=UTC)


def _local(moments):
    return [timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") for moment in moments]


def test_hours_stay_what_they_are_when_summer_begins(egesoeskolen, make_event):
    event = make_event(
        egesoeskolen.home, starts_on=date(2027, 3, 25), starts_at=time(8, 15), ends_at=time(9, 45),
        repeats=Repeats.WEEKLY, repeats_until=date(2027, 4, 1),
    )  # fmt: skip
    times = event.occurrences.order_by("begins_at")
    assert _local(item.begins_at for item in times) == ["2027-03-25 08:15", "2027-04-01 08:15"]
    assert _local(item.ends_at for item in times) == ["2027-03-25 09:45", "2027-04-01 09:45"]
    between = times[1].begins_at - times[0].begins_at
    assert between == timedelta(days=7) - timedelta(hours=1)


def test_days_last_from_midnight_to_midnight_and_a_time_without_an_end_for_an_hour(
    egesoeskolen, make_event
):
    days = make_event(
        egesoeskolen.home, starts_on=date(2026, 12, 21), ends_on=date(2027, 1, 1)
    ).occurrences.get()
    assert days.all_day
    assert _local([days.begins_at, days.ends_at]) == ["2026-12-21 00:00", "2027-01-02 00:00"]
    hour = make_event(
        egesoeskolen.home, "Møde", starts_on=date(2026, 12, 21), starts_at=time(17)
    ).occurrences.get()
    assert _local([hour.begins_at, hour.ends_at]) == ["2026-12-21 17:00", "2026-12-21 18:00"]


def test_hours_of_several_days_are_those_of_the_first_and_the_last(egesoeskolen, make_event):
    days = {"starts_on": date(2027, 1, 4), "ends_on": date(2027, 1, 6), "starts_at": time(9)}
    whole = make_event(egesoeskolen.home, **days, ends_at=time(14)).occurrences.get()
    assert _local([whole.begins_at, whole.ends_at]) == ["2027-01-04 09:00", "2027-01-06 14:00"]
    open_end = make_event(egesoeskolen.home, "Hytte", **days).occurrences.get()
    assert _local([open_end.begins_at, open_end.ends_at]) == [
        *("2027-01-04 09:00", "2027-01-07 00:00")
    ]


def test_what_begins_late_and_has_no_end_ends_with_its_day(egesoeskolen, make_event):
    late = make_event(
        egesoeskolen.home, starts_on=date(2026, 12, 31), starts_at=time(23, 30)
    ).occurrences.get()
    assert _local([late.begins_at, late.ends_at]) == ["2026-12-31 23:30", "2027-01-01 00:00"]


def test_changing_and_taking_down_an_event_changes_when_it_happens(
    egesoeskolen, make_event, make_viewer
):
    viewer = make_viewer("998101/staff")
    event = make_event(egesoeskolen.home, starts_on=date(2026, 12, 1))
    event.starts_on = date(2026, 12, 2)
    event.save_revision()
    assert [item.first_day for item in _read(viewer)] == [date(2026, 12, 1)]
    event.get_latest_revision().publish()
    assert [item.first_day for item in _read(viewer)] == [date(2026, 12, 2)]
    event.refresh_from_db()
    event.unpublish()
    assert _read(viewer) == []


def test_draft_happens_for_nobody(egesoeskolen, make_viewer):
    event = EventPage(title="Udkast", live=False, starts_on=date(2026, 12, 1))
    egesoeskolen.home.add_child(instance=event)
    event.save_revision()
    assert not Occurrence.objects.exists()
    assert _read(make_viewer("998101/staff")) == []


def test_events_are_exactly_those_that_visible_to_lets_through(
    egesoeskolen, revleskolen, make_event, make_viewer
):
    for school in (egesoeskolen, revleskolen):
        for audience in (None, ["public"], ["998101/staff"], ["999101/guardian", "998101/pupil"]):
            make_event(school.home, own_audience=audience, starts_on=date(2026, 12, 1))
    for keys in ((), ("998101/staff",), ("999101/guardian", "998101/pupil")):
        viewer = make_viewer(*keys)
        expected = set(visible_to(viewer, EventPage.objects.all()).values_list("pk", flat=True))
        assert {item.page_id for item in _read(viewer)} == expected
        own = EventPage.objects.filter(pk__in=expected, municipality__code="999")
        found = _read(viewer, municipalities=["999"])
        assert {item.page_id for item in found} == set(own.values_list("pk", flat=True))
        below = _read(viewer, below=egesoeskolen.home.path)
        assert {item.municipality_code for item in below} <= {"998"}
    assert expected


def test_stretch_takes_what_touches_it_and_nothing_else(egesoeskolen, make_event, make_viewer):
    make_event(egesoeskolen.home, starts_on=date(2026, 12, 21), ends_on=date(2027, 1, 1))
    viewer = make_viewer("998101/staff")
    midnight = timezone.make_aware(datetime(2027, 1, 2))  # noqa: DTZ001 - made aware right here
    hour = timedelta(hours=1)
    assert _read(viewer, start=midnight - hour, end=midnight + hour)
    assert not _read(viewer, start=midnight, end=midnight + hour)


def _read(viewer, *, start=START, end=END, **place):
    return occurrences_visible_to(viewer, start=start, end=end, **place)
