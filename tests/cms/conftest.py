"""A small tree of pages: two municipalities with one school each, made as the portal does."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from cms.homes import make_homes
from cms.models import BasePage, ContentPage, InstitutionHome, NewsPage
from core.access.operations import Holding, replace_holdings
from core.access.viewer import Viewer
from core.people.models import Group, Institution, Municipality, Person

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))


@dataclass
class School:
    """An institution with one class, and the pages that were made for them."""

    institution: Institution
    group: Group
    home: InstitutionHome


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def egesoeskolen(db):
    return _make_school("998", "Lindesø Kommune", "998001", "998101", "Egesøskolen")


@pytest.fixture
def revleskolen(db):
    return _make_school("999", "Klitnæs Kommune", "999001", "999101", "Revleskolen")


@pytest.fixture
def make_viewer(db):
    """Makes a viewer who holds exactly the keys, today."""

    def make(*keys, now=NOW):
        number = Person.objects.count() + 1
        person = Person.objects.create_user(f"person{number:02}", first_name=f"Nr. {number}")
        replace_holdings({person.pk: [Holding(key=key) for key in keys]})
        return Viewer(person_id=person.pk, now=now)

    return make


@pytest.fixture
def publish():
    """Adds a page below another and publishes it."""

    def add(parent, page):
        page.live = False
        BasePage.objects.get(pk=parent.pk).add_child(instance=page)
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    return add


@pytest.fixture
def make_page(publish):
    def make(parent, title="Side", **fields):
        return publish(parent, ContentPage(title=title, **fields))

    return make


@pytest.fixture
def make_news(publish):
    def make(parent, title="Nyhed", **fields):
        return publish(parent, NewsPage(title=title, **fields))

    return make


def _make_school(code, municipality_name, administration_key, key, name):
    municipality = Municipality.objects.create(code=code, name=municipality_name)
    administration = Institution.objects.create(
        key=administration_key, name="Forvaltningen", kind="administration",
        municipality=municipality,
    )  # fmt: skip
    school = Institution.objects.create(
        key=key, name=name, kind="school", municipality=municipality, parent=administration
    )
    group = Group.objects.create(
        institution=school, source="roster", external_id="3B", name="3.B", kind="main",
        ends_on=date(2027, 7, 31),
    )  # fmt: skip
    make_homes([administration.pk, school.pk], today=NOW.date())
    return School(school, group, InstitutionHome.objects.get(home_of=school))
