"""A roster becomes people, groups, memberships and guardianships, once."""

from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from core.people.kinds import Role
from core.people.models import (
    Group,
    Guardianship,
    Institution,
    Membership,
    Person,
    RosterEntry,
)
from core.people.roster.summary import InstitutionSummary, Tally
from sandbox.roster.__main__ import write_demo
from tests.core.people.conftest import DAY, NOW, TODAY, Bring, find, keys_of
from tests.core.people.exports import (
    contact,
    employee,
    export,
    extern,
    group,
    institution,
    person,
    pupil,
)
from tests.core.people.roster_cast import PARENTS, egesoe, klitnaes, lindesoe
from tests.core.people.statements import list_writes, read_tables, record_statements

LATER = NOW + 3 * DAY


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
        (role, name) for role in (Role.PEDAGOGICAL, Role.LEADER) for name in (None, "3.B", "7.A")
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
    with record_statements() as again:
        summaries = bring(lindesoe(), now=LATER)
    assert list_writes(again) == []
    assert [summary.has_changes for summary in summaries] == [False, False]
    assert read_tables() == before
    with record_statements() as other:
        bring(lindesoe(more=employee("ny")), now=LATER)
    assert len(list_writes(other)) > 0


def test_the_demos_files_twice_write_nothing_the_second_time(
    world: dict[str, Institution], tmp_path: Path
) -> None:
    write_demo(tmp_path)
    call_command("import_institutions", tmp_path / "institutions.csv")
    for code in ("998", "999"):
        call_command("import_roster", tmp_path / f"{code}.xml", municipality=code)
    assert RosterEntry.objects.count() > 500
    with record_statements() as again:
        for code in ("998", "999"):
            call_command("import_roster", tmp_path / f"{code}.xml", municipality=code)
    assert list_writes(again) == []


def test_a_dry_run_tells_the_same_and_changes_nothing(bring: Bring, heard) -> None:
    bring(export(egesoe()))
    before = read_tables()
    heard["roster"].clear()
    file = lindesoe(parents=contact("dorte"), more=employee("ny", "3B"))
    tried = bring(file, now=LATER, dry_run=True)
    assert read_tables() == before
    assert heard["roster"] == []
    assert bring(file, now=LATER) == tried
    assert tried[0].people == Tally(new=1)
    assert read_tables() != before


def test_it_tells_those_who_build_on_it_only_where_something_changed(
    bring: Bring, world: dict[str, Institution], heard
) -> None:
    bring(lindesoe())
    assert heard["roster"] == [world["998101"].pk, world["998102"].pk]
    heard["roster"].clear()
    bring(lindesoe(more=employee("ny")), now=LATER)
    assert heard["roster"] == [world["998101"].pk]


def test_names_and_kinds_of_groups_follow_the_file(bring: Bring) -> None:
    bring(export(institution("998101", group("3B", name="3.B"))))
    [summary] = bring(
        export(institution("998101", group("3B", name="4.B", kind="Hold"))), now=LATER
    )
    assert summary.groups == Tally(changed=1)
    assert Group.objects.values_list("name", "kind").get() == ("4.B", "teaching")


def test_no_query_is_asked_for_each_person(bring: Bring) -> None:
    def school(key: str, people: int) -> str:
        return institution(
            key,
            group("3B"),
            *[pupil(f"{key}-{n}", "3B", contacts=contact(f"{key}-mor-{n}")) for n in range(people)],
        )

    def count(content: str) -> int:
        with record_statements() as queries:
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
