"""Ida and her school, with classes that people belong to, and a school in another municipality."""

from dataclasses import dataclass, field

import pytest
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.homes import make_homes
from cms.models import GroupHome, InstitutionHome, MunicipalityHome
from core.access.models import Right
from core.access.operations import Holding, grant_rights, replace_holdings
from core.people.kinds import GroupKind, Source
from core.people.models import Group, Institution, Person

WRITE = (Right.EDIT, Right.PUBLISH)


@dataclass
class World:
    """Two municipalities: Egesøskolen with classes and an SFO, Revleskolen with a class."""

    school: Institution
    sfo: Institution
    daycare: Institution
    administration: Institution
    foreign_school: Institution
    groups: dict[str, Group] = field(default_factory=dict)

    def unit(self, name):
        return f"g{self.groups[name].pk}"


@pytest.fixture
def world(egesoeskolen, revleskolen, now):
    school, foreign = egesoeskolen.institution, revleskolen.institution
    administration = school.parent
    sfo = Institution.objects.create(
        key="998111", name="SFO Ahornen", kind="sfo", municipality=school.municipality,
        parent=school,
    )  # fmt: skip
    daycare = Institution.objects.create(
        key="G99801", name="Børnehuset Bregnen", kind="daycare",
        municipality=school.municipality, parent=administration,
    )  # fmt: skip
    world = World(school, sfo, daycare, administration, foreign)
    world.groups = {"3.B": egesoeskolen.group, "fremmed 3.B": revleskolen.group}
    for name, kind, institution in (
        ("4.A", GroupKind.MAIN, school),
        ("4.B", GroupKind.MAIN, school),
        ("3. årgang", GroupKind.YEAR, school),
        ("Skolebestyrelsen", GroupKind.LOCAL, school),
        ("Egernene", GroupKind.MAIN, daycare),
    ):
        source = Source.LOCAL if kind == GroupKind.LOCAL else Source.ROSTER
        world.groups[name] = Group.objects.create(
            institution=institution, name=name, kind=kind, source=source, external_id=name
        )
    make_homes([school.pk, sfo.pk, daycare.pk], today=now.date())
    return world


@pytest.fixture
def make_people(db):
    """Makes so many people who hold exactly these keys."""

    def make(count, *keys):
        first = Person.objects.count()
        people = [
            Person.objects.create(unilogin=f"p{first + number:04}", first_name="Nogen")
            for number in range(count)
        ]
        replace_holdings({person.pk: [Holding(key=key) for key in keys] for person in people})
        return people

    return make


def _make_editor(unilogin, first_name, institution, rights):
    person = Person.objects.create_user(unilogin, first_name=first_name)
    grant_rights(person_id=person.pk, institution_id=institution.pk, rights=rights)
    return person


@pytest.fixture
def ida(world):
    """Writes and publishes at Egesøskolen, and no more."""
    return _make_editor("ida", "Ida", world.school, WRITE)


@pytest.fixture
def sofie(world):
    """Writes for the whole municipality, and to everyone."""
    return _make_editor("sofie", "Sofie", world.administration, list(Right))


@pytest.fixture
def kim(world):
    """Has every right at Revleskolen in the other municipality."""
    return _make_editor("kim", "Kim", world.foreign_school, list(Right))


@pytest.fixture
def sign_in(client):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def school_home(world):
    return InstitutionHome.objects.get(home_of=world.school)


@pytest.fixture
def class_home(world):
    return GroupHome.objects.get(home_of=world.groups["3.B"])


@pytest.fixture
def municipality_home(world):
    return MunicipalityHome.objects.get(home_of=world.school.municipality)


@pytest.fixture
def form_data():
    """What the form of a piece of news sends; `audience` is what its picker sends."""

    def make(title="Nyhed", text="Vi ses.", action="", **audience):
        data = nested_form_data(
            {
                "title": title,
                "slug": audience.pop("slug", "nyhed"),
                "summary": "",
                "body": streamfield([("text", rich_text(f"<p>{text}</p>"))] if text else []),
                "shortcuts-count": "0",
                "related-count": "0",
                "comments-TOTAL_FORMS": "0",
                "comments-INITIAL_FORMS": "0",
            }
        )
        data |= {f"own_audience-{name}": value for name, value in audience.items()}
        if "own_audience-keys" in data:
            data["own_audience"] = data.pop("own_audience-keys")
        return data | ({action: "1"} if action else {})

    return make
