"""Who is asked to confirm: by the audience and the guardianships of the day."""

from datetime import date, timedelta

import pytest

from cms.confirmation.queries import list_duties_of_page, list_open_for
from core.access.viewer import Viewer
from core.people.models import GuardianBlock, Guardianship, Membership, Person
from core.people.refresh import refresh_access


@pytest.fixture
def asked(now):
    """Who is asked about a page, as pairs of names: the one who answers, and for whom."""

    def read(page, *, on=None):
        names = dict(Person.objects.values_list("pk", "first_name"))
        duties = list_duties_of_page(page.pk, on=on or now.date())
        return sorted((names[duty.person_id], names.get(duty.child_id, "")) for duty in duties)

    return read


PARENTS = [("Dorte", "Anna"), ("Dorte", "Malthe"), ("Jonas", "Anna"), ("Jonas", "Malthe")]


@pytest.mark.parametrize("mode", ["one_guardian", "each_guardian"])
def test_parents_are_asked_for_each_of_their_children(cast, asking, asked, mode):
    assert asked(asking(mode)) == PARENTS


def test_pupils_are_asked_beside_their_parents(cast, asking, asked):
    pupils = [("Anna", "Anna"), ("Malthe", "Malthe")]
    assert asked(asking("guardian_pupil")) == sorted(PARENTS + pupils)


def test_staff_are_asked_once_and_for_no_child(cast, asking, asked):
    assert asked(asking("staff")) == [("Mette", "")]


@pytest.mark.parametrize("holder_of", ["group", "institution", "kind", "municipality"])
def test_every_unit_that_children_belong_to_asks_their_parents(
    cast, asking, asked, egesoeskolen, holder_of
):
    unit = {
        "group": f"g{egesoeskolen.group.pk}",
        "institution": "998101",
        "kind": "998.school",
        "municipality": "998",
    }[holder_of]
    assert asked(asking("each_guardian", audience=[f"{unit}/guardian"])) == PARENTS


def test_a_parent_with_two_keys_of_the_audience_is_asked_once(cast, asking, asked, egesoeskolen):
    keys = [f"g{egesoeskolen.group.pk}/guardian", "998101/guardian"]
    assert asked(asking("each_guardian", audience=keys)) == PARENTS


def test_pupils_who_cannot_see_the_page_are_not_asked(cast, asking, asked):
    assert asked(asking("guardian_pupil", audience=["998101/guardian"])) == PARENTS


def test_a_person_named_alone_and_everybody_are_asked_nothing(cast, asking, asked):
    dorte = f"p{cast['Dorte'].pk}"
    assert asked(asking("each_guardian", audience=[dorte, "public"])) == []


def test_a_blocked_parent_is_not_asked(cast, asking, asked, now):
    page = asking("each_guardian")
    GuardianBlock.objects.create(
        guardian=cast["Jonas"], child=cast["Malthe"], placed_by=cast["Mette"], placed_at=now,
        reason="Akut",
    )  # fmt: skip
    refresh_access([cast["Jonas"].pk], on=now.date())
    assert asked(page) == [pair for pair in PARENTS if pair != ("Jonas", "Malthe")]


def test_an_adult_without_custody_is_asked_once_the_institution_grants_it(
    cast, asking, asked, egesoeskolen, add_guardian, now
):
    page = asking("each_guardian")
    bente = add_guardian("Bente", cast["Anna"], egesoeskolen, custody=False)
    assert asked(page) == PARENTS
    Guardianship.objects.filter(guardian=bente).update(granted_locally=True)
    refresh_access([bente.pk], on=now.date())
    assert asked(page) == [("Bente", "Anna"), *PARENTS]


def test_a_child_at_another_school_is_none_of_this_page(
    cast, asking, asked, revleskolen, add_guardian, add_member
):
    """Dorte's third child goes elsewhere: she is asked for the two whose school it is."""
    third = add_member("Bertil", revleskolen, "pupil")
    add_guardian("Dorte", third, revleskolen)
    assert asked(asking("each_guardian")) == PARENTS


def test_parents_of_a_new_pupil_are_asked_too(
    cast, asking, asked, egesoeskolen, add_guardian, add_member
):
    page = asking("each_guardian")
    new = add_member("Nikolaj", egesoeskolen, "pupil")
    add_guardian("Lise", new, egesoeskolen)
    assert asked(page) == [*PARENTS, ("Lise", "Nikolaj")]


def test_parents_of_a_pupil_who_has_left_are_not_asked(cast, asking, asked, now):
    page = asking("each_guardian")
    Membership.objects.filter(person=cast["Anna"]).update(ends_on=now.date())
    refresh_access([cast["Anna"].pk, cast["Dorte"].pk, cast["Jonas"].pk], on=now.date())
    tomorrow = now.date() + timedelta(days=1)
    assert asked(page) == PARENTS
    assert asked(page, on=tomorrow) == [("Dorte", "Malthe"), ("Jonas", "Malthe")]


def test_a_page_taken_down_asks_nobody(cast, asking, asked):
    page = asking("each_guardian")
    page.unpublish()
    assert asked(page) == []


def test_what_waits_is_listed_with_the_children_and_the_nearest_date_first(cast, asking, viewer):
    later = asking("each_guardian")
    sooner = asking("one_guardian", due_on=date(2026, 12, 4))
    found = list_open_for(viewer("Dorte"))
    children = {cast["Anna"].pk, cast["Malthe"].pk}
    assert [(item.page_id, item.due_on) for item in found] == [
        (sooner.pk, date(2026, 12, 4)),
        (later.pk, None),
    ]
    assert all(set(item.child_ids) == children for item in found)


def test_nothing_waits_for_a_stranger_or_for_nobody(cast, asking, viewer, now):
    asking("each_guardian")
    assert list_open_for(viewer("Carla")) == []
    assert list_open_for(Viewer(person_id=None, now=now)) == []


def test_the_report_and_the_list_cost_one_query_each(
    cast, asking, viewer, now, django_assert_num_queries
):
    page = asking("guardian_pupil")
    looking = viewer("Dorte")
    with django_assert_num_queries(1):
        list_duties_of_page(page.pk, on=now.date())
    with django_assert_num_queries(1):
        list_open_for(looking)
