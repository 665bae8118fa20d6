"""The operator gives and takes rights, reads who has them, and lifts a block."""

import io

import pytest
from django.core.management import CommandError, call_command

from core.access.models import EditingRight, Right
from core.access.queries import has_right, read_rights
from core.audit.models import Action, Entry
from core.people.guardian_access import block_guardian
from core.people.models import GuardianBlock, Institution, Person
from core.people.rights import give_rights
from tests.core.people.conftest import NOW, Bring, find, keys_of
from tests.core.people.roster_cast import lindesoe

World = dict[str, Institution]


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def anna(world: World) -> Person:
    return Person.objects.create_user("anna0001", first_name="Anna", family_name="Holst")


def test_rights_are_given_where_they_are_named(world: World, anna: Person) -> None:
    told = run("give_right", "ANNA0001", "publish,edit", "998101", "998102", "998101")
    assert told == (
        "998101 Egesøskolen: anna0001 has been given edit, publish.\n"
        "998102 Tranehøjskolen: anna0001 has been given edit, publish.\n"
    )
    assert read_rights(anna.pk).pairs == {
        (world[key].pk, right) for key in ("998101", "998102") for right in ("edit", "publish")
    }


def test_rights_are_given_in_all_of_a_municipality(world: World, anna: Person) -> None:
    run("give_right", "anna0001", "municipality", "--municipality", "998")
    held = EditingRight.objects.order_by("institution__key").values_list("institution__key")
    assert [key for (key,) in held] == ["998001", "998101", "998102"]


def test_what_somebody_has_is_not_given_or_logged_again(world: World, anna: Person) -> None:
    run("give_right", "anna0001", "edit", "998101")
    assert run("give_right", "anna0001", "edit", "998101") == (
        "998101 Egesøskolen: nothing is different.\n"
    )
    assert Entry.objects.count() == 1
    assert "given public." in run("give_right", "anna0001", "edit,public", "998101")
    assert Entry.objects.count() == 2


def test_a_right_is_taken_and_the_others_stay(world: World, anna: Person) -> None:
    run("give_right", "anna0001", "edit,access", "998101", "998102")
    assert run("take_right", "anna0001", "access,protected", "998101") == (
        "998101 Egesøskolen: access has been taken from anna0001.\n"
    )
    assert not has_right(anna.pk, Right.ACCESS, institution_id=world["998101"].pk)
    assert has_right(anna.pk, Right.EDIT, institution_id=world["998101"].pk)
    assert has_right(anna.pk, Right.ACCESS, institution_id=world["998102"].pk)
    assert run("take_right", "anna0001", "access", "998101") == (
        "998101 Egesøskolen: nothing is different.\n"
    )


def test_giving_and_taking_stand_in_the_log_of_the_institution(world: World, anna: Person) -> None:
    run("give_right", "anna0001", "edit,protected", "998101")
    run("take_right", "anna0001", "protected", "998101")
    columns = ("action", "actor_id", "subject_id", "object_type", "object_id", "municipality_code")
    columns = (*columns, "institution_key", "reason")
    assert list(Entry.objects.order_by("pk").values_list(*columns)) == [
        (
            *(Action.CHANGE, None, anna.pk, "access.editingright", str(anna.pk)),
            *("998", "998101", says),
        )
        for says in (
            "given edit: manage.py give_right edit,protected",
            "given protected: manage.py give_right edit,protected",
            "taken protected: manage.py take_right protected",
        )
    ]


def test_a_right_that_cannot_be_logged_is_not_given(
    world: World, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **named: object) -> None:
        raise OSError("full")

    with monkeypatch.context() as patch:
        patch.setattr("core.people.rights.record", refuse)
        with pytest.raises(OSError, match="full"):
            run("give_right", "anna0001", "edit", "998101")
        with pytest.raises(OSError, match="full"):
            run("who_may", "998101")
    assert not EditingRight.objects.exists()
    run("give_right", "anna0001", "edit", "998101")
    assert EditingRight.objects.exists()


