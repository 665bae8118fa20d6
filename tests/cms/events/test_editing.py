"""Writing an event in the editor: what is asked back before it is published."""

import pytest
from django.utils import timezone

from cms.models import EventPage
from tests.cms.editing.conftest import ida, lindesoe, places  # noqa: F401 - fixtures
from tests.cms.editing.forms import page_form

PUBLISH = {"action-publish": "1"}


def form_of(**more):
    fields = {
        "starts_on": "2026-12-01",
        "ends_on": "",
        "starts_at": "",
        "ends_at": "",
        "repeats": "",
        "repeats_until": "",
        "skips": "",
    }
    return page_form(title="Svømning", slug="svoemning") | fields | more


def add(ida, lindesoe, **fields):  # noqa: F811
    address = f"/redaktion/pages/add/cms/eventpage/{lindesoe.home.pk}/"
    return ida.post(address, form_of(**fields) | PUBLISH)


def test_event_is_published_with_its_times(ida, lindesoe):  # noqa: F811
    response = add(
        ida, lindesoe, starts_at="08:15", ends_at="09:45", repeats="weekly",
        repeats_until="2026-12-15",
    )  # fmt: skip
    assert response.status_code == 302
    event = EventPage.objects.get()
    assert event.live
    assert event.occurrences.count() == 3


def test_hours_may_be_those_of_each_day(ida, lindesoe):  # noqa: F811
    days = {"ends_on": "2026-12-02", "starts_at": "14:00", "ends_at": "18:00"}
    assert add(ida, lindesoe, **days, hours_each_day="on").status_code == 302
    event = EventPage.objects.get()
    assert (event.hours_each_day, event.occurrences.count()) == (True, 1)


def test_event_leaves_out_the_days_that_it_skips(ida, lindesoe):  # noqa: F811
    repetition = {"repeats": "weekly", "repeats_until": "2026-12-15"}
    assert add(ida, lindesoe, **repetition, skips="7.-9.12.2026").status_code == 302
    days = EventPage.objects.get().occurrences.order_by("pk").values_list("begins_at", flat=True)
    assert [timezone.localdate(day).day for day in days] == [1, 15]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"starts_on": ""}, "Feltet skal udfyldes."),
        ({"ends_on": "2026-11-30"}, "Den sidste dag ligger før den første."),
        ({"ends_at": "10:00"}, "Skriv også, hvornår den begynder."),
        ({"starts_at": "10:00", "ends_at": "09:00"}, "Den slutter, før den begynder."),
        (
            {"ends_on": "2026-12-02", "hours_each_day": "on", "starts_at": "10:00"},
            "Skriv, fra hvornår til hvornår den varer hver dag.",
        ),
        (
            {"ends_on": "2026-12-02", "hours_each_day": "on"},
            "Skriv, fra hvornår til hvornår den varer hver dag.",
        ),
        (
            {
                "ends_on": "2026-12-02",
                "hours_each_day": "on",
                "starts_at": "10:00",
                "ends_at": "09:00",
            },
            "Den slutter, før den begynder.",
        ),
        ({"repeats": "weekly"}, "Skriv, til og med hvilken dag den gentages."),
        (
            {"repeats": "weekly", "repeats_until": "2026-11-01"},
            "Den sidste dag ligger før den første.",
        ),
        (
            {"repeats": "weekly", "repeats_until": "2036-11-01"},
            "En begivenhed kan højst gentages i tre år.",
        ),
        (
            {"repeats": "weekly", "repeats_until": "2026-12-15", "skips": "uge 50"},
            "»uge 50« er ikke en dag.",
        ),
    ],
)
def test_what_does_not_fit_together_is_asked_back_and_nothing_is_lost(
    ida,  # noqa: F811
    lindesoe,  # noqa: F811
    fields,
    words,
):
    response = add(ida, lindesoe, **fields)
    assert response.status_code == 200
    assert words in response.text
    assert 'value="Svømning"' in response.text
    assert not EventPage.objects.exists()
