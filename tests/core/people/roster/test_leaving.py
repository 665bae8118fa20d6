"""What is no longer in the file opens nothing from the same moment, and nothing else is lost."""

from core.people.kinds import Relation, Role, Source
from core.people.models import (
    Group,
    GuardianBlock,
    Guardianship,
    Membership,
    Person,
)
from core.people.roster.summary import Tally
from tests.core.people.conftest import DAY, NOW, TODAY, Bring, find, keys_of
from tests.core.people.exports import (
    contact,
    employee,
    export,
    group,
    institution,
    person,
    pupil,
)
from tests.core.people.roster_cast import PARENTS, lindesoe

LATER = NOW + 3 * DAY


def test_TEN_26_who_leaves_the_file_holds_nothing_at_once(bring: Bring) -> None:
    bring(lindesoe(more=employee("per", "3B", "7A") + pupil("siv", "3B", contacts=contact("eva"))))
    assert {"998101/staff", "998/staff"} <= keys_of("per", on=LATER)
    assert "998101/guardian" in keys_of("eva", on=LATER)
    summaries = bring(lindesoe(), now=LATER)
    assert summaries[0].people == Tally(ended=3)
    assert summaries[0].memberships == Tally(ended=5)
    assert summaries[0].guardianships == Tally(ended=1)
    for unilogin in ("per", "siv", "eva"):
        assert keys_of(unilogin, on=LATER) == set()
    assert "998101/staff" in keys_of("anna", on=LATER)


def test_TEN_26_a_teacher_who_changes_class_loses_the_old_one_at_once(bring: Bring) -> None:
    bring(export(institution("998101", group("3B"), group("7A"), employee("anna", "3B"))))
    old, new = (Group.objects.get(external_id=name).pk for name in ("3B", "7A"))
    assert f"g{old}/staff" in keys_of("anna", on=LATER)
    bring(
        export(institution("998101", group("3B"), group("7A"), employee("anna", "7A"))), now=LATER
    )
    assert f"g{old}/staff" not in keys_of("anna", on=LATER)
    assert f"g{new}/staff" in keys_of("anna", on=LATER)


def test_TEN_26_a_group_whose_last_day_moves_takes_its_keys_along(bring: Bring) -> None:
    def school(ends: str) -> str:
        return export(
            institution(
                "998101",
                group("3B", ends=ends),
                pupil("bo", "3B", contacts=contact("dorte")),
            )
        )

    bring(school("2027-07-31"))
    unit = f"g{Group.objects.get().pk}"
    assert f"{unit}/guardian" in keys_of("dorte", on=LATER + DAY)
    bring(school("2026-11-26"), now=LATER)
    assert f"{unit}/guardian" in keys_of("dorte", on=LATER)
    assert keys_of("dorte", on=LATER + DAY) == {
        "998101/guardian",
        "998.school/guardian",
        "998/guardian",
    }
    assert f"{unit}/pupil" not in keys_of("bo", on=LATER + DAY)


def test_a_membership_ended_yesterday_and_one_that_never_began_is_gone(bring: Bring) -> None:
    bring(lindesoe(more=employee("per")))
    bring(lindesoe(), now=LATER)
    ended = Membership.objects.get(person=find("per"))
    assert (ended.starts_on, ended.ends_on) == (TODAY, TODAY + 2 * DAY)
    bring(lindesoe(more=employee("pia")), now=LATER)
    bring(lindesoe(), now=LATER)
    assert not Membership.objects.filter(person=find("pia")).exists()


def test_who_comes_back_begins_anew(bring: Bring) -> None:
    bring(lindesoe(more=pupil("siv", "3B", contacts=contact("eva"))))
    bring(lindesoe(), now=LATER)
    [back, _] = bring(lindesoe(more=pupil("siv", "3B", contacts=contact("eva"))), now=LATER + DAY)
    assert back.people == Tally(new=2)
    assert back.guardianships == Tally(new=1)
    days = Membership.objects.filter(person=find("siv"), group=None).order_by("starts_on")
    assert [row.starts_on for row in days] == [TODAY, (LATER + DAY).date()]
    assert "998101/guardian" in keys_of("eva", on=LATER + DAY)


def test_a_group_that_is_gone_keeps_its_row_and_opens_nothing(bring: Bring) -> None:
    bring(export(institution("998101", group("3B"), group("7A"), employee("anna", "3B"))))
    gone = Group.objects.get(external_id="7A")
    Membership.objects.create(
        person=find("anna"),
        institution=gone.institution,
        group=gone,
        role=Role.MEMBER,
        source=Source.LOCAL,
    )
    bring(export(institution("998101", group("3B"), employee("anna", "3B"))), now=LATER)
    gone.refresh_from_db()
    assert gone.ends_on == TODAY + 2 * DAY
    assert Membership.objects.filter(group=gone, source=Source.LOCAL).count() == 1
    assert not any(key.startswith(f"g{gone.pk}/") for key in keys_of("anna", on=LATER))


