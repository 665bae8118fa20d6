"""A page as a made-up parent, pupil or colleague sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.audience.draft_rows import make_page_row
from cms.audience.posing import pose
from cms.audience.preview import make_reader
from cms.audience.queries import find_page_above, find_place
from cms.calendar.queries import occurrences_visible_to
from cms.models import EventPage
from cms.news.queries import news_of_places, news_visible_to
from cms.queries import find_menu, find_page, visible_to
from core.access.keys import Holder, InvalidKey
from core.access.models import PersonKey
from core.people.kinds import Role, Source
from core.people.models import Membership, Person
from core.people.refresh import refresh_access
from tests.cms.conftest import NOW

TODAY = NOW.date()
NO_ACCESS = "Du har ikke adgang til denne side."


@pytest.fixture
def look(sign_in):
    """Looks at a page's draft in the editor's preview, as an editor, in a mode."""

    def look(person, page, mode):
        address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
        response = sign_in(person).get(address, {"mode": mode})
        assert response.status_code == 200
        return response.content.decode()

    return look


def test_a_reader_sees_the_page_and_another_is_refused(look, ida, class_home, world, make_news):
    page = make_news(
        class_home, "Forældremøde", summary="Vi ses i salen.",
        own_audience=[f"{world.unit('3.B')}/guardian"],
    )  # fmt: skip
    as_parent = look(ida, page, "guardian")
    assert "Vi ses i salen." in as_parent
    assert NO_ACCESS not in as_parent
    for mode in ("pupil", "staff"):
        refused = look(ida, page, mode)
        assert NO_ACCESS in refused
        assert "Forældremøde" not in refused


def test_the_draft_is_looked_at_with_the_drafts_audience(look, ida, school_home, make_news):
    page = make_news(school_home, "Nyt", own_audience=["998101/staff"])
    page.own_audience = ["998101/guardian"]
    page.save_revision()
    assert NO_ACCESS not in look(ida, page, "guardian")
    assert NO_ACCESS in look(ida, page, "staff")


def test_a_page_that_follows_is_looked_at_with_the_audience_above(
    look, ida, school_home, make_page, make_news
):
    section = make_page(school_home, "Til personalet", own_audience=["998101/staff"])
    below = make_page(section, "Nøgler")
    assert NO_ACCESS not in look(ida, below, "staff")
    assert NO_ACCESS in look(ida, below, "guardian")


def test_the_editors_own_look_shows_the_page_whoever_may_see_it(look, ida, school_home, make_page):
    page = make_page(school_home, "Til elever", own_audience=["998101/pupil"])
    assert "Til elever" in look(ida, page, "")


def test_neither_the_editor_nor_anybody_else_stands_in_the_look(look, ida, class_home):
    html = look(ida, class_home, "guardian")
    assert "Se som forælder (3.B)" in html
    assert "Ida" not in html
    assert "Ida" in look(ida, class_home, "")


def test_pages_around_are_those_the_reader_sees(look, ida, school_home, make_page):
    make_page(school_home, "For forældre", own_audience=["998101/guardian"])
    make_page(school_home, "For personalet", own_audience=["998101/staff"])
    as_parent, as_staff = look(ida, school_home, "guardian"), look(ida, school_home, "staff")
    assert ("For forældre" in as_parent, "For personalet" in as_parent) == (True, False)
    assert ("For forældre" in as_staff, "For personalet" in as_staff) == (False, True)


def test_a_made_up_reader_holds_the_keys_of_the_place_and_no_others(class_home, world):
    pupil = Person.objects.create_user("bo", first_name="Bo")
    for name in ("3.B", "3. årgang"):
        Membership.objects.create(
            person=pupil, institution=world.school, group=world.groups[name], role=Role.PUPIL,
            source=Source.ROSTER,
        )  # fmt: skip
    reader = make_reader(find_place(class_home, parent=None), holder=Holder.GUARDIAN, on=TODAY)
    units = ["998", "998.school", "998101", world.unit("3.B"), world.unit("3. årgang")]
    assert reader.keys == {f"{unit}/guardian" for unit in units}


def test_a_made_up_reader_sees_what_a_real_one_with_the_same_keys_sees(
    class_home, school_home, world, make_viewer, make_news, publish, now
):
    for number, keys in enumerate(
        (["998101/guardian"], ["998101/staff"], ["public"], [f"{world.unit('4.A')}/guardian"])
    ):
        make_news(school_home, f"Nyhed {number}", own_audience=keys)
        publish(school_home, EventPage(title=f"Nr. {number}", own_audience=keys, starts_on=TODAY))
    keys = make_reader(find_place(class_home, parent=None), holder=Holder.GUARDIAN, on=TODAY).keys
    real, page = make_viewer(*sorted(keys), now=now), find_row(school_home)
    span = {"start": now - timedelta(days=1), "end": now + timedelta(days=1)}

    def look(viewer):
        return (
            [page.pk for page in visible_to(viewer)],
            news_visible_to(viewer, below=school_home.path),
            news_of_places(viewer, [school_home.pk], most=9),
            occurrences_visible_to(viewer, **span),
            find_menu(viewer, page=page),
            find_page(class_home.url_path, viewer),
        )

    with pose(keys, now=now) as made_up:
        posed = look(made_up)
    assert posed == look(real)
    assert all(posed)
    assert {row.title for row in posed[1]} == {"Nyhed 0", "Nyhed 2"}
    assert len(posed[3]) == 2
    # Afterwards nobody holds them.
    assert look(made_up)[5] is None


def find_row(page):
    return make_page_row(page, find_place(page, parent=find_page_above(page)))


def test_news_events_shortcuts_and_contacts_are_those_of_the_reader(
    look, ida, school_home, world, make_news, publish
):
    soon = timezone.localdate() + timedelta(days=3)
    for who, key in (("forældre", "998101/guardian"), ("personalet", "998101/staff")):
        make_news(school_home, f"Nyt til {who}", own_audience=[key])
        publish(school_home, EventPage(title=f"Fest for {who}", own_audience=[key], starts_on=soon))
    school_home.shortcuts = [
        ("shortcut", {"title": f"Genvej for {who}", "address": "https://example.org/",
                      "who": [who_key], "icon": "link", "page": None})
        for who, who_key in (("forældre", "guardian"), ("personalet", "staff"))
    ]  # fmt: skip
    school_home.save_revision().publish()
    leader = Person.objects.create_user("henrik01", first_name="Henrik", family_name="Holm")
    Membership.objects.create(
        person=leader, institution=world.school, role=Role.LEADER, source=Source.ROSTER
    )
    refresh_access([leader.pk], on=timezone.localdate())
    as_parent, as_staff = look(ida, school_home, "guardian"), look(ida, school_home, "staff")
    for words in ("Nyt til", "Fest for", "Genvej for"):
        assert f"{words} forældre" in as_parent
        assert f"{words} personalet" not in as_parent
        assert f"{words} personalet" in as_staff
        assert f"{words} forældre" not in as_staff
    assert "Henrik Holm" in as_parent
    assert "Henrik Holm" in as_staff


def test_keys_that_are_none_are_not_asked_with(db, now):
    with pytest.raises(InvalidKey), pose(["x' OR '1"], now=now):
        pass


def test_looking_makes_nobody(look, ida, class_home):
    people, keys = Person.objects.count(), PersonKey.objects.count()
    look(ida, class_home, "guardian")
    assert (Person.objects.count(), PersonKey.objects.count()) == (people, keys)


def test_the_modes_are_those_of_the_place(world, school_home, municipality_home):
    assert dict(school_home.preview_modes) == {
        "": "Siden",
        "guardian": "Se som forælder (Egesøskolen)",
        "pupil": "Se som elev (Egesøskolen)",
        "staff": "Se som medarbejder (Egesøskolen)",
    }
    daycare = type(school_home).objects.get(home_of=world.daycare)
    assert [mode for mode, _label in daycare.preview_modes] == ["", "guardian", "staff"]
    assert dict(municipality_home.preview_modes)["guardian"] == "Se som forælder (Lindesø Kommune)"


def test_a_page_that_is_not_made_yet_can_be_looked_at(sign_in, ida, class_home, form_data, world):
    address = reverse("wagtailadmin_pages:preview_on_add", args=["cms", "newspage", class_home.pk])
    client = sign_in(ida)
    sent = form_data(title="På vej", mode="own", keys=[f"{world.unit('3.B')}/guardian"])
    assert client.post(address, sent).json() == {"is_valid": True, "is_available": True}
    assert "På vej" in client.get(address, {"mode": "guardian"}).content.decode()
    assert NO_ACCESS in client.get(address, {"mode": "staff"}).content.decode()


def test_an_editor_elsewhere_may_not_look(sign_in, kim, ida, class_home):
    address = reverse("wagtailadmin_pages:view_draft", args=[class_home.pk])
    refused = sign_in(kim).get(address, {"mode": "guardian"})
    assert refused.status_code != 200
    assert sign_in(ida).get(address, {"mode": "guardian"}).status_code == 200
