"""A roster becomes people, groups, memberships and guardianships, and nothing else changes."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.people.kinds import Relation, Role, Source
from core.people.models import (
    Group,
    GuardianBlock,
    Guardianship,
    Institution,
    Membership,
    Person,
    RosterEntry,
)
from core.people.refusals import FileRefused
from core.people.roster.summary import InstitutionSummary, Tally
from tests.core.people.conftest import DAY, NOW, TODAY, Bring, find, keys_of
from tests.core.people.exports import (
    EXPORTED,
    contact,
    employee,
    export,
    extern,
    group,
    institution,
    person,
    pupil,
)
from tests.core.people.roster_cast import PARENTS, egesoe, klitnaes, lindesoe, tranehoej

LATER = NOW + 3 * DAY
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


def list_writes(context: CaptureQueriesContext) -> list[str]:
    return [item["sql"] for item in context if item["sql"].lstrip().upper().startswith(WRITES)]


def read_tables() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    tables = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            tables[table] = sorted(cursor.fetchall(), key=repr)
    return tables


def test_it_gives_everybody_the_keys_of_their_places(bring: Bring) -> None:
    bring(lindesoe())
    class_ = Group.objects.get(institution__key="998101", name="3.B").pk
    seventh = Group.objects.get(name="7.A").pk
    everywhere = ("998101", "998.school", "998")
    assert keys_of("bo") == {f"{unit}/pupil" for unit in (f"g{class_}", *everywhere)}
    assert keys_of("dorte") == {
        f"{unit}/guardian" for unit in (f"g{class_}", f"g{seventh}", *everywhere)
    }
    assert keys_of("anna") == {
        f"{unit}/{holder}"
        for unit in (f"g{class_}", *everywhere)
        for holder in ("staff", "pedagogical")
    }


def test_a_class_of_the_same_name_at_another_school_is_another_class(bring: Bring) -> None:
    bring(lindesoe())
    first, second = Group.objects.filter(name="3.B").order_by("institution__key")
    assert f"g{first.pk}/guardian" in keys_of("dorte")
    assert f"g{second.pk}/guardian" in keys_of("carla")
    assert not {f"g{first.pk}/guardian", "998101/guardian"} & keys_of("carla")


def test_a_family_in_two_municipalities_is_one_family(bring: Bring) -> None:
    bring(lindesoe())
    bring(klitnaes(), municipality="999")
    assert Person.objects.filter(unilogin="dorte").count() == 1
    assert {"998/guardian", "999/guardian", "G99901/guardian"} <= keys_of("dorte")
    assert {"998101", "G99901"} == set(
        RosterEntry.objects.filter(person=find("dorte")).values_list("institution__key", flat=True)
    )


def test_it_tells_how_much_is_new(bring: Bring) -> None:
    summaries = bring(lindesoe())
    assert summaries == [
        InstitutionSummary(
            key="998101",
            name="Egesøskolen",
            people=Tally(new=6),
            groups=Tally(new=2),
            memberships=Tally(new=7),
            guardianships=Tally(new=4),
        ),
        InstitutionSummary(
            key="998102",
            name="Tranehøjskolen",
            people=Tally(new=3),
            groups=Tally(new=1),
            memberships=Tally(new=4),
            guardianships=Tally(new=1),
        ),
    ]


def test_several_roles_and_groups_all_count(bring: Bring) -> None:
    both = employee("pia", "3B", "7A").replace("</c:Role>", "</c:Role><c:Role>Ledelse</c:Role>")
    bring(lindesoe(more=both + extern("noah", "3B")))
    roles = Membership.objects.filter(person=find("pia")).values_list("role", "group__name")
    assert set(roles) == {
        (role, name)
        for role in (Role.PEDAGOGICAL, Role.LEADER)
        for name in (None, "3.B", "7.A")
    }
    assert {key.partition("/")[2] for key in keys_of("noah")} == {"external"}


def test_people_without_unilogin_or_role_are_left_out_and_counted(bring: Bring) -> None:
    nobody = pupil(person("", first="Ukendt"), "3B")
    no_person = employee("", "3B")
    no_role = "<e:InstitutionPerson source='x'>" + person("gammel") + "</e:InstitutionPerson>"
    unknown_adult = pupil("siv", "3B", contacts=contact(person("", first="Ukendt")) + PARENTS)
    [summary] = bring(export(egesoe(more=nobody + no_person + no_role + unknown_adult)))
    assert summary.skipped == 4
    assert not Person.objects.filter(first_name="Ukendt").exists()
    assert not Person.objects.filter(unilogin="gammel").exists()
    assert Guardianship.objects.filter(child=find("siv")).count() == 2


def test_REL_08_the_same_file_again_writes_nothing(bring: Bring) -> None:
    bring(lindesoe())
    before = read_tables()
    with CaptureQueriesContext(connection) as again:
        summaries = bring(lindesoe(), now=LATER)
    assert list_writes(again) == []
    assert [summary.has_changes for summary in summaries] == [False, False]
    assert read_tables() == before
    with CaptureQueriesContext(connection) as other:
        bring(lindesoe(more=employee("ny")), now=LATER)
    assert len(list_writes(other)) > 0


def test_the_demos_files_twice_write_nothing_the_second_time(
    world: dict[str, Institution], tmp_path, settings
) -> None:
    from sandbox.roster.__main__ import write_demo

    write_demo(tmp_path)
    call_command("import_institutions", tmp_path / "institutions.csv")
    for code in ("998", "999"):
        call_command("import_roster", tmp_path / f"{code}.xml", municipality=code)
    assert RosterEntry.objects.count() > 500
    with CaptureQueriesContext(connection) as again:
        for code in ("998", "999"):
            call_command("import_roster", tmp_path / f"{code}.xml", municipality=code)
    assert list_writes(again) == []


def test_a_dry_run_tells_the_same_and_changes_nothing(bring: Bring, heard) -> None:
    bring(egesoe_only())
    before = read_tables()
    heard["roster"].clear()
    file = lindesoe(parents=contact("dorte"), more=employee("ny", "3B"))
    tried = bring(file, now=LATER, dry_run=True)
    assert read_tables() == before
    assert heard["roster"] == []
    assert bring(file, now=LATER) == tried
    assert tried[0].people == Tally(new=1)
    assert read_tables() != before


def egesoe_only() -> str:
    return export(egesoe())


def test_it_tells_those_who_build_on_it_only_where_something_changed(
    bring: Bring, world: dict[str, Institution], heard
) -> None:
    bring(lindesoe())
    assert heard["roster"] == [world["998101"].pk, world["998102"].pk]
    heard["roster"].clear()
    bring(lindesoe(more=employee("ny")), now=LATER)
    assert heard["roster"] == [world["998101"].pk]


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
    assert keys_of("dorte", on=LATER + DAY) == {"998101/guardian", "998.school/guardian", "998/guardian"}
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
    bring(
        export(institution("998101", group("3B"), employee("anna", "3B"))), now=LATER
    )
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


def test_names_and_kinds_of_groups_follow_the_file(bring: Bring) -> None:
    bring(export(institution("998101", group("3B", name="3.B"))))
    [summary] = bring(
        export(institution("998101", group("3B", name="4.B", kind="Hold"))), now=LATER
    )
    assert summary.groups == Tally(changed=1)
    assert Group.objects.values_list("name", "kind").get() == ("4.B", "teaching")


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


def test_half_an_institutions_people_may_leave_and_no_more(bring: Bring) -> None:
    def school(count: int) -> str:
        return export(institution("998101", *[employee(f"p{n}") for n in range(count)]))

    bring(school(10))
    before = read_tables()
    with pytest.raises(FileRefused) as refusal:
        bring(school(4), now=LATER)
    assert "6 of 10 people of institution 998101" in str(refusal.value)
    assert read_tables() == before
    [half] = bring(school(5), now=LATER)
    assert half.people == Tally(ended=5)


def test_a_leaders_word_lets_more_than_half_go(bring: Bring) -> None:
    bring(export(institution("998101", employee("a"), employee("b"))))
    [summary] = bring(export(institution("998101")), now=LATER, accept_vanished=True)
    assert summary.people == Tally(ended=2)
    assert keys_of("a", on=LATER) == set()


def test_REL_08_half_a_file_is_refused_unless_it_is_meant(bring: Bring) -> None:
    bring(lindesoe())
    before = read_tables()
    with pytest.raises(FileRefused, match="Institution 998102 has people here"):
        bring(export(egesoe()), now=LATER)
    assert read_tables() == before
    [summary] = bring(export(egesoe(more=employee("ny"))), now=LATER, is_part=True)
    assert (summary.key, summary.people) == ("998101", Tally(new=1))
    assert "998102/guardian" in keys_of("carla", on=LATER)


def test_a_school_that_closed_is_emptied_when_somebody_says_so(bring: Bring) -> None:
    bring(lindesoe())
    summaries = bring(export(egesoe()), now=LATER, accept_vanished=True)
    assert [(item.key, item.people) for item in summaries] == [
        ("998101", Tally()),
        ("998102", Tally(ended=3)),
    ]
    assert keys_of("carla", on=LATER) == set()
    assert "998101/guardian" in keys_of("dorte", on=LATER)


def test_REL_08_an_older_file_is_refused(bring: Bring) -> None:
    newer = EXPORTED + timedelta(hours=24)
    bring(export(egesoe(), exported_at=newer))
    before = read_tables()
    with pytest.raises(FileRefused, match="older than the one that institution 998101 has"):
        bring(export(egesoe(more=employee("ny")), exported_at=EXPORTED))
    assert read_tables() == before
    [summary] = bring(export(egesoe(more=employee("ny")), exported_at=newer))
    assert summary.people == Tally(new=1)


def test_REL_07_an_import_that_broke_off_is_finished_by_the_next(
    bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = export(egesoe(more=employee("line", "3B")), tranehoej())

    def stop(*args: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        calls = iter((lambda *args, **named: 0, stop))
        broken.setattr(
            "core.people.roster.importing.refresh_access",
            lambda *args, **named: next(calls)(*args, **named),
        )
        with pytest.raises(KeyboardInterrupt):
            bring(file)
    assert RosterEntry.objects.filter(institution__key="998101").count() == 7
    assert not RosterEntry.objects.filter(institution__key="998102").exists()
    [first, second] = bring(file)
    assert not first.has_changes
    assert second.people == Tally(new=3)
    assert "998102/staff" in keys_of("line")


def test_an_institution_is_written_whole_or_not_at_all(
    bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **named: object) -> None:
        raise RuntimeError

    before = read_tables()
    monkeypatch.setattr("core.people.roster.importing.write_guardianships", fail)
    with pytest.raises(RuntimeError):
        bring(lindesoe())
    assert read_tables() == before
    monkeypatch.undo()
    bring(lindesoe())
    assert read_tables() != before


def test_no_query_is_asked_for_each_person(bring: Bring) -> None:
    def school(key: str, people: int) -> str:
        return institution(
            key,
            group("3B"),
            *[
                pupil(f"{key}-{n}", "3B", contacts=contact(f"{key}-mor-{n}"))
                for n in range(people)
            ],
        )

    def count(content: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            bring(content, is_part=True)
        return len(queries)

    few = count(export(school("998101", 5)))
    many = count(export(school("998102", 50)))
    assert many < few + 25


@pytest.mark.parametrize("moment", ["2026-11-23T23:30:00+01:00", "2026-11-23T23:30:00+00:00"])
def test_the_day_is_the_danish_one(bring: Bring, moment: str) -> None:
    now = datetime.fromisoformat(moment)
    bring(lindesoe(), now=now)
    expected = TODAY if now.utcoffset() else TODAY + DAY
    assert Membership.objects.values_list("starts_on", flat=True).distinct().get() == expected
