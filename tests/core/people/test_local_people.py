"""An account for somebody whom no roster has: what it opens, what is logged, what is refused."""

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from core.access.models import PersonKey, Scope
from core.access.operations import create_owned_scope
from core.access.queries import MaySee
from core.audit.models import Action, Entry
from core.people.kinds import Role, Source
from core.people.models import Group, Institution, Membership, Person
from core.people.operations import LocalPlace, create_local_person
from core.people.queries import people_visible_to
from tests.core.people.conftest import DAY, NOW, TODAY, Bring, find, keys_of
from tests.core.people.roster_cast import lindesoe


def make(unilogin: str = "kons0001", **fields: Any) -> Person:
    values = {"first_name": "Konrad", "created_by": None, "reason": "konsulent", "now": NOW}
    return create_local_person(unilogin=unilogin, **{**values, **fields})


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("create_person", *arguments, stdout=out)
    return out.getvalue()


def all_keys(person: Person) -> list[str]:
    return sorted(PersonKey.objects.filter(person=person).values_list("key", flat=True))


def test_who_belongs_nowhere_opens_what_is_for_that_person_alone(db: None) -> None:
    person, other = make(), make("kons0002")
    assert all_keys(person) == [f"p{person.pk}"]
    own, others = (create_owned_scope((f"p{pk}",)) for pk in (person.pk, other.pk))
    seen = Scope.objects.filter(MaySee("pk", person_id=person.pk, on=TODAY))
    assert list(seen) == [own] != [others]


def test_places_give_their_keys_on_their_days(bring: Bring, world: dict[str, Institution]) -> None:
    bring(lindesoe())
    school = world["998101"]
    group = school.groups.get(name="3.B")
    places = [
        LocalPlace(at=place, role=Role.PEDAGOGICAL, starts_on=TODAY + DAY, ends_on=TODAY + 2 * DAY)
        for place in (school, group)
    ]
    person = make(places=places)
    assert keys_of("kons0001") == set()
    expected = {
        f"{unit}/{holder}"
        for unit in ("998101", "998.school", "998", f"g{group.pk}")
        for holder in ("staff", "pedagogical")
    }
    assert keys_of("kons0001", on=TODAY + DAY) == keys_of("kons0001", on=TODAY + 2 * DAY)
    assert keys_of("kons0001", on=TODAY + DAY) == expected
    assert keys_of("kons0001", on=TODAY + 3 * DAY) == set()
    assert person in people_visible_to(find("anna"), on=TODAY)


def test_a_later_roster_takes_the_account_over(bring: Bring) -> None:
    person = make("anna", first_name="An")
    bring(lindesoe())
    assert Person.objects.get(unilogin="anna").pk == person.pk
    assert "998101/staff" in keys_of("anna")
    assert f"p{person.pk}" in all_keys(person)


def test_who_is_made_by_the_manager_sees_what_is_for_that_person_alone(db: None) -> None:
    """As by Django's own `createsuperuser`."""
    call_command("createsuperuser", "--noinput", "--unilogin", "drift")
    for person in (find("drift"), Person.objects.create_user("kons0001", "hemmelig-kode")):
        assert all_keys(person) == [f"p{person.pk}"]
        own, other = (create_owned_scope((key,)) for key in (f"p{person.pk}", "p0"))
        seen = Scope.objects.filter(MaySee("pk", person_id=person.pk, on=TODAY))
        assert list(seen) == [own] != [other]
    closed = Person.objects.create_user("kons0002", is_active=False)
    assert all_keys(closed) == []


def test_nobody_can_sign_in_until_a_password_is_set(db: None) -> None:
    assert not make().has_usable_password()
    assert not Person.objects.get().has_usable_password()


