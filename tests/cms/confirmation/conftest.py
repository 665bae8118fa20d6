"""Dorte and Jonas with Malthe and Anna in 3.B, Carla at another school, and a teacher."""

from datetime import date

import pytest

from cms.confirmation.operations import ask_for_confirmation
from cms.models import ConfirmationMode
from core.access.viewer import Viewer
from core.people.models import Guardianship, Membership, Person
from core.people.refresh import refresh_access


@pytest.fixture
def add_member(now):
    """Makes a person who belongs to a school, or to its class."""

    def add(first_name, school, role, *, in_class=True, **fields):
        person = Person.objects.filter(first_name=first_name).first()
        person = person or Person.objects.create_user(
            first_name.lower(), first_name=first_name, **fields
        )
        for group in (None, school.group) if in_class else (None,):
            Membership.objects.create(
                person=person, institution=school.institution, group=group, role=role,
                source="roster",
            )  # fmt: skip
        refresh_access([person.pk], on=now.date())
        return person

    return add


@pytest.fixture
def add_guardian(now):
    """Lets somebody act for a child, or only be known as a relative."""

    def add(first_name, child, school, *, custody=True):
        guardian = Person.objects.filter(first_name=first_name).first()
        guardian = guardian or Person.objects.create_user(first_name.lower(), first_name=first_name)
        Guardianship.objects.create(
            guardian=guardian, child=child, institution=school.institution, relation="other",
            custody=custody, source="roster",
        )  # fmt: skip
        refresh_access([guardian.pk], on=now.date())
        return guardian

    return add


@pytest.fixture
def cast(egesoeskolen, revleskolen, add_member, add_guardian):
    """The people by first name."""
    malthe = add_member("Malthe", egesoeskolen, "pupil", birth_date=date(2017, 5, 1))
    anna = add_member("Anna", egesoeskolen, "pupil", birth_date=date(2019, 5, 1))
    magnus = add_member("Magnus", revleskolen, "pupil", birth_date=date(2017, 5, 1))
    for child in (malthe, anna):
        add_guardian("Dorte", child, egesoeskolen)
        add_guardian("Jonas", child, egesoeskolen)
    add_guardian("Carla", magnus, revleskolen)
    add_member("Mette", egesoeskolen, "pedagogical")
    return {person.first_name: person for person in Person.objects.all()}


@pytest.fixture
def viewer(cast, now):
    """Somebody of the cast, looking now."""
    return lambda name: Viewer(person_id=Person.objects.get(first_name=name).pk, now=now)


@pytest.fixture
def asking(egesoeskolen, make_news):
    """Publishes news for all of the school that asks for confirmation."""

    def make(mode, *, audience=None, **fields):
        key = egesoeskolen.institution.key
        audience = audience or [f"{key}/guardian", f"{key}/pupil", f"{key}/staff"]
        page = make_news(egesoeskolen.home, own_audience=audience)
        ask_for_confirmation(page.pk, mode=ConfirmationMode(mode), major=False, **fields)
        return page

    return make
