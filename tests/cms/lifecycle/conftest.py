"""A school whose staff answer for its pages."""

from datetime import date

import pytest

from cms.models import PageReview
from core.access.keys import make_key
from core.access.models import FOREVER, Right
from core.access.operations import Holding, grant_rights, replace_holdings
from core.access.viewer import Viewer
from core.people.models import Membership, Person

LEADS = (Right.EDIT, Right.PUBLISH, Right.ADMINISTER)


@pytest.fixture
def employ(db):
    """Makes somebody of an institution's staff, with rights there."""

    def make(school, name, *rights, role="pedagogical", until=FOREVER):
        institution = getattr(school, "institution", school)
        person = Person.objects.create_user(
            f"{name}001", first_name=name.title(), email=f"{name}@example.invalid"
        )
        Membership.objects.create(
            person=person, institution=institution, role=role, source="local", ends_on=until
        )
        replace_holdings({person.pk: [Holding(key=make_key(institution.key, "staff"))]})
        grant_rights(person_id=person.pk, institution_id=institution.pk, rights=rights)
        return person

    return make


@pytest.fixture
def henrik(egesoeskolen, employ):
    return employ(egesoeskolen, "henrik", *LEADS, role="leader")


@pytest.fixture
def anna(egesoeskolen, employ):
    return employ(egesoeskolen, "anna", Right.EDIT)


@pytest.fixture
def make_owned(egesoeskolen, make_page):
    """A published page of the school with an owner and a review day."""

    def make(owner, title="Madplan", review_by=date(2026, 11, 30), **fields):
        page = make_page(egesoeskolen.home, title, owner=owner, **fields)
        PageReview.objects.filter(page=page.pk).update(owner=owner, review_by=review_by)
        return page

    return make


@pytest.fixture
def review_of():
    return lambda page: PageReview.objects.get(page=page.pk)


@pytest.fixture
def as_viewer():
    return lambda person, now: Viewer(person_id=person.pk, now=now)