def test_one_wrong_institution_changes_nothing_anywhere(world: World, anna: Person) -> None:
    with pytest.raises(CommandError, match="no institution “998999”"):
        run("give_right", "anna0001", "edit", "998101", "998999")
    assert not EditingRight.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["0101144321", "edit", "998101"], "^Nobody has this UNI-Login. Import the roster"),
        (["anna0001", "write", "998101"], "“write” is no right. Write one of edit, publish, "),
        (["anna0001", "edit,", "998101"], "“” is no right."),
        (["anna0001", "edit"], "^Say where: keys of institutions, or --municipality"),
        (["anna0001", "edit", "998101", "--municipality", "998"], "^Say where: .* Not both.$"),
        (["anna0001", "edit", "--municipality", "997"], "^There is no municipality “997”."),
        (["anna0001", "edit", "--municipality", ""], "^There is no municipality “”."),
    ],
)
@pytest.mark.parametrize("command", ["give_right", "take_right"])
def test_what_is_wrong_is_said(
    world: World, anna: Person, command: str, arguments: list[str], said: str
) -> None:
    run("give_right", "anna0001", "publish", "998101")
    with pytest.raises(CommandError, match=said):
        run(command, *arguments)
    assert EditingRight.objects.count() == 1
    run(command, "anna0001", "edit,publish", "998101")
    assert EditingRight.objects.count() == (2 if command == "give_right" else 0)


def test_a_municipality_without_institutions_is_said(world: World, anna: Person) -> None:
    run("create_municipality", "997", "Prøve Kommune")
    with pytest.raises(CommandError, match=r"^The municipality has no institutions yet."):
        run("give_right", "anna0001", "edit", "--municipality", "997")


def test_who_may_not_sign_in_is_given_nothing_and_loses_what_is_taken(
    world: World, anna: Person
) -> None:
    run("give_right", "anna0001", "edit", "998101")
    Person.objects.update(is_active=False)
    with pytest.raises(CommandError, match=r"^anna0001 may no longer sign in."):
        run("give_right", "anna0001", "publish", "998101")
    anna.refresh_from_db()
    with pytest.raises(ValueError, match="may not sign in"):
        give_rights(
            anna,
            institution=world["998101"],
            rights=[Right.PUBLISH],
            given_by=None,
            reason="x",
            now=NOW,
        )
    assert EditingRight.objects.get().right == Right.EDIT
    run("take_right", "anna0001", "edit", "998101")
    assert not EditingRight.objects.exists()


def test_who_may_is_listed_by_the_name_that_everybody_sees_and_logged(
    world: World, anna: Person
) -> None:
    Person.objects.create_user("bolu0001", first_name="Lea", family_name="Holm", protected=True)
    run("give_right", "bolu0001", "access", "998101")
    run("give_right", "anna0001", "public,edit", "998101")
    run("give_right", "anna0001", "publish", "998102")
    assert run("who_may", "998101") == (
        "anna0001  Anna Holst  edit, public\nbolu0001  Lea Holm  access\n"
    )
    entry = Entry.objects.order_by("pk").last()
    assert entry is not None
    assert (entry.action, entry.actor_id, entry.subject_id, entry.object_type) == (
        *(Action.OPEN, None, None),
        "access.editingright",
    )
    assert (entry.institution_key, entry.reason) == ("998101", "manage.py who_may")
    assert run("who_may", "G99901") == "Nobody has a right there.\n"


def test_who_may_costs_the_same_for_many(
    world: World, anna: Person, django_assert_num_queries
) -> None:
    for number in range(5):
        Person.objects.create_user(f"leder{number}", first_name="Leder")
        run("give_right", f"leder{number}", "edit,publish", "998101")
    with django_assert_num_queries(3):
        assert len(run("who_may", "998101").splitlines()) == 5


def test_the_operator_lifts_a_block(bring: Bring, world: World) -> None:
    bring(lindesoe())
    before = keys_of("jonas")
    block_guardian(
        guardian=find("jonas"),
        child=find("bo"),
        placed_by=find("henrik"),
        reason="akut",
        now=NOW,
        institution=world["998101"],
    )
    assert keys_of("jonas") != before
    with pytest.raises(CommandError, match="no block in force"):
        run("lift_block", "emil", "jonas", "--reason", "sag 7")
    with pytest.raises(CommandError, match=r"^Nobody has this UNI-Login"):
        run("lift_block", "bo", "ingen", "--reason", "sag 7")
    with pytest.raises(CommandError, match=r"^Say with --reason why"):
        run("lift_block", "bo", "jonas", "--reason", " ")
    assert GuardianBlock.objects.get().lifted_at is None
    assert run("lift_block", "bo", "jonas", "--reason", "sag 7") == "The block has been lifted.\n"
    assert keys_of("jonas") == before
    with pytest.raises(CommandError, match="no block in force"):
        run("lift_block", "bo", "jonas", "--reason", "sag 7")
