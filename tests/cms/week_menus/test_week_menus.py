"""The menu of the week: written once a week, shown to parents and staff, the next one on Friday."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.models import WeekMenuPage
from cms.week_menus.operations import fill_menu, give_families, save_menu
from cms.week_menus.weeks import find_week_to_show
from core.access.keys import make_key
from core.access.models import Right
from core.access.operations import Holding, grant_rights, replace_holdings
from core.people.models import Institution, Person

ZONE = ZoneInfo("Europe/Copenhagen")
MONDAY = date(2026, 11, 30)
WEEK = timedelta(days=7)
DISHES = {"dish_1": "Linsesuppe", "note_1": "Gluten", "dish_5": "Pandekager"}


@pytest.fixture
def wednesday():
    with time_machine.travel(datetime(2026, 12, 2, 10, 0, tzinfo=ZONE), tick=False) as traveller:
        yield traveller


@pytest.fixture
def house(egesoeskolen):
    """An institution that cooks: as Egesøskolen, but daycare."""
    Institution.objects.filter(pk=egesoeskolen.institution.pk).update(kind="daycare")
    return egesoeskolen.home


@pytest.fixture
def sign_in(client):
    def make(unilogin, *keys):
        person = Person.objects.create_user(unilogin, first_name=unilogin.title())
        replace_holdings({person.pk: [Holding(key=key) for key in keys]})
        client.force_login(person)
        return person

    return make


@pytest.fixture
def cook(house, sign_in):
    person = sign_in("kirsten1", "998101/staff")
    grant_rights(person_id=person.pk, institution_id=house.home_of_id, rights=[Right.EDIT])
    return person


@pytest.fixture
def write(client, cook, house):
    def send(action="publish", **more):
        sent = {"monday": (MONDAY + WEEK).isoformat(), "action": action} | DISHES | more
        return client.post(reverse("write_menu", args=[house.pk]), sent)

    return send


@pytest.fixture
def make_menu(house):
    def make(monday, dish="Suppe"):
        author = Person.objects.create_user(f"kok{monday:%m%d}", first_name="Kok")
        page = fill_menu(WeekMenuPage(), monday=monday, dishes={"dish_1": dish})
        give_families(page, institution_key=house.home_of.key)
        save_menu(page, below=house, author=author)
        page.get_latest_revision().publish()
        page.refresh_from_db()
        return page

    return make


def test_the_next_week_is_chosen_and_the_menu_is_for_parents_and_staff(
    wednesday, write, client, house
):
    shown = client.get(reverse("write_menu", args=[house.pk])).text
    assert f'value="{MONDAY + WEEK}" selected' in shown
    response = write()
    menu = WeekMenuPage.objects.get()
    assert (response.status_code, response["Location"]) == (302, menu.url)
    assert (menu.live, menu.title) == (True, "Ugens menu, uge 50")
    assert menu.own_audience == ["998101/guardian", "998101/staff"]
    assert menu.summary == "Mandag: Linsesuppe. Fredag: Pandekager"
    page = client.get(menu.url).text
    for text in ("Linsesuppe", "Gluten", "Pandekager", "Fredag den 11. december"):
        assert text in page
    assert "Onsdag" not in page.partition("<main")[2]


@pytest.mark.parametrize(
    ("moment", "monday"),
    [
        (datetime(2026, 12, 4, 15, 59, tzinfo=ZONE), MONDAY),
        (datetime(2026, 12, 4, 16, 0, tzinfo=ZONE), MONDAY + WEEK),
        (datetime(2026, 12, 6, 12, 0, tzinfo=ZONE), MONDAY + WEEK),
        (datetime(2026, 12, 7, 0, 0, tzinfo=ZONE), MONDAY + WEEK),
        (datetime(2026, 11, 30, 0, 0, tzinfo=ZONE), MONDAY),
    ],
)
def test_the_next_week_is_of_interest_from_friday_afternoon(moment, monday):
    assert find_week_to_show(moment) == monday


def test_house_and_room_show_this_week_and_from_friday_the_next(
    wednesday, client, cook, house, make_menu
):
    room = house.get_children().get(title="3.B")
    before_four = datetime(2026, 12, 4, 15, 55, tzinfo=ZONE)
    make_menu(MONDAY, "Tomatsuppe")
    wednesday.move_to(before_four + timedelta(minutes=5))
    client.force_login(cook)
    for address in (house.url, room.url):
        # There is none for the next week yet.
        assert "Tomatsuppe" in client.get(address).text
    make_menu(MONDAY + WEEK, "Kartoffelmos")
    for address in (house.url, room.url):
        wednesday.move_to(before_four)
        client.force_login(cook)
        before = client.get(address)
        assert client.get(address, HTTP_IF_NONE_MATCH=before["ETag"]).status_code == 304
        wednesday.move_to(before_four + timedelta(minutes=5))
        after = client.get(address, HTTP_IF_NONE_MATCH=before["ETag"])
        assert ("Tomatsuppe" in before.text, "Kartoffelmos" in before.text) == (True, False)
        assert ("Tomatsuppe" in after.text, "Kartoffelmos" in after.text) == (False, True)


def test_the_weeks_beside_it_are_a_step_away(wednesday, client, cook, make_menu):
    first, second, third = (make_menu(MONDAY + number * WEEK) for number in (-1, 0, 3))
    shown = client.get(second.url).text
    assert f'rel="prev" href="{first.url}"' in shown
    assert f'rel="next" href="{third.url}"' in shown
    assert 'rel="prev"' not in client.get(first.url).text


def test_who_sees_it(wednesday, client, house, make_menu, sign_in):
    menu = make_menu(MONDAY, "Tomatsuppe")
    unit = f"g{house.get_children().get(title='3.B').specific.home_of_id}"
    for number, (keys, sees) in enumerate(
        [
            (["998101/guardian", f"{unit}/guardian"], True),
            (["998101/staff"], True),
            (["998101/pupil", f"{unit}/pupil"], False),
            (["998/staff"], False),
            (["999101/guardian"], False),
        ]
    ):
        sign_in(f"seer{number:04}", *keys)
        assert (client.get(menu.url).status_code == 200) is sees, keys
        assert ("Tomatsuppe" in client.get(house.url).text) is sees, keys
    client.logout()
    assert client.get(menu.url).status_code == 302


def test_a_week_has_one_menu(wednesday, write, client, house, cook):
    write()
    menu = WeekMenuPage.objects.get()
    response = write(dish_1="Noget andet")
    assert response.status_code == 400
    assert "Ugen har allerede en menu" in response.text
    assert 'value="Noget andet"' in response.text
    assert reverse("rewrite_menu", args=[menu.pk]) in response.text
    assert WeekMenuPage.objects.count() == 1
    shown = client.get(reverse("write_menu", args=[house.pk])).text
    assert f'value="{MONDAY + 2 * WEEK}" selected' in shown
    page = fill_menu(WeekMenuPage(), monday=MONDAY + WEEK, dishes=DISHES)
    with pytest.raises(ValidationError):
        save_menu(page, below=house, author=cook)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"dish_1": "", "dish_5": ""}, "mindst én dag"),
        ({"dish_1": "x" * 201}, "højst"),
        ({"monday": "2020-01-06"}, "gyldig valgmulighed"),
        ({"monday": "i morgen"}, "gyldig valgmulighed"),
        ({"note_1": "Ring til 090517-1234"}, "CPR"),
    ],
)
def test_mistakes_come_back_with_all_that_was_written(wednesday, write, sent, says):
    response = write(dish_3="Fiskefilet" if "dish_1" not in sent else "", **sent)
    assert response.status_code == 400
    assert says in response.text
    assert "dish_1" in sent or 'value="Fiskefilet"' in response.text
    assert not WeekMenuPage.objects.exists()


def test_it_is_edited_in_the_same_form_and_taken_down(wednesday, write, client):
    write()
    menu = WeekMenuPage.objects.get()
    address = reverse("rewrite_menu", args=[menu.pk])
    assert address in client.get(menu.url).text
    assert 'value="Linsesuppe"' in client.get(address).text
    sent = {"monday": menu.monday.isoformat(), "action": "publish", "dish_2": "Sej"}
    assert client.post(address, sent).status_code == 302
    menu.refresh_from_db()
    assert (menu.dish_1, menu.dish_2) == ("", "Sej")
    assert "Tag menuen ned?" in client.get(reverse("take_down", args=[menu.pk])).text
    client.post(reverse("take_down", args=[menu.pk]))
    assert client.get(menu.url).status_code == 404
    assert client.post(reverse("put_back", args=[menu.pk])).status_code == 302
    assert client.get(menu.url).status_code == 200


def test_where_the_institution_approves_it_is_sent(wednesday, write, house):
    Institution.objects.update(needs_approval=True)
    write(action="publish")
    assert not WeekMenuPage.objects.get().live
    WeekMenuPage.objects.get().delete()
    write(action="ask")
    menu = WeekMenuPage.objects.get()
    assert (menu.live, menu.current_workflow_state is not None) == (False, True)


def test_who_may_not_write_finds_none_of_it(wednesday, write, client, house, revleskolen, sign_in):
    write()
    menu = WeekMenuPage.objects.get()
    stranger = sign_in("carla001", make_key("998101", "guardian"))
    grant_rights(
        person_id=stranger.pk, institution_id=revleskolen.institution.pk, rights=[Right.EDIT]
    )
    for name, number in (("write_menu", house.pk), ("rewrite_menu", menu.pk)):
        assert client.get(reverse(name, args=[number])).status_code == 404
        assert client.post(reverse(name, args=[number]), DISHES).status_code == 404
    assert client.get(menu.url).status_code == 200
    assert reverse("rewrite_menu", args=[menu.pk]) not in client.get(menu.url).text
    own = reverse("write_menu", args=[revleskolen.home.pk])
    assert client.get(own).status_code == 200


def test_menus_are_no_pages_in_menus(wednesday, client, cook, house, make_menu):
    make_menu(MONDAY)
    assert "Ugens menu, uge 49" not in client.get(house.url).text
    assert 'id="week-menu"' in client.get(house.url).text
