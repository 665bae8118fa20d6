"""An audience in words and in number, in Danish and in English."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cms.audience.words import (
    describe_audience,
    describe_audiences,
    describe_shortly,
    join_few,
)
from core.people.models import Institution, Municipality

TODAY = date(2026, 11, 23)


@pytest.fixture
def say(world):
    """Says an audience, with names of groups in place of their units."""

    def say(*keys, place="998101", language="da"):
        keys = [_with_units(key, world) for key in keys]
        with translation.override(language):
            return describe_audience(keys, on=TODAY, place=place).words

    return say


def _with_units(key, world):
    unit, _slash, holder = key.partition("/")
    return f"{world.unit(unit)}/{holder}" if unit in world.groups else key


@pytest.mark.parametrize(
    ("keys", "danish", "english"),
    [
        (["3.B/guardian", "3.B/staff"], "forældre og personale i 3.B", "parents and staff in 3.B"),
        (["4.B/guardian", "4.A/guardian"], "forældre til 4.A og 4.B", "parents of 4.A and 4.B"),
        (
            ["998101/guardian", "998101/pupil", "998101/staff"],
            "elever, forældre og personale på Egesøskolen",
            "pupils, parents and staff at Egesøskolen",
        ),
        (
            ["G99801/pupil", "G99801/guardian"],
            "børn og forældre i Børnehuset Bregnen",
            "children and parents at Børnehuset Bregnen",
        ),
        (
            ["998.daycare/staff"],
            "personale i alle dagtilbud i Lindesø Kommune",
            "staff in all daycare institutions in Lindesø Kommune",
        ),
        (
            ["998.school/leader", "998.school/pedagogical"],
            "lærere og pædagoger samt ledelsen på alle skoler i Lindesø Kommune",
            "teachers and pedagogues as well as the leaders at all schools in Lindesø Kommune",
        ),
        (
            ["998/pupil", "998/guardian"],
            "elever, børn og forældre i hele Lindesø Kommune",
            "pupils, children and parents in the whole of Lindesø Kommune",
        ),
        (
            ["Skolebestyrelsen/member"],
            "medlemmer af Skolebestyrelsen",
            "members of Skolebestyrelsen",
        ),
        (
            ["3. årgang/pupil", "3. årgang/guardian", "998101/staff"],
            "elever og forældre i 3. årgang samt personale på Egesøskolen",
            "pupils and parents in 3. årgang as well as staff at Egesøskolen",
        ),
        (["public", "998101/staff"], "Alle på internettet", "Everyone on the internet"),
        (["p1", "p2"], "2 bestemte personer", "2 particular people"),
        ([], "ingen", "nobody"),
    ],
)
def test_audience_is_said_as_people_say_it(say, keys, danish, english):
    assert say(*keys) == danish
    assert say(*keys, language="en") == english


def test_class_of_another_institution_goes_with_its_name(say):
    assert say("3.B/guardian", place="998111") == "forældre til 3.B på Egesøskolen"
    assert say("Egernene/guardian") == "forældre til Egernene i Børnehuset Bregnen"
    assert say("3.B/guardian", "fremmed 3.B/guardian", place="") == (
        "forældre til 3.B på Egesøskolen samt forældre til 3.B på Revleskolen"
    )


def test_deleted_group_is_said_to_be_gone(say):
    assert say("g999999/guardian", "g999998/guardian") == (
        "forældre i 2 grupper, der ikke findes længere"
    )
    assert say("g999999/staff", "3.B/staff") == (
        "personale i 3.B samt personale i en gruppe, der ikke findes længere"
    )
    assert say("888888/staff") == "personale i en institution, der ikke findes længere"


def test_ended_group_is_said_to_have_ended(say, world):
    group = world.groups["4.A"]
    group.ends_on = TODAY - timedelta(days=1)
    group.save()
    assert say("4.A/guardian", "4.B/guardian") == "forældre til 4.A (nedlagt) og 4.B"


def test_people_are_counted_once_and_on_the_day(world, make_people):
    both = [f"{world.unit(name)}/guardian" for name in ("4.A", "4.B")]
    make_people(2, *both)
    make_people(41, both[0])
    make_people(3, f"{world.unit('3.B')}/guardian")
    described = describe_audience(both, on=TODAY, place="998101")
    assert described.count == 43
    assert described.sentence == "forældre til 4.A og 4.B: 43 personer"
    assert describe_audience(both, on=date(1899, 1, 1)).count == 0


@pytest.mark.parametrize(
    ("count", "danish", "english"),
    [
        (1, "1 person", "1 person"),
        (0, "0 personer", "0 people"),
        (1234, "1.234 personer", "1,234 people"),
    ],
)
def test_number_is_written_in_the_readers_language(
    world, make_people, monkeypatch, count, danish, english
):
    monkeypatch.setattr("cms.audience.words.count_readers", lambda audiences, on: [count])
    said = describe_audience(["998101/staff"], on=TODAY)
    assert said.sentence == f"personale på Egesøskolen: {danish}"
    with translation.override("en"):
        assert said.sentence == f"personale på Egesøskolen: {english}"


def test_the_internet_has_no_number(world):
    said = describe_audience(["public"], on=TODAY)
    assert said.count is None
    assert said.sentence == "Alle på internettet"


def test_many_audiences_cost_no_more_queries_than_one(world, make_people):
    make_people(3, "998101/guardian", f"{world.unit('3.B')}/guardian")
    one = ["998101/guardian", f"{world.unit('3.B')}/guardian", "998/staff", "public"]
    some = ["998101/guardian", f"{world.unit('3.B')}/guardian", "998/staff"]
    many = [some, one, ["998.sfo/staff"], [], *([f"{world.unit('4.A')}/guardian"],) * 60]
    with CaptureQueriesContext(connection) as few:
        describe_audiences([some], on=TODAY)
    with CaptureQueriesContext(connection) as all_of_them:
        described = describe_audiences(many, on=TODAY)
    assert len(few) == len(all_of_them) == 4
    assert [item.count for item in described][:4] == [3, None, 0, 0]
    assert len(described) == len(many)


@pytest.mark.parametrize(
    ("count", "danish", "english"),
    [
        (2, "A og B", "A and B"),
        (5, "A, B, C, D og E", "A, B, C, D and E"),
        (6, "A, B, C, D og 2 andre", "A, B, C, D and 2 others"),
        (26, "A, B, C, D og 22 andre", "A, B, C, D and 22 others"),
    ],
)
def test_of_many_names_few_stand_for_all(count, danish, english):
    names = [chr(ord("A") + number) for number in range(count)]
    for language, said in (("da", danish), ("en", english)):
        with translation.override(language):
            assert join_few(names) == said


@pytest.mark.parametrize(
    ("language", "few"),
    [
        ("da", "personale på Skole 00, Skole 01, Skole 02, Skole 03 og 3 andre"),
        ("en", "staff at Skole 00, Skole 01, Skole 02, Skole 03 and 3 others"),
    ],
)
def test_short_sentence_says_how_many_others_and_the_long_one_names_all(language, few, world):
    municipality = Municipality.objects.get(code="998")
    keys = [f"9982{number:02}" for number in range(7)]
    Institution.objects.bulk_create(
        Institution(key=key, name=f"Skole {key[-2:]}", kind="school", municipality=municipality)
        for key in keys
    )
    with translation.override(language):
        short, whole = describe_shortly([f"{key}/staff" for key in keys], on=TODAY)
        assert short.partition(":")[0] == few
        assert all(f"Skole {key[-2:]}" in whole for key in keys)
        # The number of people is the same in both; of few there is nothing more to say.
        assert short.partition(":")[2] == whole.partition(":")[2] != ""
        assert describe_shortly([f"{key}/staff" for key in keys[:5]], on=TODAY)[1] == ""
        assert describe_shortly(["public"], on=TODAY)[1] == ""
