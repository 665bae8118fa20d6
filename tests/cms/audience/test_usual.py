"""The audiences that an editor chose before are offered again."""

from datetime import timedelta

import pytest

from cms.audience.operations import KEPT_FOR_EACH, remember_audience
from cms.audience.picker import Picker
from cms.models import RecentAudience

STAFF = ("998101/staff",)
PARENTS = ("998101/guardian",)


@pytest.fixture
def remember(world, now):
    def remember(person, audience, *, minutes=0, institution=None):
        remember_audience(
            person_id=person.pk,
            institution_id=(institution or world.school).pk,
            audience=audience,
            now=now + timedelta(minutes=minutes),
        )

    return remember


@pytest.fixture
def usual(school_home):
    def usual(person, but=None):
        picker = Picker(page=None, parent=school_home, person_id=person.pk)
        return picker.usual(but=but)

    return usual


def test_what_was_chosen_most_comes_first(remember, usual, ida):
    remember(ida, STAFF)
    remember(ida, PARENTS, minutes=1)
    remember(ida, PARENTS, minutes=2)
    assert usual(ida) == [PARENTS, STAFF]
    assert RecentAudience.objects.get(audience=list(PARENTS)).times == 2


def test_todays_audience_is_not_offered_twice(remember, usual, ida):
    remember(ida, STAFF)
    assert usual(ida, but=list(STAFF)) == []
    assert usual(ida, but=list(PARENTS)) == [STAFF]


def test_colleagues_choices_are_offered_after_ones_own(remember, usual, ida, sofie):
    remember(sofie, PARENTS)
    remember(sofie, STAFF)
    remember(ida, STAFF)
    assert usual(ida) == [STAFF, PARENTS]


def test_what_one_may_not_choose_is_not_offered(remember, usual, ida, sofie):
    remember(sofie, ("public",))
    remember(sofie, ("998/guardian",))
    remember(sofie, STAFF)
    assert usual(ida) == [STAFF]


def test_another_institutions_choices_stay_there(remember, usual, ida, world):
    remember(ida, STAFF, institution=world.sfo)
    assert usual(ida) == []


def test_old_choices_are_forgotten(remember, ida):
    for number in range(KEPT_FOR_EACH + 3):
        remember(ida, (f"g{number + 1}/staff",), minutes=number)
    kept = RecentAudience.objects.filter(person=ida)
    assert kept.count() == KEPT_FOR_EACH
    assert not kept.filter(audience=["g1/staff"]).exists()