def test_each_institution_finds_it_in_its_log(world: dict[str, Institution]) -> None:
    leader = make("leder001")
    schools = [world["998101"], world["998102"]]
    group = Group.objects.create(institution=schools[0], source=Source.LOCAL, name="Råd")
    places = [LocalPlace(at=place, role=Role.EXTERNAL) for place in (*schools, group)]
    person = make(created_by=leader, places=places)
    entries = Entry.objects.filter(subject_id=person.pk, object_type="people.person")
    assert sorted(entries.values_list("institution_key", "municipality_code", "actor_id")) == [
        ("998101", "998", leader.pk),
        ("998102", "998", leader.pk),
    ]
    [entry] = Entry.objects.filter(subject_id=leader.pk)
    assert (entry.action, entry.actor_id, entry.institution_key) == (Action.CHANGE, None, "")
    assert entry.reason == "konsulent"


def test_what_cannot_be_logged_is_not_made(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise OSError("full")

    with monkeypatch.context() as patch:
        patch.setattr("core.people.operations.record", refuse)
        with pytest.raises(OSError, match="full"):
            make()
    assert not Person.objects.exists()
    assert make().pk


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"unilogin": ""}, "unilogin"),
        ({"unilogin": "a b"}, "unilogin"),
        ({"unilogin": "0101144321"}, "unilogin"),
        ({"unilogin": "010114-4321"}, "unilogin"),
        ({"unilogin": "bo@example.org"}, "unilogin"),
        ({"unilogin": "bo\x00"}, "unilogin"),
        ({"unilogin": "a" * 51}, "unilogin"),
        ({"unilogin": "TAKEN001"}, "unilogin"),
        ({"first_name": " "}, "first_name"),
        ({"first_name": "B\x00o"}, "first_name"),
        ({"family_name": "L" * 101}, "family_name"),
        ({"email": "nowhere"}, "email"),
    ],
)
def test_what_does_not_fit_is_refused(db: None, fields: dict[str, str], wrong: str) -> None:
    make("taken001")
    with pytest.raises(ValidationError) as error:
        make(**fields)
    assert list(error.value.message_dict) == [wrong]
    assert Person.objects.count() == 1
    make("kons0001")
    assert Person.objects.count() == 2


def test_nobody_becomes_a_guardian_by_a_place(world: dict[str, Institution]) -> None:
    with pytest.raises(ValueError, match="through a child"):
        make(places=[LocalPlace(at=world["998101"], role=Role.GUARDIAN)])
    assert not Person.objects.exists()
    assert not Entry.objects.exists()
    make(places=[LocalPlace(at=world["998101"], role=Role.EXTERNAL)])
    assert keys_of("kons0001") == {f"{unit}/external" for unit in ("998101", "998.school", "998")}


def test_the_command_makes_a_person(world: dict[str, Institution]) -> None:
    told = run("kons0001", "Konrad", "Prøve", "--institution", "998101", "--role", "external")
    assert told == "kons0001 has been created, without a password.\n"
    person = find("kons0001")
    assert person.get_full_name() == "Konrad Prøve"
    assert not person.has_usable_password()
    assert "998101/external" in keys_of("kons0001")
    run("kons0002", "Karen")
    assert all_keys(find("kons0002")) == [f"p{find('kons0002').pk}"]
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["kons0001", ""], "^First name: This field cannot be blank.$"),
        (["0101144321", "Bo"], "^UNI-Login: It has letters and digits, and at least one letter.$"),
        (["KONS0000", "Bo"], "^UNI-Login: Somebody already has it.$"),
        (["kons0001", "Bo", "--role", "external"], "^Say both --institution and --role"),
        (["kons0001", "Bo", "--institution", "998101"], "^Say both --institution and --role"),
        (
            ["kons0001", "Bo", "--institution", "998999", "--role", "external"],
            "^There is no institution “998999”",
        ),
        (
            ["kons0001", "Bo", "--institution", "998101", "--role", "guardian"],
            "invalid choice: 'guardian'",
        ),
        (["kons0001"], "the following arguments are required: first_name"),
    ],
)
def test_the_command_says_what_is_wrong(
    world: dict[str, Institution], arguments: list[str], said: str
) -> None:
    make("kons0000")
    with pytest.raises(CommandError, match=said):
        run(*arguments)
    assert Person.objects.count() == 1
    run("kons0001", "Bo")
    assert Person.objects.count() == 2
