"""Tidying shared scopes that nothing carries."""

import threading

import pytest
from django.db import connection, transaction

from core.access.models import PersonScope, Scope, ScopeKey
from core.access.operations import (
    create_owned_scope,
    find_shared_scope,
    remove_unused_scopes,
    replace_person_scopes,
)
from core.people.models import Person


@pytest.fixture
def person(db):
    return Person.objects.create_user("bolu0001", first_name="Bo")


def test_a_scope_that_nothing_carries_goes_with_its_keys(person):
    unused = find_shared_scope(("998101/staff", "g4/guardian"))
    replace_person_scopes({person.pk: [("998101/staff",)]})
    owned = create_owned_scope(("998102/staff",))
    assert remove_unused_scopes() == 1
    kept = {owned.pk, PersonScope.objects.get().scope_id}
    assert set(Scope.objects.values_list("pk", flat=True)) == kept
    assert not ScopeKey.objects.filter(scope_id=unused.pk).exists()
    assert remove_unused_scopes() == 0


def test_a_scope_that_a_page_carries_stays(person, django_assert_num_queries):
    from cms.models import BasePage  # noqa: PLC0415 - what points to scopes from above

    page = BasePage.objects.first()
    carried = find_shared_scope(("998101/pupil",))
    BasePage.objects.filter(pk=page.pk).update(scope=carried)
    other = find_shared_scope(("998102/pupil",))
    assert remove_unused_scopes() == 1
    assert Scope.objects.filter(pk=carried.pk).exists()
    assert not Scope.objects.filter(pk=other.pk).exists()
    BasePage.objects.filter(pk=page.pk).update(scope=None)
    assert remove_unused_scopes() == 1


def test_more_than_one_batch(db, monkeypatch):
    monkeypatch.setattr("core.access.operations.BATCH", 2)
    for number in range(5):
        find_shared_scope((f"g{number}/pupil",))
    assert remove_unused_scopes() == 5
    assert not Scope.objects.exists()


def test_the_same_audience_is_made_anew_afterwards(db):
    first = find_shared_scope(("998101/staff",))
    assert find_shared_scope(("998101/staff",)) == first
    remove_unused_scopes()
    again = find_shared_scope(("998101/staff",))
    assert list(again.keys.values_list("key", flat=True)) == ["998101/staff"]


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_a_scope_that_somebody_has_just_found_is_not_removed_beneath(django_db_blocker):
    """A page is being published with an old scope while the tidying runs."""
    person = Person.objects.create_user("bolu0001", first_name="Bo")
    scope = find_shared_scope(("998101/staff",))
    removed = []

    def tidy():
        try:
            removed.append(remove_unused_scopes())
        finally:
            connection.close()

    with transaction.atomic():
        found = find_shared_scope(("998101/staff",))
        thread = threading.Thread(target=tidy)
        thread.start()
        thread.join(timeout=20)
        PersonScope.objects.create(person=person, scope=found)
    thread.join(timeout=20)
    assert removed == [0]
    assert PersonScope.objects.get().scope_id == scope.pk
    PersonScope.objects.all().delete()
    assert remove_unused_scopes() == 1
