"""Shortcuts: written by a place, shown by role, gathered once on the front page."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError

from cms.models import InstitutionHome, MunicipalityHome, Shortcut
from cms.shortcuts.blocks import ShortcutBlock
from cms.shortcuts.queries import shortcuts_of_places, shortcuts_on_place
from core.access.operations import Holding, replace_holdings
from core.people.models import Person

FRAVAER = "https://fravaer.example/"


@pytest.fixture
def write():
    """Publishes a home with shortcuts, each a text with what else it has."""

    def publish(home, *shortcuts):
        empty = {"page": None, "address": "", "icon": "", "who": []}
        home.shortcuts = [("shortcut", empty | item) for item in shortcuts]
        home.save_revision().publish()

    return publish


@pytest.fixture
def municipality(egesoeskolen):
    return MunicipalityHome.objects.get(home_of__code="998")


@pytest.fixture
def sign_in(client):
    def make(unilogin, *keys):
        person = Person.objects.create_user(unilogin, first_name=unilogin.title())
        replace_holdings({person.pk: [Holding(key=key) for key in keys]})
        client.force_login(person)
        return person

    return make


def titles(rows):
    return [(row.title, row.place) for row in rows]


def test_each_role_gets_its_own(egesoeskolen, write, make_viewer):
    write(
        egesoeskolen.home,
        {"title": "Meld fravær", "address": FRAVAER, "who": ["guardian"]},
        {"title": "Lektier", "address": "https://a.example/", "who": ["pupil"]},
        {"title": "Ringetider", "address": "https://b.example/"},
        {"title": "Vikar", "address": "https://c.example/", "who": ["pedagogical", "leader"]},
    )
    for keys, expected in (
        (["998101/guardian"], ["Meld fravær", "Ringetider"]),
        (["998101/pupil"], ["Lektier", "Ringetider"]),
        (["998101/staff", "998101/pedagogical"], ["Ringetider", "Vikar"]),
        (["998101/staff", "998101/pedagogical", "998101/leader"], ["Ringetider", "Vikar"]),
        (["998101/guardian", "998101/staff"], ["Meld fravær", "Ringetider"]),
        (["999101/guardian"], []),
        ([], []),
    ):
        viewer = make_viewer(*keys)
        assert [row.title for row in shortcuts_of_places(viewer)] == expected, keys
        on_place = shortcuts_on_place(viewer, page_id=egesoeskolen.home.pk)
        assert [row.title for row in on_place] == expected, keys


def test_a_role_at_another_place_opens_nothing(egesoeskolen, revleskolen, write, make_viewer):
    write(egesoeskolen.home, {"title": "Lønseddel", "address": FRAVAER, "who": ["staff"]})
    parent_here_teacher_there = make_viewer("998101/guardian", "999101/staff")
    assert shortcuts_of_places(parent_here_teacher_there) == []
    assert titles(shortcuts_of_places(make_viewer("998101/staff"))) == [("Lønseddel", "")]


def test_those_of_all_places_are_gathered_each_once(
    egesoeskolen, revleskolen, municipality, write, make_viewer
):
    write(
        municipality, {"title": "Ferieplan", "address": "https://f.example/", "who": ["guardian"]}
    )
    write(
        egesoeskolen.home,
        {"title": "Meld fravær", "address": FRAVAER, "who": ["guardian"]},
        {"title": "Kontakt", "address": "https://e.example/"},
    )
    write(
        revleskolen.home,
        {"title": "meld fravær", "address": FRAVAER, "who": ["guardian"]},
        {"title": "Kontakt", "address": "https://r.example/"},
    )
    viewer = make_viewer("998/guardian", "998101/guardian", "999101/guardian")
    assert titles(shortcuts_of_places(viewer)) == [
        ("Ferieplan", ""),
        ("Meld fravær", ""),
        ("Kontakt", "Egesøskolen"),
        ("Kontakt", "Revleskolen"),
    ]


def test_what_somebody_may_not_open_is_not_named(egesoeskolen, write, make_page, make_viewer):
    secret = make_page(egesoeskolen.home, "Beredskab", own_audience=["998101/staff"])
    write(egesoeskolen.home, {"title": "Beredskab", "page": secret})
    assert shortcuts_of_places(make_viewer("998101/guardian")) == []
    (row,) = shortcuts_of_places(make_viewer("998101/staff"))
    assert row.url == f"/side/{secret.pk}/"
    secret.unpublish()
    assert shortcuts_of_places(make_viewer("998101/staff")) == []


def test_drafts_show_nothing_and_publishing_anew_replaces(egesoeskolen, write, make_viewer):
    home, viewer = egesoeskolen.home, make_viewer("998101/staff")
    home.shortcuts = [
        ("shortcut", {"title": "Kladde", "page": None, "address": FRAVAER, "icon": "", "who": []})
    ]
    home.save_revision()
    assert shortcuts_of_places(viewer) == []
    write(home, {"title": "Ny", "address": FRAVAER, "icon": "check"})
    write(home, {"title": "Nyere", "address": FRAVAER, "icon": "check"})
    (row,) = shortcuts_of_places(viewer)
    assert (row.title, row.icon) == ("Nyere", "check")
    assert Shortcut.objects.count() == 1


def test_front_page_and_place_show_them(client, egesoeskolen, write, sign_in):
    write(
        egesoeskolen.home,
        {"title": "Meld fravær", "address": FRAVAER, "icon": "edit", "who": ["guardian"]},
    )
    sign_in("dorte001", "998101/guardian")
    for address in ("/", egesoeskolen.home.url):
        shown = client.get(address).text
        assert f'href="{FRAVAER}"' in shown
        assert "Genveje" in shown
    sign_in("bo000001", "998101/pupil")
    for address in ("/", egesoeskolen.home.url):
        assert FRAVAER not in client.get(address).text


def test_one_query_however_many(
    egesoeskolen, municipality, write, make_viewer, django_assert_num_queries
):
    for home in (egesoeskolen.home, municipality):
        write(home, *({"title": f"Nr. {number}", "address": FRAVAER} for number in range(9)))
    viewer = make_viewer("998/staff", "998101/staff")
    shortcuts_of_places(viewer)
    with django_assert_num_queries(1):
        assert len(shortcuts_of_places(viewer)) == 9


@pytest.mark.parametrize(
    "sent",
    [
        {"address": "javascript:alert(1)"},
        {"address": "ftp://a.example/"},
        {"address": "/kalender/"},
        {"address": ""},
        {"title": ""},
        {"title": "x" * 61},
        {"icon": "skull"},
        {"who": ["everybody"]},
    ],
)
def test_what_leads_nowhere_good_is_refused(db, sent):
    block = ShortcutBlock()
    whole = {"title": "A", "page": None, "address": FRAVAER, "icon": "edit", "who": ["staff"]}
    assert block.clean(block.to_python(whole))["address"] == FRAVAER
    with pytest.raises((StructBlockValidationError, ValidationError)):
        block.clean(block.to_python(whole | sent))


def test_a_page_and_an_address_are_one_too_many(egesoeskolen):
    block = ShortcutBlock()
    both = {"title": "A", "page": egesoeskolen.home.pk, "address": FRAVAER, "icon": "", "who": []}
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python(both))
    assert block.clean(block.to_python(both | {"address": ""}))["page"].pk == egesoeskolen.home.pk


def test_a_home_that_is_closed_shows_none(egesoeskolen, write, make_viewer):
    write(egesoeskolen.home, {"title": "A", "address": FRAVAER})
    viewer = make_viewer("998101/staff")
    assert len(shortcuts_of_places(viewer)) == 1
    InstitutionHome.objects.get(pk=egesoeskolen.home.pk).unpublish()
    assert shortcuts_of_places(viewer) == []
    assert not Shortcut.objects.exists()
