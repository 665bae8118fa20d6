"""Who sees whom, whose children somebody has, and what people share."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from core.access.models import Right
from core.access.operations import grant_rights
from core.audit.models import Action
from core.people.guardian_access import block_guardian, grant_guardian_access
from core.people.kinds import Relation, Role, SharedWith
from core.people.local_groups import add_local_membership
from core.people.models import Group, Person
from core.people.queries import (
    ContactDetails,
    RealName,
    children_of,
    contact_details_of,
    guardians_of,
    memberships_of,
    people_visible_to,
    read_protected_name,
)
from core.people.refresh import refresh_ended_access
from tests.core.people.conftest import DAY, NOW, TODAY, Bring, find
from tests.core.people.entries import entries_by_hand
from tests.core.people.exports import (
    contact,
    employee,
    export,
    group,
    insert,
    institution,
    person,
    phone,
    pupil,
)
from tests.core.people.roster_cast import PARENTS, klitnaes, lindesoe


@pytest.fixture
def rosters(bring: Bring) -> Bring:
    bring(lindesoe())
    bring(klitnaes(), municipality="999")
    return bring


def sees(unilogin: str, on: date = TODAY) -> set[str]:
    return set(people_visible_to(find(unilogin), on=on).values_list("unilogin", flat=True))


def names(people) -> list[str]:
    return [someone.unilogin for someone in people]


def test_a_guardian_sees_those_of_the_childrens_groups_and_staff(rosters: Bring) -> None:
    assert sees("dorte") == {"dorte", "jonas", "bo", "emil", "ella", "anna", "henrik", "mette"}


def test_a_mother_of_a_class_of_the_same_name_sees_nothing_of_it(rosters: Bring) -> None:
    assert sees("carla") == {"carla", "oskar", "line"}


def test_staff_see_their_pupils_and_colleagues_and_nobody_elses(rosters: Bring) -> None:
    assert sees("anna") == {"anna", "henrik", "bo", "emil", "dorte", "jonas"}
    assert sees("line") == {"line", "oskar", "carla"}


def test_a_pupil_sees_the_class_and_the_staff(rosters: Bring) -> None:
    assert sees("bo") == {"bo", "dorte", "jonas", "anna", "henrik"}


def test_who_belongs_nowhere_sees_only_oneself(rosters: Bring) -> None:
    Person.objects.create_user("peter", first_name="Peter")
    assert sees("peter") == {"peter"}


def test_a_guardian_without_custody_sees_and_is_seen_by_nobody(rosters: Bring) -> None:
    rosters(lindesoe(parents=PARENTS + contact("peter", relation="Far", custody="false")))
    assert sees("peter") == {"peter"}
    assert "peter" not in sees("anna")
    assert "dorte" in sees("anna")


def test_a_protected_person_is_seen_in_their_own_groups_only(rosters: Bring) -> None:
    def school(protected: str) -> str:
        return lindesoe(more=pupil(person("liv", protected=protected), "3B"))

    rosters(school("false"))
    assert "liv" in sees("henrik")
    rosters(school("true"))
    assert "liv" not in sees("henrik")
    assert "liv" in sees("anna")
    assert "liv" in sees("dorte")


def test_TEN_26_who_left_the_class_is_no_longer_seen_by_it(rosters: Bring) -> None:
    rosters(lindesoe(more=pupil("siv", "3B", contacts=contact("eva")) + employee("per", "3B")))
    assert {"siv", "eva", "per"} <= sees("dorte")
    later = TODAY + DAY
    rosters(lindesoe(), now=NOW + DAY)
    assert not {"siv", "eva", "per"} & sees("dorte", on=later)
    assert not {"siv", "eva", "per"} & sees("anna", on=later)
    assert "dorte" in sees("anna", on=later)


def test_who_left_by_a_date_is_forgotten_by_the_daily_work(rosters: Bring, world) -> None:
    nanna = Person.objects.create_user("nanna", first_name="Nanna")
    add_local_membership(
        person=nanna,
        institution=world["998101"],
        role=Role.PEDAGOGICAL,
        ends_on=TODAY,
        now=NOW,
    )
    assert "nanna" in sees("dorte")
    assert refresh_ended_access(on=TODAY) == 0
    assert refresh_ended_access(on=TODAY + DAY) > 0
    assert "nanna" not in sees("dorte", on=TODAY + DAY)
    assert refresh_ended_access(on=TODAY + DAY) == 0


def test_a_guardians_children_are_those_with_custody_or_a_grant(rosters: Bring, world) -> None:
    assert names(children_of(find("dorte"), on=TODAY)) == ["emil", "bo", "ella"]
    rosters(lindesoe(parents=contact("dorte") + contact("peter", custody="false")))
    assert names(children_of(find("peter"), on=TODAY)) == []
    grant_guardian_access(
        guardian=find("peter"),
        child=find("bo"),
        institution=world["998101"],
        relation=Relation.FATHER,
        granted_by=find("henrik"),
        reason="samvær",
        now=NOW,
        ends_on=TODAY + DAY,
    )
    assert names(children_of(find("peter"), on=TODAY + DAY)) == ["bo"]
    assert names(children_of(find("peter"), on=TODAY + 2 * DAY)) == []


def test_a_blocked_guardian_has_one_child_less(rosters: Bring) -> None:
    block_guardian(
        guardian=find("jonas"), child=find("bo"), placed_by=find("henrik"), reason="x", now=NOW
    )
    assert names(children_of(find("jonas"), on=TODAY)) == ["emil", "ella"]
    assert names(children_of(find("dorte"), on=TODAY)) == ["emil", "bo", "ella"]


@pytest.mark.parametrize(
    ("born", "last_day"),
    [
        (date(2008, 11, 23), date(2026, 11, 22)),
        (date(2008, 2, 29), date(2026, 2, 28)),
        (date(2010, 2, 28), date(2028, 2, 27)),
        (date(2010, 3, 1), date(2028, 2, 29)),
    ],
)
def test_a_child_is_one_until_the_day_before_the_eighteenth_birthday(
    rosters: Bring, born: date, last_day: date
) -> None:
    Person.objects.filter(unilogin="bo").update(birth_date=born)
    dorte = find("dorte")
    dorte.guardianships.update(starts_on=date(2020, 1, 1))
    assert "bo" in names(children_of(dorte, on=last_day))
    assert "bo" not in names(children_of(dorte, on=last_day + DAY))


def test_a_child_of_unknown_age_is_a_child(rosters: Bring) -> None:
    Person.objects.filter(unilogin="bo").update(birth_date=None)
    assert "bo" in names(children_of(find("dorte"), on=TODAY))


def test_a_childs_guardians_are_shown_to_those_who_may_see_them(rosters: Bring) -> None:
    bo = find("bo")
    assert names(guardians_of(bo, viewer=find("anna"), on=TODAY)) == ["dorte", "jonas"]
    assert names(guardians_of(bo, viewer=find("carla"), on=TODAY)) == []
    block_guardian(guardian=find("jonas"), child=bo, placed_by=find("henrik"), reason="x", now=NOW)
    assert names(guardians_of(bo, viewer=find("anna"), on=TODAY)) == ["dorte"]


def test_memberships_are_those_of_the_day(rosters: Bring) -> None:
    anna = find("anna")
    places = [
        (row.institution.key, row.group and row.group.name, row.role)
        for row in memberships_of(anna, on=TODAY)
    ]
    assert sorted(places, key=str) == [
        ("998101", "3.B", Role.PEDAGOGICAL),
        ("998101", None, Role.PEDAGOGICAL),
    ]
    assert not memberships_of(anna, on=TODAY - DAY).exists()
    Group.objects.filter(name="3.B").update(ends_on=TODAY)
    assert memberships_of(anna, on=TODAY + DAY).count() == 1


@pytest.fixture
def anna(rosters: Bring) -> Person:
    someone = insert(person("anna", EmailAddress="anna@skole.example"), phone("+45 00 00 00 01"))
    bo = pupil("bo", "3B", contacts=PARENTS)
    rosters(
        export(
            institution(
                "998101",
                group("3B"),
                group("7A"),
                employee("henrik", role="Leder"),
                employee(someone, "3B"),
                bo,
                pupil("emil", "7A", contacts=contact("eva")),
            )
        ),
        is_part=True,
        accept_vanished=True,
    )
    return find("anna")


DETAILS = ContactDetails(email="anna@skole.example", phone="+45 00 00 00 01")


@pytest.mark.parametrize(
    ("shares", "those_who_see"),
    [
        (SharedWith.NOBODY, {"anna"}),
        (SharedWith.GROUPS, {"anna", "bo", "dorte", "jonas"}),
        (SharedWith.INSTITUTION, {"anna", "bo", "dorte", "jonas", "emil", "eva", "henrik"}),
    ],
)
def test_contact_details_are_shown_to_those_chosen(
    anna: Person, shares: SharedWith, those_who_see: set[str]
) -> None:
    anna.shares_email_with = anna.shares_phone_with = shares
    anna.save()
    shown = {
        viewer.unilogin: contact_details_of(anna, viewer=viewer, on=TODAY)
        for viewer in Person.objects.all()
    }
    assert {name for name, details in shown.items() if details == DETAILS} == those_who_see
    others = [details for name, details in shown.items() if name not in those_who_see]
    assert others
    assert set(others) == {ContactDetails()}


def test_e_mail_and_telephone_are_shared_each_as_chosen(anna: Person) -> None:
    anna.shares_email_with, anna.shares_phone_with = SharedWith.GROUPS, SharedWith.NOBODY
    anna.save()
    dorte, henrik = find("dorte"), find("henrik")
    email_alone = ContactDetails(email=DETAILS.email)
    assert contact_details_of(anna, viewer=dorte, on=TODAY) == email_alone
    anna.shares_phone_with = SharedWith.INSTITUTION
    anna.save()
    assert contact_details_of(anna, viewer=dorte, on=TODAY) == DETAILS
    assert contact_details_of(anna, viewer=henrik, on=TODAY) == ContactDetails(phone=DETAILS.phone)


def test_a_daycare_institutions_key_is_no_group(rosters: Bring) -> None:
    """Keys of daycare institutions begin with the letter that group units begin with."""
    someone = person("mette", EmailAddress="mette@dag.example")
    rosters(
        export(
            institution(
                "G99901",
                group("T"),
                group("R"),
                employee(someone, "T", role="Pædagog"),
                pupil("ella", "R", contacts=PARENTS, role="Barn"),
            )
        ),
        municipality="999",
    )
    mette = find("mette")
    Person.objects.update(shares_email_with=SharedWith.GROUPS)
    mette.refresh_from_db()
    assert contact_details_of(mette, viewer=find("dorte"), on=TODAY) == ContactDetails()
    Person.objects.update(shares_email_with=SharedWith.INSTITUTION)
    mette.refresh_from_db()
    details = contact_details_of(mette, viewer=find("dorte"), on=TODAY)
    assert details.email == "mette@dag.example"


def test_a_protected_person_shares_with_nobody_whatever_was_chosen(anna: Person) -> None:
    anna.shares_email_with = anna.shares_phone_with = SharedWith.INSTITUTION
    anna.save()
    dorte = find("dorte")
    assert contact_details_of(anna, viewer=dorte, on=TODAY) == DETAILS
    anna.protected = True
    assert contact_details_of(anna, viewer=dorte, on=TODAY) == ContactDetails()


@pytest.fixture
def read_name(rosters: Bring, world) -> Callable[..., RealName | None]:
    """Reads a name as Henrik, who has the right at Egesøskolen."""
    rosters(lindesoe(more=pupil(person("liv", first="Liv", protected="true"), "3B")))
    school = world["998101"]
    grant_rights(person_id=find("henrik").pk, institution_id=school.pk, rights=[Right.PROTECTED])

    def read(name: str, **named: Any) -> RealName | None:
        asked = {"reader": find("henrik"), "institution": school, "reason": "x", "now": NOW}
        return read_protected_name(find(name), **{**asked, **named})

    return read


def test_a_real_name_is_read_through_the_log_only(read_name) -> None:
    name = read_name("liv", reason="underretning")
    assert name == RealName(first_name="Liv", family_name="Prøve")
    entry = entries_by_hand().get()
    assert (entry.action, entry.actor_id, entry.subject_id, entry.reason) == (
        Action.OPEN,
        find("henrik").pk,
        find("liv").pk,
        "underretning",
    )
    assert read_name("bo") is None
    assert entries_by_hand().count() == 2


@pytest.mark.parametrize("reader", ["anna", "dorte", "mette", "liv"])
def test_a_real_name_is_not_read_without_the_right(read_name, world, reader: str) -> None:
    grant_rights(
        person_id=find("mette").pk,
        institution_id=world["G99901"].pk,
        rights=[Right.PROTECTED],
    )
    grant_rights(
        person_id=find("anna").pk,
        institution_id=world["998101"].pk,
        rights=set(Right) - {Right.PROTECTED},
    )
    with pytest.raises(PermissionDenied):
        read_name("liv", reader=find(reader))
    assert not entries_by_hand().exists()
    assert read_name("liv") is not None


def test_a_real_name_is_not_read_by_an_institution_that_knows_nobody_so(read_name, world) -> None:
    elsewhere = world["998102"]
    grant_rights(person_id=find("henrik").pk, institution_id=elsewhere.pk, rights=[Right.PROTECTED])
    with pytest.raises(PermissionDenied):
        read_name("liv", institution=elsewhere)
    assert read_name("oskar", institution=elsewhere) is None


def test_a_real_name_is_not_read_without_a_reason_or_a_log(
    read_name, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match="for a reason"):
        read_name("liv", reason=" ")

    def fail(*args: object, **named: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("core.people.queries.record", fail)
        with pytest.raises(RuntimeError):
            read_name("liv")
    assert read_name("liv") is not None


def test_what_somebody_sees_is_one_query(rosters: Bring, django_assert_num_queries) -> None:
    dorte, anna = find("dorte"), find("anna")
    with django_assert_num_queries(1):
        list(people_visible_to(dorte, on=TODAY))
    with django_assert_num_queries(1):
        list(children_of(dorte, on=TODAY))
    with django_assert_num_queries(1):
        list(guardians_of(dorte, viewer=anna, on=TODAY))
