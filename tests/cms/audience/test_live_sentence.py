"""The address that says who a choice is before it is saved."""

import pytest
from django.test import Client

from core.access.operations import withdraw_rights
from core.people.models import Person

ADDRESS = "/redaktion/modtagere/"


@pytest.fixture
def ask(sign_in):
    def ask(person, place, *keys, mode="own"):
        body = {"place": place, "own_audience-mode": mode, "own_audience": keys}
        return sign_in(person).post(ADDRESS, body, headers={"x-requested-with": "XMLHttpRequest"})

    return ask


def test_it_says_words_and_number(ask, ida, class_home, world, make_people):
    make_people(2, f"{world.unit('3.B')}/guardian")
    make_people(1, "998101/staff")
    answer = ask(ida, f"above-{class_home.pk}", f"{world.unit('3.B')}/guardian", "998101/staff")
    assert answer.json() == {
        "words": "forældre til 3.B samt personale på Egesøskolen",
        "count": 3,
        "sentence": "forældre til 3.B samt personale på Egesøskolen: 3 personer",
        "warnings": [],
        "questions": [],
    }
    assert "no-store" in answer.headers["Cache-Control"]


def test_following_is_said_too(ask, ida, class_home, make_people, world):
    make_people(1, f"{world.unit('3.B')}/pupil")
    answer = ask(ida, f"above-{class_home.pk}", mode="follow").json()
    assert answer["sentence"] == (
        "elever og forældre i 3.B samt personale på Egesøskolen: 1 person"
    )


def test_a_set_is_read_from_its_way(ask, ida, school_home):
    answer = ask(ida, f"page-{school_home.pk}", mode="set 998101/leader 998101/staff").json()
    assert answer["words"] == "personale og ledelsen på Egesøskolen"


def test_wider_than_the_page_above_is_said(ask, ida, class_home, make_people):
    make_people(1, "998101/guardian")
    wide = ask(ida, f"above-{class_home.pk}", "998101/guardian").json()
    assert wide["warnings"] == ["Siden kan ses af flere end siden over den."]


def test_a_part_of_the_page_above_is_not_wider(ask, ida, school_home, world, make_people):
    """3.B's parents are the school's parents, and its leaders are staff."""
    keys = [f"{world.unit('3.B')}/guardian", "998101/leader"]
    make_people(1, *keys)
    assert ask(ida, f"above-{school_home.pk}", *keys).json()["warnings"] == []


def test_nobody_there_is_said(ask, ida, school_home, make_people):
    assert ask(ida, f"above-{school_home.pk}", "998101/leader").json()["warnings"] == [
        "Der er ingen i det, du har valgt, endnu, så ingen ville kunne se siden."
    ]
    make_people(1, "998101/leader")
    assert ask(ida, f"above-{school_home.pk}", "998101/leader").json()["warnings"] == []


def test_families_of_several_institutions_are_said(ask, sofie, municipality_home, make_people):
    make_people(1, "998101/guardian", "998111/pupil", "998111/staff")
    both = ask(sofie, f"page-{municipality_home.pk}", "998101/guardian", "998111/pupil").json()
    assert both["warnings"] == [
        "Familier fra flere institutioner kan se dette: Egesøskolen og SFO Ahornen."
    ]
    staff = ask(sofie, f"page-{municipality_home.pk}", "998101/guardian", "998111/staff").json()
    assert staff["warnings"] == []


def test_a_whole_municipality_is_asked_about(ask, sofie, municipality_home, make_people):
    make_people(2, "998/guardian")
    make_people(1, "998101/leader")
    answer = ask(sofie, f"page-{municipality_home.pk}", "998/guardian", "998101/leader").json()
    question = answer["questions"][0]
    assert answer["count"] == 3
    assert question["text"] == (
        "Alle forældre i hele kommunen kan se dette (2 personer). Er det meningen?"
    )
    other = ask(sofie, f"page-{municipality_home.pk}", "998/guardian").json()["questions"][0]
    assert other["token"] != question["token"]


def test_the_internet_is_asked_about(ask, sofie, municipality_home):
    answer = ask(sofie, f"above-{municipality_home.pk}", "public").json()
    assert answer["count"] is None
    assert [question["text"] for question in answer["questions"]] == [
        "Alle på internettet kan se dette. Er det meningen?"
    ]
    assert answer["warnings"][0].startswith("Siden kan ses af flere")
    assert answer["warnings"][1].startswith("Kan man genkende børn")


def test_a_refused_choice_is_an_error_in_words(ask, ida, school_home):
    answer = ask(ida, f"above-{school_home.pk}", "998/guardian")
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("Du må ikke vise sider for hele kommunen.")


def test_an_editor_elsewhere_learns_nothing(ask, kim, ida, school_home, world):
    key = f"{world.unit('3.B')}/guardian"
    for place in (f"above-{school_home.pk}", f"page-{school_home.pk}"):
        refused = ask(kim, place, key)
        assert refused.status_code == 404
        assert not any(name in refused.content.decode() for name in ("3.B", "Egesøskolen"))
        assert ask(ida, place, key).status_code == 200


def test_an_editor_learns_nothing_of_groups_elsewhere(ask, ida, school_home, world):
    foreign = ask(ida, f"above-{school_home.pk}", f"{world.unit('fremmed 3.B')}/guardian")
    missing = ask(ida, f"above-{school_home.pk}", "g999999/guardian")
    assert foreign.status_code == missing.status_code == 400
    assert foreign.content == missing.content


def test_a_right_that_ended_ends_here_too(ask, ida, school_home, world):
    assert ask(ida, f"above-{school_home.pk}", "998101/staff").status_code == 200
    withdraw_rights(person_id=ida.pk, institution_id=world.school.pk, rights=["publish"])
    assert ask(ida, f"above-{school_home.pk}", "998101/staff").status_code == 200
    withdraw_rights(person_id=ida.pk, institution_id=world.school.pk, rights=["edit"])
    # Without any right the editor is closed altogether.
    assert ask(ida, f"above-{school_home.pk}", "998101/staff").status_code == 403


@pytest.mark.parametrize(
    "place",
    [
        "",
        "above-",
        "above-x",
        "above-999999",
        "page-0",
        "above-1",
        "sideways-1",
        "above-²",
        "page-" + "9" * 5_000,
    ],
)
def test_a_place_that_makes_no_sense_is_not_found(ask, ida, place):
    assert ask(ida, place, "998101/staff").status_code == 404


def test_it_wants_post_a_token_and_somebody_signed_in(ida, school_home, client):
    assert client.post(ADDRESS, {"place": f"above-{school_home.pk}"}).status_code == 302
    parent = Person.objects.create_user("dorte", first_name="Dorte")
    client.force_login(parent)
    body = {"place": f"above-{school_home.pk}"}
    headers = {"x-requested-with": "XMLHttpRequest"}
    assert client.post(ADDRESS, body, headers=headers).status_code == 403
    client.force_login(ida)
    assert client.get(ADDRESS).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ida)
    assert strict.post(ADDRESS, body, headers=headers).status_code == 403