def test_a_group_that_returns_is_the_same_group(bring: Bring) -> None:
    both = export(institution("998101", group("3B"), group("7A"), employee("anna", "7A")))
    bring(both)
    before = Group.objects.get(external_id="7A").pk
    bring(export(institution("998101", group("3B"), employee("anna", "3B"))), now=LATER)
    bring(both, now=LATER + DAY)
    assert f"g{before}/staff" in keys_of("anna", on=LATER + DAY)


def test_GDPR_03_without_custody_a_guardian_holds_nothing(bring: Bring) -> None:
    bring(
        lindesoe(
            parents=contact("dorte")
            + contact("peter", relation="Far", custody="false")
            + contact("bente", relation="Officielt tilknyttet person", custody=None)
        )
    )
    assert "998101/guardian" in keys_of("dorte")
    assert keys_of("peter") == keys_of("bente") == set()
    relations = Guardianship.objects.filter(child=find("bo")).values_list("relation", "custody")
    assert set(relations) == {
        (Relation.MOTHER, True),
        (Relation.FATHER, False),
        (Relation.OFFICIAL, False),
    }


def test_GDPR_03_custody_that_changes_in_the_file_changes_keys_at_once(bring: Bring) -> None:
    def school(custody: str) -> str:
        return export(
            institution(
                "998101", group("3B"), pupil("bo", "3B", contacts=contact("peter", custody=custody))
            )
        )

    bring(school("true"))
    assert "998101/guardian" in keys_of("peter")
    [summary] = bring(school("false"))
    assert summary.guardianships == Tally(changed=1)
    assert keys_of("peter") == set()
    bring(school("true"))
    assert "998101/guardian" in keys_of("peter")


def test_GDPR_03_a_guardian_who_is_no_longer_named_holds_nothing(bring: Bring) -> None:
    bring(export(institution("998101", group("3B"), pupil("bo", "3B", contacts=PARENTS))))
    assert "998101/guardian" in keys_of("jonas", on=LATER)
    bring(
        export(institution("998101", group("3B"), pupil("bo", "3B", contacts=contact("dorte")))),
        now=LATER,
    )
    assert keys_of("jonas", on=LATER) == set()
    assert "998101/guardian" in keys_of("dorte", on=LATER)


def test_GDPR_03_a_birth_date_that_changes_changes_what_guardians_hold(bring: Bring) -> None:
    def school(born: str) -> str:
        child = person("bo", BirthDate=born)
        return export(
            institution("998101", group("3B"), pupil(child, "3B", contacts=contact("dorte")))
        )

    bring(school("2009-01-01"))
    assert "998101/guardian" in keys_of("dorte")
    bring(school("2008-11-23"))
    assert keys_of("dorte") == set()


def test_local_rows_and_blocks_survive_every_import(bring: Bring, world) -> None:
    bring(lindesoe())
    board = Group.objects.create(
        institution=world["998101"], source=Source.LOCAL, kind="local", name="Skolebestyrelsen"
    )
    local = Membership.objects.create(
        person=find("dorte"),
        institution=world["998101"],
        group=board,
        role=Role.MEMBER,
        source=Source.LOCAL,
    )
    grant = Guardianship.objects.create(
        guardian=find("carla"),
        child=find("bo"),
        institution=world["998101"],
        relation=Relation.OTHER,
        granted_locally=True,
        source=Source.LOCAL,
    )
    block = GuardianBlock.objects.create(
        guardian=find("jonas"),
        child=find("bo"),
        placed_by=find("henrik"),
        placed_at=NOW,
        reason="akut",
    )
    before = [vars_of(row) for row in (board, local, grant, block)]
    bring(lindesoe(parents=contact("jonas", relation="Far")), now=LATER)
    for row in (board, local, grant, block):
        row.refresh_from_db()
    assert [vars_of(row) for row in (board, local, grant, block)] == before


def vars_of(row) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def test_who_may_sign_in_is_not_for_the_roster_to_say(bring: Bring) -> None:
    bring(lindesoe())
    Person.objects.filter(unilogin="anna").update(is_active=False)
    bring(lindesoe(more=employee("ny", "3B")), now=LATER)
    assert not find("anna").is_active
    assert find("anna").has_usable_password() is False
