"""3.B's families and staff, and forms for them."""

from datetime import date, timedelta

import pytest

from cms.models import FormPage
from core.access.keys import make_key
from core.people.kinds import Relation, Role, Source
from core.people.models import Group, Guardianship, Membership, Person
from core.people.refresh import refresh_access
from indgang_sdk.levels import Level
from tests.signing_in import sign_in_at

TIME = "q-11111111-1111-4111-8111-111111111111"
FOOD = "q-22222222-2222-4222-8222-222222222222"


def question(kind, label, block_id, **more):
    return {
        "type": kind,
        "id": block_id.removeprefix("q-"),
        "value": {"label": label, "help_text": "", "required": True, **more},
    }


QUESTIONS = [
    question("singleline", "Hvornår passer det jer?", TIME),
    question("checkboxes", "Hvad tager I med?", FOOD, options=["Kage", "Kaffe"], required=False),
]


@pytest.fixture
def family(egesoeskolen, now):
    """Dorte and Jonas with Bo in 3.B and Emil in 7.A; Carla's Oskar in 3.B; the school's staff."""
    school, class_3b = egesoeskolen.institution, egesoeskolen.group
    class_7a = Group.objects.create(
        institution=school, source=Source.ROSTER, external_id="7A", name="7.A", kind="main"
    )
    people = {
        name: Person.objects.create_user(f"{name}0001", first_name=name.title())
        for name in ("dorte", "jonas", "carla", "bo", "emil", "oskar", "anna", "ida", "henrik")
    }
    for name, group, role in (
        ("bo", class_3b, Role.PUPIL),
        ("oskar", class_3b, Role.PUPIL),
        ("emil", class_7a, Role.PUPIL),
        ("anna", class_3b, Role.PEDAGOGICAL),
        ("anna", None, Role.PEDAGOGICAL),
        ("ida", None, Role.ADMINISTRATIVE),
        ("henrik", None, Role.LEADER),
    ):
        Membership.objects.create(
            person=people[name], institution=school, group=group, role=role, source=Source.ROSTER
        )
    for child in ("bo", "emil", "oskar"):
        Membership.objects.get_or_create(
            person=people[child], institution=school, group=None, role=Role.PUPIL,
            source=Source.ROSTER,
        )  # fmt: skip
        Person.objects.filter(pk=people[child].pk).update(birth_date=date(2017, 5, 9))
    for guardian, child in (
        ("dorte", "bo"), ("dorte", "emil"), ("jonas", "bo"), ("carla", "oskar")
    ):  # fmt: skip
        Guardianship.objects.create(
            guardian=people[guardian], child=people[child], institution=school,
            relation=Relation.OTHER, custody=True, source=Source.ROSTER,
        )  # fmt: skip
    refresh_access([person.pk for person in people.values()], on=now.date())
    return people


@pytest.fixture
def make_form(egesoeskolen, publish):
    """Publishes a form for the guardians of 3.B below the school's page."""

    def make(title="Vælg en tid", **fields):
        school = egesoeskolen.institution
        audience = [f"g{egesoeskolen.group.pk}/guardian", make_key(school.key, "staff")]
        receivers = [f"{school.key}/administrative", f"{school.key}/leader"]
        named = {"questions": QUESTIONS, "own_audience": audience, "receivers": receivers}
        return publish(egesoeskolen.home, FormPage(title=title, **(named | fields)))

    return make


@pytest.fixture
def sign_in(client, family):
    """Signs one of the family or the staff in."""

    def enter(name, level=Level.TWO_FACTOR):
        return sign_in_at(client, family[name], level=level)

    return enter


@pytest.fixture
def yesterday(now):
    return now.date() - timedelta(days=1)
