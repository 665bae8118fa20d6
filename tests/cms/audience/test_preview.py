"""A page as a made-up parent, pupil or colleague sees it."""

import pytest
from django.urls import reverse

from cms.audience.preview import make_viewer
from cms.audience.queries import find_place
from cms.queries import visible_to
from core.access.keys import Holder
from core.access.models import PersonKey
from core.people.kinds import Role, Source
from core.people.models import Membership, Person

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


def test_a_made_up_reader_holds_the_keys_of_the_place_and_no_others(class_home, world, now):
    pupil = Person.objects.create_user("bo", first_name="Bo")
    for name in ("3.B", "3. årgang"):
        Membership.objects.create(
            person=pupil, institution=world.school, group=world.groups[name], role=Role.PUPIL,
            source=Source.ROSTER,
        )  # fmt: skip
    viewer = make_viewer(find_place(class_home, parent=None), holder=Holder.GUARDIAN, now=now)
    units = ["998", "998.school", "998101", world.unit("3.B"), world.unit("3. årgang")]
    assert viewer.keys == {f"{unit}/guardian" for unit in units}
    assert viewer.person_id is None


def test_a_made_up_reader_sees_what_a_real_one_with_the_same_keys_sees(
    class_home, school_home, world, make_viewer_with, make_news, now
):
    for number, keys in enumerate(
        (["998101/guardian"], ["998101/staff"], ["public"], [f"{world.unit('4.A')}/guardian"])
    ):
        make_news(school_home, f"Nyhed {number}", own_audience=keys)
    made_up = make_viewer(find_place(class_home, parent=None), holder=Holder.GUARDIAN, now=now)
    real = make_viewer_with(made_up.keys)
    seen = {page.pk for page in visible_to(made_up)}
    assert seen == {page.pk for page in visible_to(real)}
    assert len(seen) > 2


@pytest.fixture
def make_viewer_with(make_viewer):
    return lambda keys: make_viewer(*sorted(keys))


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
