"""Dorte with Bo and Emil at one school and Ella in another municipality, and her home page."""

from datetime import date

import pytest
from django.utils import timezone

from core.people.models import Group, Guardianship, Membership, Person
from core.people.refresh import refresh_access


@pytest.fixture
def other_class(egesoeskolen):
    """The school's 7.A, which has no page of its own here."""
    return Group.objects.create(
        institution=egesoeskolen.institution, source="roster", external_id="7A", name="7.A",
        kind="main", ends_on=date(2027, 7, 31),
    )  # fmt: skip


@pytest.fixture
def make_child(db):
    """Makes somebody's child in a class of a school."""

    def make(first_name, guardian, school, group, *, born=date(2017, 5, 9)):
        child = Person.objects.create_user(
            first_name.lower(), first_name=first_name, birth_date=born
        )
        for place in (None, group):
            Membership.objects.create(
                person=child, institution=school.institution, group=place, role="pupil",
                source="roster",
            )  # fmt: skip
        Guardianship.objects.create(
            guardian=guardian, child=child, institution=school.institution, relation="mother",
            custody=True, source="roster",
        )  # fmt: skip
        refresh_access([child.pk, guardian.pk], on=timezone.localdate())
        return child

    return make


@pytest.fixture
def dorte(db):
    return Person.objects.create_user("dorte001", first_name="Dorte")


@pytest.fixture
def children(dorte, egesoeskolen, revleskolen, other_class, make_child):
    """Her children by first name."""
    return {
        "Emil": make_child("Emil", dorte, egesoeskolen, other_class, born=date(2013, 9, 27)),
        "Bo": make_child("Bo", dorte, egesoeskolen, egesoeskolen.group),
        "Ella": make_child("Ella", dorte, revleskolen, revleskolen.group, born=date(2019, 3, 14)),
    }


@pytest.fixture
def home_of(client, dorte, children):
    """Dorte's home page, of all children or of one."""
    client.force_login(dorte)

    def open_home(child=None, **headers):
        query = {"barn": getattr(child, "pk", child)} if child else {}
        return client.get("/", query, **headers)

    return open_home
