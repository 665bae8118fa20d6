"""Whoever holds a key of a scope on the day sees it, however many scopes there are; no one else."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.access.models import (
    FOREVER,
    EditingRight,
    PersonKey,
    PersonScope,
    Right,
    RightOrigin,
    Scope,
    ScopeKey,
)
from core.access.operations import (
    Holding,
    create_owned_scope,
    find_shared_scope,
    forget_rights,
    grant_rights,
    join_holdings,
    mark_rights_taken,
    replace_holdings,
    replace_person_scopes,
    rewrite_owned_scope,
    withdraw_rights,
)
from core.access.queries import (
    OPEN_EDITOR,
    EditorRights,
    MaySee,
    count_readers,
    has_right,
    institutions_where,
    keys_of_scope,
    list_right_holders,
    read_rights,
)
from core.people.models import Institution, Municipality, Person

TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)
YESTERDAY = date(2026, 11, 22)


@pytest.fixture
def person(db):
    return Person.objects.create_user("anna0001", first_name="Anna")


def sees(scope, person_id, on=TODAY):
    return Scope.objects.filter(MaySee("pk", person_id=person_id, on=on), pk=scope.pk).exists()


def test_holder_of_one_key_sees_the_scope(person):
    scope = find_shared_scope(("998/guardian", "998101/staff"))
    assert not sees(scope, person.pk)
    replace_holdings({person.pk: [Holding(key="998101/staff")]})
    assert sees(scope, person.pk)
    assert not sees(scope, None)


def test_public_is_seen_by_all_and_by_nobody_signed_in(person):
    scope = find_shared_scope(("public",))
    assert sees(scope, None)
    assert sees(scope, person.pk)


@pytest.mark.parametrize(
    ("day", "seen"),
    [(YESTERDAY, False), (TODAY, True), (TOMORROW, True), (date(2026, 11, 25), False)],
)
def test_key_opens_on_its_days_both_included(person, day, seen):
    scope = find_shared_scope(("998101/staff",))
    replace_holdings({person.pk: [Holding(key="998101/staff", starts_on=TODAY, ends_on=TOMORROW)]})
    assert sees(scope, person.pk, on=day) is seen


def test_no_scope_is_seen_by_nobody(person):
    replace_holdings({person.pk: [Holding(key="998101/staff")]})
    rows = Scope.objects.annotate(nothing=F("pk") - F("pk"))
    find_shared_scope(("998101/staff",))
    assert rows.filter(MaySee("pk", person_id=person.pk, on=TODAY)).exists()
    assert not rows.filter(MaySee("nothing", person_id=person.pk, on=TODAY)).exists()


def test_equal_audiences_share_and_owned_scopes_do_not(db):
    assert find_shared_scope(("p1", "p2")) == find_shared_scope(("p2", "p1"))
    assert create_owned_scope(("p1",)) != create_owned_scope(("p1",))
    assert create_owned_scope(("p1",)) != find_shared_scope(("p1",))


def test_rewriting_writes_what_differs_only(db):
    scope = create_owned_scope(("p1", "p2", "p3"))
    kept = set(ScopeKey.objects.filter(key__in=["p2", "p3"]).values_list("pk", flat=True))
    assert rewrite_owned_scope(scope.pk, ("p2", "p3", "p4")) == 2
    assert keys_of_scope(scope.pk) == ("p2", "p3", "p4")
    assert kept <= set(ScopeKey.objects.values_list("pk", flat=True))


def test_shared_scope_is_never_rewritten(db):
    scope = find_shared_scope(("p1",))
    with pytest.raises(ValueError, match="shared"):
        rewrite_owned_scope(scope.pk, ("p2",))
    assert keys_of_scope(scope.pk) == ("p1",)


def test_same_holdings_again_write_nothing(person):
    replace_holdings({person.pk: []})
    holdings = {person.pk: [Holding(key="p1"), Holding(key="998/staff", ends_on=TODAY)]}
    assert replace_holdings(holdings) == 2
    with CaptureQueriesContext(connection) as queries:
        assert replace_holdings(holdings) == 0
    assert not [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_holdings_of_others_are_left_alone(person):
    other = Person.objects.create_user("bo000001", first_name="Bo")
    replace_holdings({person.pk: [Holding(key="p1")], other.pk: [Holding(key="p1")]})
    replace_holdings({person.pk: []})
    assert list(PersonKey.objects.values_list("person_id", "key")) == [(other.pk, "p1")]


def test_overlapping_and_touching_days_are_joined():
    def held(start, end):
        return Holding(key="p1", starts_on=date(2026, 1, start), ends_on=date(2026, 1, end))

    assert join_holdings([held(1, 5), held(3, 9)]) == [held(1, 9)]
    assert join_holdings([held(6, 9), held(1, 5)]) == [held(1, 9)]
    assert join_holdings([held(1, 5), held(7, 9)]) == [held(1, 5), held(7, 9)]
    assert join_holdings([held(1, 9), held(3, 5)]) == [held(1, 9)]
    assert join_holdings([held(5, 1)]) == []


def test_people_are_counted_once(person):
    replace_holdings({person.pk: [Holding(key="p1"), Holding(key="998/staff")]})
    audiences = [("p1", "998/staff"), ("998/pupil",), ("998/staff", "998/pupil")]
    assert count_readers(audiences, on=TODAY) == [1, 0, 1]
    assert count_readers([], on=TODAY) == []


def test_readers_are_counted_on_the_day_in_one_query(person, django_assert_num_queries):
    replace_holdings({person.pk: [Holding(key="p1", ends_on=TODAY)]})
    with django_assert_num_queries(1):
        assert count_readers([("p1",)] * 20, on=TODAY) == [1] * 20
    assert count_readers([("p1",)], on=TOMORROW) == [0]


def test_person_is_seen_by_exactly_the_audiences_given(person):
    replace_person_scopes({person.pk: [("998/staff",), ("g1/pupil",)]})
    assert PersonScope.objects.count() == 2
    assert replace_person_scopes({person.pk: [("998/staff",)]}) == 1
    assert keys_of_scope(PersonScope.objects.get().scope_id) == ("998/staff",)


@pytest.fixture
def institution(db):
    municipality = Municipality.objects.create(code="998", name="Lindesø Kommune")
    return Institution.objects.create(
        key="998101", name="Egesøskolen", kind="school", municipality=municipality
    )


def test_right_counts_in_its_institution_alone(person, institution):
    other = Institution.objects.create(
        key="998102", name="Tranehøjskolen", kind="school", municipality=institution.municipality
    )
    grant_rights(person_id=person.pk, institution_id=institution.pk, rights=[Right.EDIT])
    assert has_right(person.pk, Right.EDIT, institution_id=institution.pk)
    assert not has_right(person.pk, Right.PUBLIC, institution_id=institution.pk)
    assert not has_right(person.pk, Right.EDIT, institution_id=other.pk)
    assert not has_right(person.pk, Right.EDIT, institution_id=None)


def test_who_writes_publishes_unless_the_institution_wants_to_approve(person, institution):
    grant_rights(person_id=person.pk, institution_id=institution.pk, rights=[Right.EDIT])
    for needs_approval in (False, True):
        Institution.objects.update(needs_approval=needs_approval)
        where = institutions_where(person.pk, [Right.PUBLISH])
        assert has_right(person.pk, Right.PUBLISH, institution_id=institution.pk) is (
            not needs_approval
        )
        assert read_rights(person.pk).has(Right.PUBLISH, institution.pk) is (not needs_approval)
        assert where.exists() is (not needs_approval)


def test_a_right_ends_with_its_last_day(person, institution):
    today = timezone.localdate()
    for ends_on, holds in ((today, True), (today - timedelta(days=1), False), (FOREVER, True)):
        grant_rights(
            person_id=person.pk, institution_id=institution.pk, rights=[Right.EDIT],
            ends_on=ends_on,
        )  # fmt: skip
        assert has_right(person.pk, Right.EDIT, institution_id=institution.pk) is holds
        assert read_rights(person.pk).may_write(institution.pk) is holds
        assert bool(list_right_holders(institution.pk)) is holds


def test_rights_read_at_once_say_the_same_as_each_asked_alone(person, institution):
    rights = [Right.PUBLISH, Right.PUBLIC]
    grant_rights(person_id=person.pk, institution_id=institution.pk, rights=rights)
    held = read_rights(person.pk)
    for pk in (institution.pk, institution.pk + 1, None):
        for right in Right:
            assert held.has(right, pk) is has_right(person.pk, right, institution_id=pk)
    assert held.held_in(institution.pk) == set(rights)
    assert held.may_write(institution.pk)
    assert held.institutions == {institution.pk}
    assert read_rights(person.pk, among=[Right.EDIT]) == EditorRights()


def test_only_who_writes_or_publishes_opens_the_pages(person, institution):
    others = [right for right in Right if right not in OPEN_EDITOR]
    grant_rights(person_id=person.pk, institution_id=institution.pk, rights=others)
    assert not read_rights(person.pk).may_write(institution.pk)
    assert read_rights(person.pk).institutions == frozenset()
    grant_rights(person_id=person.pk, institution_id=institution.pk, rights=[Right.EDIT])
    assert read_rights(person.pk).may_write(institution.pk)


def test_right_is_given_once_and_withdrawn_at_once(person, institution):
    for _ in range(2):
        grant_rights(person_id=person.pk, institution_id=institution.pk, rights=[Right.EDIT])
    assert EditingRight.objects.count() == 1
    withdraw_rights(person_id=person.pk, institution_id=institution.pk, rights=[Right.EDIT])
    assert not has_right(person.pk, Right.EDIT, institution_id=institution.pk)


def test_what_was_taken_from_a_leader_is_kept_and_gives_nothing(person, institution):
    named = {"person_id": person.pk, "institution_id": institution.pk, "rights": [Right.EDIT]}
    for _ in range(2):
        grant_rights(**named)
        assert has_right(person.pk, Right.EDIT, institution_id=institution.pk)
        mark_rights_taken(**named, last_day=timezone.localdate() - timedelta(days=1))
        assert not has_right(person.pk, Right.EDIT, institution_id=institution.pk)
        assert list_right_holders(institution.pk) == []
        assert EditingRight.objects.get().origin == RightOrigin.TAKEN
    forget_rights(EditingRight.objects.values_list("pk", flat=True))
    assert not EditingRight.objects.exists()


@pytest.mark.parametrize("audiences", [200, 20_000])
def test_TEN_24_number_of_audiences_changes_neither_queries_nor_their_size(person, audiences):
    Scope.objects.bulk_create(Scope() for _ in range(audiences))
    scopes = list(Scope.objects.values_list("pk", flat=True))
    ScopeKey.objects.bulk_create(
        ScopeKey(scope_id=pk, key=f"g{number}/pupil") for number, pk in enumerate(scopes)
    )
    replace_holdings({person.pk: [Holding(key=f"g{number}/pupil") for number in range(12)]})
    with CaptureQueriesContext(connection) as queries:
        seen = list(
            Scope.objects.filter(MaySee("pk", person_id=person.pk, on=TODAY)).order_by("pk")[:50]
        )
    assert [scope.pk for scope in seen] == scopes[:12]
    assert len(queries) == 1
    assert len(queries[0]["sql"]) < 600
