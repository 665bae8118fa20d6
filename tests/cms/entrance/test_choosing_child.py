"""The home page of a family: all children, or one that is chosen in the address alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.confirmation.operations import ask_for_confirmation
from cms.models import ConfirmationMode, EventPage
from core.access.models import Right
from core.access.operations import grant_rights
from core.people.models import Person


@pytest.fixture
def texts(egesoeskolen, revleskolen, other_class, make_news):
    """News for each child, for both at the school, and for everybody."""
    of_class = {
        "Nyt fra 3.B": (egesoeskolen.home, [f"g{egesoeskolen.group.pk}/guardian"]),
        "Nyt fra 7.A": (egesoeskolen.home, [f"g{other_class.pk}/guardian"]),
        "Nyt fra skolen": (egesoeskolen.home, ["998101/guardian"]),
        "Nyt fra kysten": (revleskolen.home, ["999101/guardian"]),
        "Skolens fest": (egesoeskolen.home, ["public"]),
    }
    return {
        title: make_news(home, title, own_audience=audience)
        for title, (home, audience) in of_class.items()
    }


def titles_in(response, texts):
    main = response.text.partition("<main")[2]
    return {title for title in texts if title in main}


def test_a_chosen_child_leaves_what_is_for_it_alone(home_of, children, texts):
    assert titles_in(home_of(), texts) == set(texts)
    assert titles_in(home_of(children["Bo"]), texts) == {
        "Nyt fra 3.B", "Nyt fra skolen", "Skolens fest",
    }  # fmt: skip
    assert titles_in(home_of(children["Emil"]), texts) == {
        "Nyt fra 7.A", "Nyt fra skolen", "Skolens fest",
    }  # fmt: skip
    assert titles_in(home_of(children["Ella"]), texts) == {"Nyt fra kysten"}


def test_one_item_is_one_card_with_the_children_it_is_for(home_of, texts):
    cards = home_of().text.partition("<main")[2].split('<li class="card')[1:]
    named = {
        title: [name for name in ("Emil", "Bo", "Ella") if name in card.partition("</li>")[0]]
        for title in texts
        for card in cards
        if title in card
    }
    assert len(cards) == len(texts)
    assert named == {
        "Nyt fra 3.B": ["Bo"], "Nyt fra 7.A": ["Emil"], "Nyt fra skolen": ["Emil", "Bo"],
        "Nyt fra kysten": ["Ella"], "Skolens fest": ["Emil", "Bo"],
    }  # fmt: skip


def test_events_are_those_of_the_child(home_of, children, egesoeskolen, revleskolen, publish):
    day = timezone.localdate() + timedelta(days=2)
    for home, title in ((egesoeskolen.home, "Luciaoptog"), (revleskolen.home, "Strandtur")):
        publish(home, EventPage(title=title, starts_on=day))
    both = home_of().text
    assert ("Luciaoptog" in both, "Strandtur" in both) == (True, True)
    of_ella = home_of(children["Ella"]).text
    assert ("Luciaoptog" in of_ella, "Strandtur" in of_ella) == (False, True)


def test_what_waits_is_that_of_the_child(home_of, children, egesoeskolen, make_news):
    page = make_news(egesoeskolen.home, "Svar udbedes", own_audience=["998101/guardian"])
    ask_for_confirmation(page.pk, mode=ConfirmationMode("one_guardian"), major=False)
    assert 'id="waiting"' in home_of().text
    assert 'id="waiting"' in home_of(children["Bo"]).text
    assert 'id="waiting"' not in home_of(children["Ella"]).text


def test_places_are_the_childs_and_a_class_carries_its_school(home_of, children, egesoeskolen):
    def places(response):
        return response.text.partition('id="your-places"')[2].partition("</nav>")[0]

    assert "3.B, Egesøskolen" in places(home_of())
    assert "3.B, Revleskolen" in places(home_of())
    of_ella = places(home_of(children["Ella"]))
    assert "3.B, Revleskolen" in of_ella
    assert "Egesøskolen" not in of_ella


def test_a_class_needs_no_school_where_there_is_one(client, egesoeskolen, make_child):
    father = Person.objects.create_user("jonas001", first_name="Jonas")
    make_child("Ida", father, egesoeskolen, egesoeskolen.group)
    client.force_login(father)
    text = client.get("/").text
    assert ">3.B<" in text
    assert "3.B, Egesøskolen" not in text
    # Nothing to choose between.
    assert "Vælg barn" not in text


def test_the_doors_of_own_work_are_no_childs(home_of, dorte, children, egesoeskolen):
    grant_rights(
        person_id=dorte.pk, institution_id=egesoeskolen.institution.pk, rights=[Right.EDIT]
    )
    assert 'id="shortcuts"' in home_of().text
    assert 'id="shortcuts"' not in home_of(children["Bo"]).text


def test_the_choice_is_marked_and_leads_back_to_all(home_of, children):
    def choices(response):
        return response.text.partition('id="choose-child"')[2].partition("</nav>")[0]

    for child, marked in ((None, "Alle børn"), (children["Bo"], "Bo")):
        items = choices(home_of(child)).split("<li>")[1:]
        assert [f">{marked}</a>" in item for item in items if "aria-current" in item] == [True]
        assert len(items) == len(children) + 1
    assert f'href="?barn={children["Ella"].pk}"' in choices(home_of())


@pytest.mark.parametrize("asked", ["0", "x", "²", "-1", "9" * 40, "99999"])
def test_whatever_else_is_asked_for_is_all(home_of, texts, asked):
    assert titles_in(home_of(asked), texts) == set(texts)


def test_somebody_elses_child_is_all_as_one_that_is_not_there(
    home_of, egesoeskolen, make_child, texts
):
    stranger = Person.objects.create_user("carla001", first_name="Carla")
    oskar = make_child("Oskar", stranger, egesoeskolen, egesoeskolen.group)
    response = home_of(oskar)
    assert titles_in(response, texts) == set(texts)
    assert "Oskar" not in response.text


def test_the_choice_stays_in_the_address(home_of, children, texts):
    chosen = home_of(children["Ella"])
    assert titles_in(home_of(), texts) == set(texts)
    assert chosen["ETag"] != home_of()["ETag"]
    again = home_of(children["Ella"], HTTP_IF_NONE_MATCH=chosen["ETag"])
    assert again.status_code == 304


def test_families_of_the_same_shape_share_what_is_kept_and_no_name(
    home_of, client, children, egesoeskolen, revleskolen, other_class, make_child, texts
):
    assert "Ella" in home_of().text
    jonas = Person.objects.create_user("jonas001", first_name="Jonas")
    for name, school, group in (
        ("Mads", egesoeskolen, other_class), ("Liv", egesoeskolen, egesoeskolen.group),
        ("Noor", revleskolen, revleskolen.group),
    ):  # fmt: skip
        make_child(name, jonas, school, group)
    client.force_login(jonas)
    text = client.get("/").text
    assert all(name in text for name in ("Mads", "Liv", "Noor"))
    assert not any(f">{name}<" in text or f"</span>{name}" in text for name in children)


def test_home_of_a_family_costs_seven_queries(
    home_of, children, texts, django_assert_max_num_queries
):
    home_of()
    for child in (None, children["Bo"]):
        with django_assert_max_num_queries(7):
            assert home_of(child).status_code == 200
