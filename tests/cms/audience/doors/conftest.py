"""Somebody who may publish to the internet, and pages that wait to be published."""

import pytest

from cms.models import BasePage, NewsPage
from core.access.models import Right
from core.access.operations import grant_rights
from core.people.models import Person


@pytest.fixture
def leader(world):
    """May write and publish at Egesøskolen and to everyone, but not to the municipality."""
    person = Person.objects.create_user("leder", first_name="Henrik")
    rights = [Right.EDIT, Right.PUBLISH, Right.PUBLIC]
    grant_rights(person_id=person.pk, institution_id=world.school.pk, rights=rights)
    return person


@pytest.fixture
def rest(world):
    """Makes a page that waits, as somebody with every right has sent it."""

    def make(parent, kind=NewsPage, title="Venter", **fields):
        page = kind(title=title, live=False, **fields)
        BasePage.objects.get(pk=parent.pk).add_child(instance=page)
        page.save_revision()
        return page

    return make
