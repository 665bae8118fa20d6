"""What a leader has lost stands at the office, and is given again there."""

from datetime import timedelta

import pytest

from core.access.models import RIGHTS_OF_LEADERS, EditingRight, Right, RightOrigin
from core.people.models import Membership
from core.people.rights import take_rights
from tests.core.people.conftest import DAY, NOW, TODAY, find
from tests.core.people.office.conftest import address, grant, sign_in
from tests.core.people.roster_cast import lindesoe

HOME = address("rettigheder/")
REASON = "Fejl rettet"
HEADING = "Leaders without all their rights"


@pytest.fixture
def ida(school):
    """Administers the school that Henrik leads; signed in."""
    grant("ida", "998101", Right.ADMINISTER)
    # By hand he has but the others; these are the roster's again.
    rows = EditingRight.objects.filter(person=find("henrik"), right__in=RIGHTS_OF_LEADERS)
    rows.update(origin=RightOrigin.ROSTER)
    return sign_in("ida")


def take(school, *rights):
    take_rights(
        find("henrik"), institution=school, rights=rights, taken_by=find("ida"), reason="x", now=NOW
    )


def again(name="henrik"):
    return f"{HOME}{find(name).pk}/giv-igen/"


def rows_of_henrik():
    rows = EditingRight.objects.filter(person=find("henrik"), right__in=RIGHTS_OF_LEADERS)
    return {row.right: row for row in rows.filter(ends_on__gte=TODAY)}


def test_nothing_is_said_while_nothing_is_lost(ida, school):
    assert HEADING not in ida.get(HOME).text
    assert ida.get(again()).status_code == 404
    take(school, Right.PUBLISH)
    assert HEADING in ida.get(HOME).text
    assert ida.get(again()).status_code == 200


def test_what_was_taken_and_what_has_ended_is_named(ida, school):
    take(school, Right.PUBLISH)
    EditingRight.objects.filter(person=find("henrik"), right=Right.EDIT).update(ends_on=TODAY - DAY)
    # Only what ended while he led is his to miss.
    Membership.objects.filter(person=find("henrik")).update(starts_on=TODAY - 2 * DAY)
    shown = ida.get(HOME).text
    assert "Approver, taken back" in shown
    assert "Editor, ended after 22 Nov 2026" in shown
    assert f'href="{again()}"' in shown


def test_it_is_given_again_as_what_comes_with_leading(ida, school, bring):
    take(school, Right.PUBLISH, Right.EDIT)
    assert set(rows_of_henrik()) == {Right.ADMINISTER}
    assert ida.post(again(), {"reason": ""}).status_code == 400
    assert set(rows_of_henrik()) == {Right.ADMINISTER}
    assert ida.post(again(), {"reason": REASON})["Location"] == HOME
    assert {row.origin for row in rows_of_henrik().values()} == {RightOrigin.ROSTER}
    assert set(rows_of_henrik()) == set(RIGHTS_OF_LEADERS)
    assert HEADING not in ida.get(HOME).text
    bring(lindesoe(), now=NOW + timedelta(hours=1))
    assert set(rows_of_henrik()) == set(RIGHTS_OF_LEADERS)


def test_nobody_else_is_given_anything_again(ida, school):
    take(school, Right.PUBLISH)
    for name in ("anna", "ida", "line", "mette", "dorte"):
        assert ida.post(again(name), {"reason": REASON}).status_code == 404
    assert sign_in("mette").post(again(), {"reason": REASON}).status_code == 404
    assert Right.PUBLISH not in rows_of_henrik()
    assert ida.post(again(), {"reason": REASON}).status_code == 302


def test_who_takes_them_from_a_leader_is_told_that_they_stay_away(ida):
    shown = ida.get(f"{HOME}{find('henrik').pk}/fratag/").text
    assert "no roster gives the rights back" in shown
    grant("anna", "998101", Right.EDIT)
    assert "no roster" not in ida.get(f"{HOME}{find('anna').pk}/fratag/").text
